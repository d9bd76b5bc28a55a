// Curves as SVG that follows the page's colours: raw values faint behind smoothed ones.

import { linearTicks } from '../../formats/chart.ts';
import { type Html, html, nothing } from '../../formats/html.ts';
import { say } from '../language/say.ts';
import { formatCount, formatNumber } from '../terminal/format.ts';

/** A curve. */
export interface Curve {
  /** Of the group, for its colour; curves of a group share one. */
  readonly group: number;
  /** For the tooltip: which run it is. */
  readonly title: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** What a chart shows. */
export interface Chart {
  /** Distinguishes it from others of a page. */
  readonly key: string;
  readonly title: string;
  /** One sentence. */
  readonly meaning: string;
  readonly curves: readonly Curve[];
  /** Few exact values: drawn as they are. */
  readonly isExact?: boolean;
}

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [560, 250, 58, 24, 12, 34];
const BUCKETS = 240;
const SMOOTHING = 12;

type Points = Curve['points'];

/** Means of equal stretches, so that a page of many runs stays small. */
function bucketed(points: Points): Points {
  if (points.length <= BUCKETS) return points;
  return Array.from({ length: BUCKETS }, (_, bucket) => {
    const from = Math.floor((bucket * points.length) / BUCKETS);
    const part = points.slice(from, Math.floor(((bucket + 1) * points.length) / BUCKETS));
    const mean = (axis: 0 | 1) => part.reduce((sum, point) => sum + point[axis], 0) / part.length;
    return [mean(0), mean(1)] as const;
  });
}

/** A centred moving average over a twelfth of the curve. */
function smoothed(points: Points): Points {
  const reach = Math.floor(points.length / SMOOTHING / 2);
  return points.map(([x], index) => {
    const part = points.slice(Math.max(0, index - reach), index + reach + 1);
    return [x, part.reduce((sum, [, y]) => sum + y, 0) / part.length] as const;
  });
}

interface Scale {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
}

/** The range without the few wildest values, which would flatten everything else. */
function rangeOf(values: readonly number[]): readonly [number, number] {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.round(part * (sorted.length - 1))]!;
  const [low, high] = [at(0.005), at(0.995)];
  const margin = (high - low) * 0.06 || Math.abs(high) * 0.1 || 1;
  return [low - margin, high + margin];
}

function scaleOf(curves: readonly Curve[]): Scale {
  const all = curves.flatMap(({ points }) => points);
  const last = all.reduce((most, [x]) => Math.max(most, x), 1);
  const [low, high] = rangeOf(all.map(([, y]) => y));
  return {
    x: (value) => LEFT + (value / last) * (WIDTH - LEFT - RIGHT),
    y: (value) => TOP + (1 - (value - low) / (high - low)) * (HEIGHT - TOP - BOTTOM),
    xTicks: linearTicks(0, last, 4),
    yTicks: linearTicks(low, high, 4),
  };
}

/** As many decimals as the number has. */
const tickText = (tick: number): string =>
  Math.abs(tick) >= 10_000 ? formatCount(tick) : String(tick).replace('-', '−');

const pathOf = (points: Points, { x, y }: Scale): string =>
  points.map(([px, py]) => `${x(px).toFixed(1)},${y(py).toFixed(1)}`).join(' ');

function curveSvg({ group, title, points }: Curve, scale: Scale, isExact: boolean): Html {
  if (isExact) {
    const dots = points.map(
      ([px, py]) =>
        html`<circle class="dot g${group}" cx="${scale.x(px).toFixed(1)}" cy="${scale.y(py).toFixed(1)}" r="3"><title>${say`${title}: ${formatNumber(py)} at iteration ${formatCount(px)}`}</title></circle>`,
    );
    return html`<polyline class="line g${group}" points="${pathOf(points, scale)}"/>${dots}`;
  }
  const raw = bucketed(points);
  const faint =
    raw.length > SMOOTHING ? html`<polyline class="raw g${group}" points="${pathOf(raw, scale)}"/>` : nothing;
  return html`${faint}<polyline class="line g${group}" points="${pathOf(smoothed(raw), scale)}"><title>${title}</title></polyline>`;
}

/** The chart as a figure; nothing where no curve has a point. */
export function chartFigure({ key, title, meaning, curves: given, isExact = false }: Chart): Html {
  const curves = given.filter(({ points }) => points.length > 0);
  if (curves.length === 0) return nothing;
  const scale = scaleOf(curves);
  const bottom = HEIGHT - BOTTOM;
  const grid = scale.yTicks.map(
    (tick) =>
      html`<path class="grid" d="M${LEFT} ${scale.y(tick).toFixed(1)}H${WIDTH - RIGHT}"/><text class="tick" x="${LEFT - 8}" y="${(scale.y(tick) + 4).toFixed(1)}" text-anchor="end">${tickText(tick)}</text>`,
  );
  const below = scale.xTicks.map(
    (tick) =>
      html`<text class="tick" x="${scale.x(tick).toFixed(1)}" y="${bottom + 17}" text-anchor="middle">${formatCount(tick)}</text>`,
  );
  return html`<figure class="chart"><figcaption><h3>${title}</h3><p>${meaning}</p></figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${say`${title} over the iterations`}"><clipPath id="clip-${key}"><rect x="${LEFT}" y="${TOP}" width="${WIDTH - LEFT - RIGHT}" height="${bottom - TOP}"/></clipPath>
${grid}${below}<text class="tick" x="${WIDTH - RIGHT}" y="${HEIGHT - 3}" text-anchor="end">${say`iteration`}</text>
<g clip-path="url(#clip-${key})">${curves.map((curve) => curveSvg(curve, scale, isExact))}</g></svg></figure>`;
}
