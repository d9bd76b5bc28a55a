// Static charts as SVG: lines with bands, and points, on linear or logarithmic axes. They read on white and on dark
// grounds. Also where the ticks of an axis are, for charts that are drawn elsewhere.

import { html } from './html.ts';

/** A picture, with what it shows in words. */
export interface Picture {
  readonly name: string;
  readonly alt: string;
  readonly svg: string;
}

export interface Series {
  /** Stands at its end; none where it is empty. */
  readonly name: string;
  /** Of the colours below, or grey for what only surrounds. */
  readonly colour: number | 'grey';
  /** [x, y] in ascending x, with a band from low to high where there is one. */
  readonly points: readonly {
    readonly x: number;
    readonly y: number;
    readonly low?: number;
    readonly high?: number;
  }[];
  /** Points without a line. */
  readonly isScatter?: boolean;
  readonly isDashed?: boolean;
}

export interface Axis {
  readonly label: string;
  readonly isLog?: boolean;
  /** Smallest and largest value; by default those of the points. */
  readonly range?: readonly [number, number];
  /** Values with a tick, written out; by default round ones. */
  readonly ticks?: readonly number[];
}

export interface Panel {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
}

/** Okabe and Ito's colours, legible on white. */
export const colours = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#000000'] as const;

const hueOf = (colour: Series['colour']) =>
  colour === 'grey' ? '#BBBBBB' : colours[colour % colours.length]!;

const [PANEL_WIDTH, PANEL_HEIGHT, LEFT, TOP, BOTTOM] = [300, 210, 64, 34, 46];
/** Of the type that names are set in, about; names stand so far below each other. */
const [LETTER_WIDTH, NAME_HEIGHT] = [7, 14];
const CELL_HEIGHT = TOP + PANEL_HEIGHT + BOTTOM;

const escaped = (text: string): string => html`${text}`.html;

