// Curves over iterations, drawn by uPlot: brush or wheel to zoom, double click for all, every value at the pointer.
// Longer than most files: one adapter between two worlds, which would be harder to follow in pieces.

import './chart.css';
import 'uplot/dist/uPlot.min.css';
import type { Signal } from '@preact/signals';
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import { isDark, tokenColor } from '../shell/theme.ts';
import { chartMessages as t } from './chart-messages.ts';
import {
  type Aligned,
  alignCurves,
  type Curve,
  nearestIndex,
  pan,
  type Range,
  smoothed,
  zoom,
} from './curves.ts';
import { formatCount, formatNumber } from './numbers.ts';
import { useWidth } from './pixels.tsx';

/** Something that happened at an x. */
export interface Mark {
  readonly x: number;
  readonly label: string;
}

export interface ChartProps {
  readonly title: string;
  /** What the numbers mean, in one sentence. */
  readonly explanation: string;
  readonly unit?: string | undefined;
  readonly curves: readonly Curve[];
  /** The stretch that is shown, shared by charts; undefined for all. */
  readonly view: Signal<Range | undefined>;
  /** Where values are read while nothing is pointed at; by default, at the end. */
  readonly readAt?: number | undefined;
  /** The x that is looked at, shared by charts. */
  readonly selected?: number | undefined;
  readonly onSelect?: ((x: number) => void) | undefined;
  readonly marks?: readonly Mark[];
  /** A scale that grows by factors; near 0 it is even, so that negative values have a place. */
  readonly isLogarithmic?: boolean;
  /** Weight of what was before, from 0 (none) to below 1. */
  readonly smoothing?: number;
  /** Charts with the same name share their pointer. */
  readonly pointer?: string;
  readonly height?: number;
}

/** The drawn data: for each curve the smoothed line, and before it the raw one where they differ. */
interface Drawn {
  readonly aligned: Aligned;
  readonly lines: uPlot.AlignedData;
}

const numbersLeft = 62;

