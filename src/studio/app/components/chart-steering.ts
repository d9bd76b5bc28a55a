// Moving over a chart by mouse, wheel, finger and keyboard: all of it changes the stretch that charts share, or selects.

import type { Signal } from '@preact/signals';
import type uPlot from 'uplot';
import type { ChartProps } from './chart-props.ts';
import { pan, type Range, zoom } from './curves.ts';

type Steered = Pick<ChartProps, 'view' | 'onSelect'>;

/** Everything that the data cover. */
export const wholeOf = (plot: uPlot): Range => ({ from: plot.data[0][0] ?? 0, to: plot.data[0].at(-1) ?? 1 });

export const showAll = (view: Signal<Range | undefined>) => {
  view.value = undefined;
  return null;
};

/** Zooms to what was brushed. */
export function brush(plot: uPlot, view: Signal<Range | undefined>): void {
  const { left, width } = plot.select;
  if (width < 6) return;
  view.value = { from: plot.posToVal(left, 'x'), to: plot.posToVal(left + width, 'x') };
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
}

function shownOf({ scales }: uPlot): Range {
  return { from: scales.x!.min ?? 0, to: scales.x!.max ?? 1 };
}

/** A click selects; the wheel pans sideways, and with Ctrl (or a pinch) zooms; dragging with Shift pans. */
export function listen(plot: uPlot, view: Signal<Range | undefined>, now: () => Steered): void {
  let pressed: number | undefined;
  let panned: number | undefined;
  plot.over.addEventListener('pointerdown', (event) => {
    pressed = event.clientX;
    if (event.shiftKey) panned = event.clientX;
  });
  plot.over.addEventListener(
    'mousedown',
    (event) => event.shiftKey && event.stopImmediatePropagation(),
    true,
  );
  plot.over.addEventListener('pointermove', (event) => {
    if (panned === undefined) return;
    view.value = pan(shownOf(plot), (panned - event.clientX) / plot.over.clientWidth, wholeOf(plot));
    panned = event.clientX;
  });
  plot.over.addEventListener('pointerup', (event) => {
    const isClick = pressed !== undefined && Math.abs(event.clientX - pressed) < 4;
    pressed = panned = undefined;
    const x = plot.posToVal(event.clientX - plot.over.getBoundingClientRect().left, 'x');
    if (isClick) now().onSelect?.(x);
  });
  plot.over.addEventListener(
    'wheel',
    (event) => {
      const isZoom = event.ctrlKey || event.metaKey;
      if (!isZoom && Math.abs(event.deltaX) <= Math.abs(event.deltaY)) return;
      event.preventDefault();
      const whole = wholeOf(plot);
      const at = plot.posToVal(event.clientX - plot.over.getBoundingClientRect().left, 'x');
      view.value = isZoom
        ? zoom(shownOf(plot), at, Math.exp(event.deltaY / 200), whole)
        : pan(shownOf(plot), event.deltaX / plot.over.clientWidth, whole);
    },
    { passive: false },
  );
}

/** What keys do. */
export function steer(event: KeyboardEvent, plot: uPlot, { view, onSelect }: Steered): void {
  const x = plot.data[0];
  const shown = shownOf(plot);
  const index = plot.cursor.idx ?? plot.valToIdx(shown.to);
  const point = (to: number) => {
    const value = x[Math.min(Math.max(to, 0), x.length - 1)];
    if (value !== undefined)
      plot.setCursor({ left: plot.valToPos(value, 'x'), top: plot.over.clientHeight / 2 });
  };
  const step = Math.max(1, Math.round((plot.valToIdx(shown.to) - plot.valToIdx(shown.from)) / 100));
  const actions: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => (event.shiftKey ? panBy(-0.2) : point(index - step)),
    ArrowRight: () => (event.shiftKey ? panBy(0.2) : point(index + step)),
    '+': () => zoomBy(0.5),
    '=': () => zoomBy(0.5),
    '-': () => zoomBy(2),
    '0': () => void showAll(view),
    Enter: () => x[index] !== undefined && onSelect?.(x[index]),
  };
  const panBy = (share: number) => {
    view.value = pan(shown, share, wholeOf(plot));
  };
  const zoomBy = (factor: number) => {
    view.value = zoom(shown, x[index] ?? shown.to, factor, wholeOf(plot));
  };
  const action = actions[event.key];
  if (action === undefined) return;
  event.preventDefault();
  action();
}
