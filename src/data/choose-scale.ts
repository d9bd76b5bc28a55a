// How points are scaled before they are learnt. Pure: the same bits in every engine.

import type { PointScale, ScaleChoice } from '../base/point-scale.ts';

/** Spreads between which points are learnt as they are, and how far from 0 their mean may lie. */
const [narrowest, widest, farthest] = [0.25, 4, 4];
/** With a common spread, the narrower axis of two would be too flat for a critic to see. */
const widthRatio = 10;

/** The scale of points; undefined where they are learnt as they are.
 *  @param values  [N, dimensions] */
export function chooseScale(
  values: ArrayLike<number>,
  choice: ScaleChoice,
  dimensions = 2,
): PointScale | undefined {
  if (choice === 'none') return undefined;
  const moments = Array.from({ length: dimensions }, (_, axis) => momentsOf(values, axis, dimensions));
  const deviations = moments.map(({ deviation }) => deviation);
  const common = Math.sqrt(sumOf(deviations.map((deviation) => deviation ** 2)) / dimensions);
  const isOfSize = (common >= narrowest && common <= widest) || common === 0;
  const isNear =
    isOfSize && Math.sqrt(sumOf(moments.map(({ mean }) => mean ** 2)) * (2 / dimensions)) <= farthest;
  if (choice === 'auto' && isNear) return undefined;
  const [narrow, wide] = [deviations.reduce(least), deviations.reduce(largest)];
  const isCommon =
    choice === 'common' || (choice === 'auto' && (narrow === 0 || wide <= widthRatio * narrow));
  const spread = deviations.map((deviation) => rounded(isCommon ? common : deviation || common));
  return { centre: moments.map(({ mean }, axis) => nearest(mean, spread[axis]!)), spread };
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const least = (a: number, b: number): number => Math.min(a, b);
const largest = (a: number, b: number): number => Math.max(a, b);

/** As many axes are told. */
const toldAxes = 4;

/** A scale as a formula: "(x − 40) ÷ 10, y ÷ 20000"; of more than two axes "x1 ÷ 10, x2 ÷ 5…". */
export function scaleText({ centre, spread }: PointScale): string {
  const axes = centre.slice(0, toldAxes).map((middle, axis) => {
    const name = centre.length > 2 ? `x${axis + 1}` : axis === 0 ? 'x' : 'y';
    const offset = middle === 0 ? name : `(${name} ${middle < 0 ? '+' : '−'} ${Math.abs(middle)})`;
    return `${offset} ÷ ${spread[axis]}`;
  });
  return `${axes.join(', ')}${centre.length > toldAxes ? '…' : ''}`;
}

/** Mean and standard deviation of an axis, in two passes: numbers far from 0 keep their digits. */
function momentsOf(values: ArrayLike<number>, axis: number, dimensions: number) {
  const count = values.length / dimensions;
  let [sum, squares] = [0, 0];
  for (let index = axis; index < values.length; index += dimensions) sum += values[index]!;
  const mean = sum / count;
  for (let index = axis; index < values.length; index += dimensions) squares += (values[index]! - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / count) };
}

/** The nearest of 1, 2, 5, 10 times a power of ten, easy to read and to divide by; 1 for 0. */
function rounded(spread: number): number {
  if (!(spread > 0)) return 1;
  const [digit, exponent] = spread.toExponential(1).split('e') as [string, string];
  const nice = [1, 2, 5, 10].find(
    (step, index, steps) => Number(digit) < (step + (steps[index + 1] ?? 20)) / 2,
  );
  return Number(`${nice}e${exponent}`);
}

/** The nearest multiple of a tenth of the spread. */
function nearest(mean: number, spread: number): number {
  const step = spread / 10;
  return Number((Math.round(mean / step) * step).toPrecision(12)) || 0;
}