/** Panels side by side, two in a row, as an SVG file. */
export function drawPanels(panels: readonly Panel[]): string {
  const columns = Math.min(2, panels.length);
  const longest = Math.max(0, ...panels.flatMap(({ series }) => series.map(({ name }) => name.length)));
  const cellWidth = LEFT + PANEL_WIDTH + 20 + LETTER_WIDTH * longest;
  const [width, height] = [columns * cellWidth, Math.ceil(panels.length / columns) * CELL_HEIGHT];
  const cells = panels.map((panel, index) => {
    const [x, y] = [(index % columns) * cellWidth, Math.floor(index / columns) * CELL_HEIGHT];
    return `<g transform="translate(${x} ${y})">${drawPanel(panel)}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    ...cells,
    '</svg>\n',
  ].join('\n');
}

/** The picture as a file: what it shows in words is its title. */
export const fileOf = ({ svg, alt }: Picture): string =>
  svg.replace(/(?<=^<svg[^>]*>\n)/, `<title>${escaped(alt)}</title>\n`);

interface Scale {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

function scaleOf(
  { isLog = false, range, ticks }: Axis,
  values: readonly number[],
  from: number,
  to: number,
): Scale {
  const usable = values.filter((value) => Number.isFinite(value) && (!isLog || value > 0));
  const [low, high] = range ?? [Math.min(...usable, Infinity), Math.max(...usable, -Infinity)];
  const least = Number.isFinite(low) ? low : isLog ? 1 : 0;
  const most = Number.isFinite(high) && high > least ? high : isLog ? least * 10 : least + 1;
  const transform = isLog ? Math.log10 : (value: number) => value;
  const [a, b] = [transform(least), transform(most)];
  const at = (value: number) => from + ((transform(value) - a) / (b - a)) * (to - from);
  return { at, ticks: ticks ?? (isLog ? logTicks(least, most) : linearTicks(least, most)) };
}

/** The next round number from a positive one on: 1, 2 or 5 times a power of ten. */
export function roundAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10);
}

/** Round numbers between two others, about so many: multiples of 1, 2 or 5 times a power of ten. */
export function linearTicks(least: number, most: number, about = 5): readonly number[] {
  const step = roundAbove((most - least) / about);
  const first = Math.ceil(least / step - 1e-9);
  const count = Math.floor(most / step + 1e-9) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

function logTicks(least: number, most: number): readonly number[] {
  const decades = Math.log10(most / least);
  const factors = decades > 3 ? [1] : decades > 1.2 ? [1, 3] : [1, 2, 3, 5, 7];
  const powers = Array.from(
    { length: Math.ceil(Math.log10(most)) - Math.floor(Math.log10(least)) + 1 },
    (_, index) => 10 ** (Math.floor(Math.log10(least)) + index),
  );
  return powers
    .flatMap((power) => factors.map((factor) => factor * power))
    .filter((value) => value >= least * 0.999 && value <= most * 1.001);
}

const tickText = (value: number) =>
  Math.abs(value) >= 1000
    ? `${Number((value / 1000).toPrecision(3))}k`
    : String(Number(value.toPrecision(3)));

const textAt = ({ ticks }: Axis, value: number) => (ticks ? String(value) : tickText(value));

function drawPanel({ title, x: xAxis, y: yAxis, series }: Panel): string {
  const all = series.flatMap(({ points }) => points);
  const x = scaleOf(
    xAxis,
    all.map((point) => point.x),
    LEFT,
    LEFT + PANEL_WIDTH,
  );
  const bottom = TOP + PANEL_HEIGHT;
  const y = scaleOf(
    yAxis,
    all.flatMap((point) => [point.y, point.low ?? point.y, point.high ?? point.y]),
    bottom,
    TOP,
  );
  const grid = y.ticks.map(
    (tick) =>
      `<path d="M${LEFT} ${y.at(tick).toFixed(1)}h${PANEL_WIDTH}" stroke="#ddd"/>` +
      `<text x="${LEFT - 6}" y="${(y.at(tick) + 4).toFixed(1)}" text-anchor="end" fill="#555">${textAt(yAxis, tick)}</text>`,
  );
  const labels = x.ticks.map(
    (tick) =>
      `<text x="${x.at(tick).toFixed(1)}" y="${bottom + 16}" text-anchor="middle" fill="#555">${textAt(xAxis, tick)}</text>`,
  );
  return [
    `<text x="${LEFT}" y="18" font-weight="600" fill="#222">${escaped(title)}</text>`,
    ...grid,
    ...labels,
    `<text x="${LEFT + PANEL_WIDTH / 2}" y="${bottom + 34}" text-anchor="middle" fill="#333">${escaped(xAxis.label)}</text>`,
    `<text transform="translate(14 ${TOP + PANEL_HEIGHT / 2}) rotate(-90)" text-anchor="middle" fill="#333">${escaped(yAxis.label)}</text>`,
    ...series.map((one) => drawSeries(one, x, y)),
    ...drawNames(series, y),
  ].join('\n');
}

function drawSeries(
  { points, colour, isScatter = false, isDashed = false }: Series,
  x: Scale,
  y: Scale,
): string {
  const hue = hueOf(colour);
  const shown = points.filter((point) => Number.isFinite(y.at(point.y)) && Number.isFinite(x.at(point.x)));
  const place = (px: number, py: number) => `${x.at(px).toFixed(1)},${y.at(py).toFixed(1)}`;
  const banded = shown.filter(({ low, high }) => low !== undefined && high !== undefined);
  if (isScatter) {
    const dots = shown.map((point) => {
      const at = place(point.x, point.y).split(',');
      return `<circle cx="${at[0]}" cy="${at[1]}" r="3" fill="${hue}" fill-opacity="0.65"/>`;
    });
    const bars = banded.map(
      (point) => `<path d="M${place(point.x, point.low!)}L${place(point.x, point.high!)}" stroke="${hue}"/>`,
    );
    return [...bars, ...dots].join('');
  }
  const band = [
    ...banded.map((point) => place(point.x, point.low!)),
    ...banded.toReversed().map((point) => place(point.x, point.high!)),
  ];
  const line = shown.map((point) => place(point.x, point.y)).join(' ');
  return [
    band.length > 0 ? `<polygon points="${band.join(' ')}" fill="${hue}" fill-opacity="0.15"/>` : '',
    `<polyline points="${line}" fill="none" stroke="${hue}" stroke-width="2"${isDashed ? ' stroke-dasharray="5 4"' : ''}/>`,
  ].join('');
}

/** Each series' name at its end, moved apart where ends are close, and not below the panel. */
function drawNames(series: readonly Series[], y: Scale): readonly string[] {
  const ends = series
    .flatMap(({ name, colour, points }) => {
      const last = points.findLast((point) => Number.isFinite(y.at(point.y)));
      return last === undefined || name === '' ? [] : [{ name, colour, top: y.at(last.y) }];
    })
    .sort((a, b) => a.top - b.top);
  const tops = apart(ends.map(({ top }) => top));
  return ends.map(({ name, colour }, index) => {
    const hue = hueOf(colour);
    return `<text x="${LEFT + PANEL_WIDTH + 7}" y="${(tops[index]! + 4).toFixed(1)}" fill="${hue}">${escaped(name)}</text>`;
  });
}

/** Ascending places, moved down until none touches the one above, then up until the last is inside the panel. */
function apart(places: readonly number[]): readonly number[] {
  const moved = [...places];
  for (let index = 1; index < moved.length; index++)
    moved[index] = Math.max(moved[index]!, moved[index - 1]! + NAME_HEIGHT);
  let below = TOP + PANEL_HEIGHT + NAME_HEIGHT;
  for (let index = moved.length - 1; index >= 0; index--) {
    moved[index] = Math.min(moved[index]!, below - NAME_HEIGHT);
    below = moved[index]!;
  }
  return moved;
}