export function Chart(props: ChartProps) {
  const { title, explanation, unit, curves, view, smoothing = 0, height = 200 } = props;
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const latest = useRef(props);
  latest.current = props;
  const [pointed, setPointed] = useState<number>();
  const width = useWidth(place);
  const drawn = useMemo(() => drawnOf(curves, smoothing), [curves, smoothing]);
  const look = JSON.stringify([
    curves.map(({ label, color, isDashed, isFaint, hasDots }) => [label, color, isDashed, isFaint, hasDots]),
    [isDark.value, smoothing > 0, props.isLogarithmic, props.pointer, width > 0],
  ]);

  useEffect(() => {
    if (place.current === null || width === 0) return undefined;
    const made = new uPlot(
      { ...optionsOf(latest.current, setPointed, () => latest.current), width, height },
      drawn.lines,
      place.current,
    );
    made.root.setAttribute('aria-hidden', 'true');
    plot.current = made;
    return () => {
      made.destroy();
      plot.current = undefined;
    };
  }, [look]);
  useEffect(() => plot.current?.setSize({ width, height }), [width, height]);
  useEffect(() => {
    const { current } = plot;
    if (current === undefined) return;
    current.batch(() => {
      if (current.data !== drawn.lines) current.setData(drawn.lines, false);
      showRange(current, view.value);
    });
  }, [drawn, view.value, look]);
  useEffect(() => plot.current?.redraw(false), [props.selected, props.marks]);

  const { x } = drawn.aligned;
  const rest = props.readAt === undefined ? undefined : nearestIndex(x, props.readAt);
  const at = pointed ?? rest ?? x.length - 1;
  return (
    <figure class="chart" aria-labelledby={id}>
      <figcaption>
        <h3 id={id}>
          {title}
          {unit !== undefined && <span class="chart-unit"> {unit}</span>}
        </h3>
        <Readout curves={curves} drawn={drawn} at={at} isPointed={pointed !== undefined} />
      </figcaption>
      <div
        ref={place}
        class="chart-place"
        style={{ height: `${height}px` }}
        role="application"
        aria-roledescription={t().chart}
        aria-label={`${title}. ${t().keys}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys move the pointer, zoom and select
        tabIndex={0}
        onKeyDown={(event) => plot.current && steer(event, plot.current, latest.current)}
      />
      <p class="chart-explanation">{explanation}</p>
    </figure>
  );
}

/** Every value at the pointer, else the last ones; it names the colours too. */
interface ReadoutProps {
  readonly curves: readonly Curve[];
  readonly drawn: Drawn;
  readonly at: number;
  readonly isPointed: boolean;
}

function Readout({ curves, drawn, at, isPointed }: ReadoutProps) {
  const x = drawn.aligned.x[at];
  if (x === undefined) return <p class="chart-readout">{t().nothing}</p>;
  return (
    <p class="chart-readout" aria-live={isPointed ? 'polite' : 'off'}>
      {curves.map(({ label, color, isDashed, isFaint }, index) => (
        <span key={label} class="chart-reading">
          <i
            class={`chart-swatch ${isDashed ? 'chart-dashed' : ''} ${isFaint ? 'chart-faint' : ''}`}
            style={{ color: `var(${color})` }}
          />
          {curves.length > 1 && label}{' '}
          <b class="number">{formatNumber(valueAt(drawn.aligned.y[index]!, at))}</b>
        </span>
      ))}
      {isPointed && <span class="quiet">{t().at(formatCount(x))}</span>}
    </p>
  );
}

/** The value at an index, or where a curve has none there the nearest before. */
function valueAt(values: readonly (number | null | undefined)[], at: number): number | undefined {
  for (let index = at; index >= 0; index--) {
    const value = values[index];
    if (value !== undefined) return value ?? undefined;
  }
  return undefined;
}

function drawnOf(curves: readonly Curve[], smoothing: number): Drawn {
  const aligned = alignCurves(curves);
  const lines = aligned.y.flatMap((values) =>
    smoothing > 0 ? [values, smoothed(values, smoothing)] : [values],
  );
  return { aligned, lines: [aligned.x, ...lines] as unknown as uPlot.AlignedData };
}

const wholeOf = (plot: uPlot): Range => ({ from: plot.data[0][0] ?? 0, to: plot.data[0].at(-1) ?? 1 });

function showRange(plot: uPlot, range: Range | undefined): void {
  const { from, to } = range ?? wholeOf(plot);
  plot.setScale('x', { min: from, max: to > from ? to : from + 1 });
}

function optionsOf(
  { curves, isLogarithmic = false, smoothing = 0, pointer, view }: ChartProps,
  onPoint: (index: number | undefined) => void,
  now: () => ChartProps,
): Omit<uPlot.Options, 'width' | 'height'> {
  const grid = { stroke: tokenColor('--line'), width: 1 };
  const axis = { stroke: tokenColor('--ink-quiet'), grid, ticks: { ...grid, size: 4 }, font: axisFont() };
  return {
    padding: [8, 12, 0, 0],
    legend: { show: false },
    cursor: {
      ...(pointer !== undefined && { sync: { key: pointer, setSeries: false } }),
      drag: { x: true, y: false, setScale: false, dist: 6 },
      points: { size: (_, index) => (smoothing > 0 && index % 2 === 1 ? 0 : 7) }, // none on the faint raw line
      bind: { dblclick: () => () => showAll(view) },
    },
    scales: {
      x: { time: false },
      y: { ...(isLogarithmic && { distr: 4, asinh: 0.01 }) },
    },
    axes: [
      { ...axis, size: 30, incrs: wholeSteps, values: (_, ticks) => ticks.map(formatCount) },
      {
        ...axis,
        size: numbersLeft,
        space: 26,
        values: (_, ticks) => ticks.map((tick) => formatNumber(tick)),
      },
    ],
    series: [
      {},
      ...curves.flatMap((curve): readonly uPlot.Series[] => {
        const stroke = tokenColor(curve.color);
        const line = {
          stroke,
          width: 2,
          points: { show: curve.hasDots || isLonely, size: 6 },
          ...(curve.isDashed && { dash: [6, 4] }),
          ...(curve.isFaint && { width: 5, alpha: 0.35 }),
        };
        const faint = { ...line, width: 1, alpha: 0.28, points: { show: false } };
        return smoothing > 0 ? [faint, line] : [line];
      }),
    ],
    hooks: {
      setCursor: [({ cursor: { idx } }) => onPoint(idx ?? undefined)],
      setSelect: [(plot) => brush(plot, view)],
      ready: [(plot) => listen(plot, view, now)],
      draw: [(plot) => drawMarks(plot, now())],
    },
  };
}

/** Between two ticks of x lie whole iterations: 1, 2, 5, 10… */
const wholeSteps = Array.from(
  { length: 30 },
  (_, index) => [1, 2, 5][index % 3]! * 10 ** Math.floor(index / 3),
);

const axisFont = () => '12px ui-monospace, Menlo, Consolas, monospace';

/** Points are drawn only where there are so few that a line would hide them. */
const isLonely = (plot: uPlot) => plot.data[0].length < 3;

const showAll = (view: Signal<Range | undefined>) => {
  view.value = undefined;
  return null;
};

function brush(plot: uPlot, view: Signal<Range | undefined>): void {
  const { left, width } = plot.select;
  if (width < 6) return;
  view.value = { from: plot.posToVal(left, 'x'), to: plot.posToVal(left + width, 'x') };
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
}

function shownOf({ scales }: uPlot): Range {
  return { from: scales.x!.min ?? 0, to: scales.x!.max ?? 1 };
}

/** A click selects; the wheel pans sideways, and with Ctrl (or a pinch) zooms; dragging with Shift pans. */
function listen(plot: uPlot, view: Signal<Range | undefined>, now: () => ChartProps): void {
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

function steer(event: KeyboardEvent, plot: uPlot, { view, onSelect }: ChartProps): void {
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

function drawMarks(plot: uPlot, { selected, marks = [] }: ChartProps): void {
  const { ctx: context, bbox } = plot;
  const density = devicePixelRatio;
  const lineAt = (x: number, color: string, dash: readonly number[]) => {
    const left = Math.round(plot.valToPos(x, 'x', true)) + 0.5;
    if (left < bbox.left || left > bbox.left + bbox.width) return undefined;
    context.strokeStyle = color;
    context.lineWidth = density;
    context.setLineDash([...dash]);
    context.beginPath();
    context.moveTo(left, bbox.top);
    context.lineTo(left, bbox.top + bbox.height);
    context.stroke();
    return left;
  };
  context.save();
  context.textAlign = 'left';
  context.font = `${11 * density}px system-ui, sans-serif`;
  context.fillStyle = tokenColor('--ink-quiet');
  for (const { x, label } of marks) {
    const left = lineAt(x, tokenColor('--ink-quiet'), [2 * density, 3 * density]);
    if (left !== undefined) context.fillText(label, left + 4 * density, bbox.top + 12 * density);
  }
  if (selected !== undefined) lineAt(selected, tokenColor('--ink'), []);
  context.restore();
}
