// Walking on the plane by pointer and keyboard, the same for pictures and for points.

import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { prefersStillness } from '../../shell/theme.ts';
import { densities, density, goTo, ORIGIN, pinHere, position } from './walk.ts';

/** Whether the view drifts by itself. */
export const isDrifting = signal(!prefersStillness());

const DRIFT_SEEDS_PER_SECOND = { x: 0.3, y: 0.12 } as const;
const CLICK_PIXELS = 4;

/** Drifts along while asked to, as fast as the browser draws. */
export function useDrift(): void {
  useEffect(() => {
    if (!isDrifting.value) return undefined;
    let last: number | undefined;
    let { x, y } = position.peek();
    let frame = requestAnimationFrame(function drift(now) {
      const seconds = Math.min(0.1, (now - (last ?? now)) / 1000);
      last = now;
      x += seconds * DRIFT_SEEDS_PER_SECOND.x;
      y += seconds * DRIFT_SEEDS_PER_SECOND.y;
      goTo({ x, y });
      frame = requestAnimationFrame(drift);
    });
    return () => cancelAnimationFrame(frame);
  }, [isDrifting.value]);
}

/** Handlers that make an element the plane's. `seedPixels` says how many pixels lie from one seed to the next. */
export function useSteering(seedPixels: () => number) {
  const grip = useRef<{ x: number; y: number; moved: number } | undefined>(undefined);
  const stand = () => {
    isDrifting.value = false;
  };
  return {
    onPointerDown(event: PointerEvent) {
      stand();
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
      grip.current = { x: event.clientX, y: event.clientY, moved: 0 };
    },
    onPointerMove(event: PointerEvent) {
      const { current } = grip;
      if (current === undefined) return;
      const [right, down] = [event.clientX - current.x, event.clientY - current.y];
      grip.current = { x: event.clientX, y: event.clientY, moved: current.moved + Math.hypot(right, down) };
      const { x, y } = position.peek();
      goTo({ x: x - right / seedPixels(), y: y - down / seedPixels() });
    },
    onPointerUp(event: PointerEvent) {
      const { current } = grip;
      grip.current = undefined;
      if (current === undefined || current.moved > CLICK_PIXELS) return;
      const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
      const { x, y } = position.peek();
      const toGrid = (value: number) => Math.round(value * density.peek()) / density.peek();
      goTo({
        x: toGrid(x + (event.clientX - box.left - box.width / 2) / seedPixels()),
        y: toGrid(y + (event.clientY - box.top - box.height / 2) / seedPixels()),
      });
    },
    onPointerCancel() {
      grip.current = undefined;
    },
    onKeyDown(event: KeyboardEvent) {
      const action = keys[event.key];
      if (action === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      stand();
      action(event.shiftKey);
    },
  };
}

/** One picture further, or with Shift one seed. */
function move(right: number, down: number) {
  return (isFar: boolean) => {
    const { x, y } = position.peek();
    const step = isFar ? 1 : 1 / density.peek();
    goTo({ x: x + right * step, y: y + down * step });
  };
}

function zoom(by: number) {
  return () => {
    const at = densities.indexOf(density.peek() as (typeof densities)[number]);
    density.value = densities[Math.min(densities.length - 1, Math.max(0, at + by))]!;
  };
}

const keys: Readonly<Record<string, (isFar: boolean) => void>> = {
  ArrowLeft: move(-1, 0),
  ArrowRight: move(1, 0),
  ArrowUp: move(0, -1),
  ArrowDown: move(0, 1),
  Home: () => goTo(ORIGIN),
  Enter: () => pinHere(),
  '+': zoom(1),
  '=': zoom(1),
  '-': zoom(-1),
};
