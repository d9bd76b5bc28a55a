// A square to draw on: what is drawn is what is to be learnt. With the keyboard, a pen that arrow keys move.

import './draw-pad.css';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { setQuery } from '../../shell/router.ts';
import { isDark, tokenColor } from '../../shell/theme.ts';
import { encodeCentres, MOST_CENTRES } from './drawn-places.ts';
import { trainMessages as t } from './messages.ts';
import { EXTENT } from './plane-size.ts';
import { recipe } from './trainer-client.ts';

const SIZE = 272;
/** Points of a stroke keep this distance, in units of the plane. */
const SPACING = 0.09;
const PEN_STEP = 0.1;

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-PEN_STEP, 0],
  ArrowRight: [PEN_STEP, 0],
  ArrowUp: [0, PEN_STEP],
  ArrowDown: [0, -PEN_STEP],
};

export function DrawPad() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const points = useSignal<readonly number[]>(Array.from(recipe.value.centres));
  const pen = useSignal<readonly [number, number]>([0, 0]);
  const isDrawing = useRef(false);
  const hasFocus = useSignal(false);

  const add = (x: number, y: number) => {
    const before = points.peek();
    const lastX = before.at(-2) ?? Number.POSITIVE_INFINITY;
    const lastY = before.at(-1) ?? Number.POSITIVE_INFINITY;
    if (Math.hypot(x - lastX, y - lastY) < SPACING) return;
    points.value = [...before, x, y].slice(-2 * MOST_CENTRES);
  };
  const commit = (next: readonly number[]) => {
    points.value = next;
    const drawn = next.length === 0 ? undefined : encodeCentres(Float32Array.from(next));
    setQuery({ drawn });
  };
  const placeOf = (event: PointerEvent) => {
    const box = canvas.current!.getBoundingClientRect();
    const at = (value: number) => Math.min(Math.max(value * 2 - 1, -1), 1) * EXTENT;
    return [at((event.clientX - box.left) / box.width), -at((event.clientY - box.top) / box.height)] as const;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    const [x, y] = pen.value;
    const inside = (value: number) => Math.min(Math.max(value, -2), 2);
    if (step !== undefined) pen.value = [inside(x + step[0]), inside(y + step[1])];
    else if (event.key === ' ' || event.key === 'Enter')
      commit([...points.value, x, y].slice(-2 * MOST_CENTRES));
    else if (event.key === 'Backspace') commit(points.value.slice(0, -2));
    else return;
    event.preventDefault();
  };

  const dark = isDark.value;
  const [shown, at, focused] = [points.value, pen.value, hasFocus.value];
  useEffect(() => {
    const context = canvas.current!.getContext('2d')!;
    const place = (value: number) => ((value + EXTENT) / (2 * EXTENT)) * SIZE;
    context.clearRect(0, 0, SIZE, SIZE);
    context.fillStyle = tokenColor('--real');
    for (let index = 0; index < shown.length; index += 2) {
      context.beginPath();
      context.arc(place(shown[index]!), SIZE - place(shown[index + 1]!), 3, 0, 2 * Math.PI);
      context.fill();
    }
    if (!focused) return;
    context.strokeStyle = tokenColor('--ink');
    const [x, y] = [place(at[0]), SIZE - place(at[1])];
    context.beginPath();
    context.moveTo(x - 7, y);
    context.lineTo(x + 7, y);
    context.moveTo(x, y - 7);
    context.lineTo(x, y + 7);
    context.stroke();
  }, [shown, at, focused, dark]);

  return (
    <section class="draw-pad" aria-label={t().pad}>
      <div
        class="draw-pad-place"
        role="application"
        aria-label={`${t().padLabel(shown.length / 2)}. ${t().padHelp}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys move the pen and put points
        tabIndex={0}
        onKeyDown={onKeyDown}
        onFocus={() => {
          hasFocus.value = true;
        }}
        onBlur={() => {
          hasFocus.value = false;
        }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          isDrawing.current = true;
          add(...placeOf(event));
        }}
        onPointerMove={(event) => isDrawing.current && add(...placeOf(event))}
        onPointerUp={() => {
          isDrawing.current = false;
          commit(points.value);
        }}
      >
        <canvas ref={canvas} width={SIZE} height={SIZE} />
      </div>
      <p class="small quiet">{t().padHelp}</p>
      {shown.length === 0 && <p class="small">{t().padEmpty}</p>}
      <button
        type="button"
        class="button button-small"
        disabled={shown.length === 0}
        onClick={() => commit([])}
      >
        {t().clear}
      </button>
    </section>
  );
}
