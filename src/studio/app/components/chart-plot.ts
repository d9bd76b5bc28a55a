// A chart in uPlot's terms: lines, scales, axes, and what happens at the pointer.

import type uPlot from 'uplot';
import { tokenColor } from '../shell/theme.ts';
import { drawMarks } from './chart-marks.ts';
import { chartMessages as t } from './chart-messages.ts';
import type { ChartProps } from './chart-props.ts';
import { brush, listen, showAll, wholeOf } from './chart-steering.ts';
import { type Aligned, alignCurves, type Curve, type Range, smoothed } from './curves.ts';
import { formatCount, formatNumber } from './numbers.ts';

/** The drawn data: for each curve the smoothed line, and before it the raw one where they differ. */
export interface Drawn {
  readonly aligned: Aligned;
  readonly lines: uPlot.AlignedData;
}

/** Room for the numbers of the y axis. */
const numbersLeft = 62;

export function drawnOf(curves: readonly Curve[], smoothing: number): Drawn {
  const aligned = alignCurves(curves);
  const lines = aligned.y.flatMap((values) =>
    smoothing > 0 ? [values, smoothed(values, smoothing)] : [values],
  );
  return { aligned, lines: [aligned.x, ...lines] as unknown as uPlot.AlignedData };
}

/** Shows a stretch; without one, everything. */
export function showRange(plot: uPlot, range: Range | undefined): void {
  const { from, to } = range ?? wholeOf(plot);
  plot.setScale('x', { min: from, max: to > from ? to : from + 1 });
}

export function optionsOf(
  { curves, isLogarithmic = false, smoothing = 0, pointer, view }: ChartProps,
  onPoint: (index: number | undefined) => void,
  now: () => ChartProps,
): Omit<uPlot.Options, 'width' | 'height'> {
  const grid = { stroke: tokenColor('--line'), width: 1 };
  const axis = { stroke: tokenColor('--ink-quiet'), grid, ticks: { ...grid, size: 4 }, font: axisFont() };
  return {
    padding: [8, 24, 0, 0], // half of the last number of the x axis
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
      {
        ...axis,
        size: 28,
        label: t().iteration,
        labelSize: 16,
        labelGap: 0,
        labelFont: axisFont(),
        values: (_, ticks) => ticks.map(formatCount),
      },
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

const axisFont = () => '12px ui-monospace, Menlo, Consolas, monospace';

/** Points are drawn only where there are so few that a line would hide them. */
const isLonely = (plot: uPlot) => plot.data[0].length < 3;
