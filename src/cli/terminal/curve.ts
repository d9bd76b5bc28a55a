// The course of a number in a terminal, with its range and its iterations beside it.

import { createDotCanvas } from './braille.ts';
import { type Paint, widthOf } from './colors.ts';
import { formatCount, formatNumber } from './format.ts';
import { padEnd } from './width.ts';

/** A number at an iteration. */
interface Point {
  readonly iteration: number;
  readonly value: number;
}

/** How large a curve is, in cells. */
export interface CurveSize {
  readonly columns: number;
  readonly rows: number;
}

/** Lines that show a course; none of fewer than two points. A few wild values are cut off at the edge: the range is
 *  that of the middle 98 %. */
export function curveLines(
  points: readonly Point[],
  label: string,
  { columns, rows }: CurveSize,
  paint: Paint,
): readonly string[] {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || first.iteration === last.iteration) return [];
  const { least, most } = rangeOf(points.map(({ value }) => value));
  const marks = [formatNumber(most), formatNumber(least)] as const;
  const indent = Math.max(...marks.map((mark) => mark.length));
  const canvas = createDotCanvas(Math.max(8, columns - indent - 2), rows);
  draw(canvas, points, { least, most, first: first.iteration, last: last.iteration });
  const axis = canvas.lines.map((line, row) => {
    const mark = row === 0 ? marks[0] : row === rows - 1 ? marks[1] : '';
    return `${paint('dim', `${mark.padStart(indent)} │`)}${paint('cyan', line)}`;
  });
  const [begin, end] = [formatCount(first.iteration), formatCount(last.iteration)];
  const gap = Math.max(1, canvas.width / 2 - begin.length - end.length);
  const below = `${' '.repeat(indent + 2)}${begin}${centred(label, gap)}${end}`;
  return [...axis, paint('dim', below)];
}

function centred(label: string, width: number): string {
  const shown = widthOf(label) + 2 > width ? '' : label;
  const left = Math.floor((width - widthOf(shown)) / 2);
  return padEnd(' '.repeat(left) + shown, width);
}

interface Frame {
  readonly least: number;
  readonly most: number;
  readonly first: number;
  readonly last: number;
}

/** Every column of dots shows the values of its iterations from the least to the largest. */
function draw(
  canvas: ReturnType<typeof createDotCanvas>,
  points: readonly Point[],
  { least, most, first, last }: Frame,
): void {
  const spread = most === least ? 1 : most - least;
  const rowOf = (value: number) => {
    const height = Math.min(1, Math.max(0, (value - least) / spread));
    return Math.round((1 - height) * (canvas.height - 1));
  };
  const columnOf = (iteration: number) =>
    Math.round(((iteration - first) / (last - first)) * (canvas.width - 1));
  let before: { readonly x: number; readonly y: number } | undefined;
  for (const { iteration, value } of points) {
    const [x, y] = [columnOf(iteration), rowOf(value)];
    const steps = Math.max(1, Math.abs(x - (before?.x ?? x)), Math.abs(y - (before?.y ?? y)));
    for (let step = 1; step <= steps; step++) {
      const part = step / steps;
      const [fromX, fromY] = [before?.x ?? x, before?.y ?? y];
      canvas.set(Math.round(fromX + part * (x - fromX)), Math.round(fromY + part * (y - fromY)));
    }
    before = { x, y };
  }
}

function rangeOf(values: readonly number[]): { readonly least: number; readonly most: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const cut = Math.floor(sorted.length / 100);
  return { least: sorted[cut]!, most: sorted[sorted.length - 1 - cut]! };
}
