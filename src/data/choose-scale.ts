// How points are scaled before they are learnt. Pure: the same bits in every engine.

import type { PointScale, ScaleChoice } from '../base/point-scale.ts';

/** Spreads between which points are learnt as they are, and how far from 0 their mean may lie. */
const [narrowest, widest, farthest] = [0.25, 4, 4];
/** With a common spread, the narrower axis of two would be too flat for a critic to see. */
const widthRatio = 10;

/** The scale of points in the plane; undefined where they are learnt as they are.
 *  @param values  [N, 2] */
export function chooseScale(values: ArrayLike<number>, choice: ScaleChoice): PointScale | undefined {
  if (choice === 'none') return undefined;
  const [x, y] = [momentsOf(values, 0), momentsOf(values, 1)];
  const common = Math.sqrt((x.deviation ** 2 + y.deviation ** 2) / 2);
  const isOfSize = (common >= narrowest && common <= widest) || common === 0;
  const isNear = isOfSize && Math.sqrt(x.mean ** 2 + y.mean ** 2) <= farthest;
  if (choice === 'auto' && isNear) return undefined;
  const [narrow, wide] = [Math.min(x.deviation, y.deviation), Math.max(x.deviation, y.deviation)];
  const isCommon =
    choice === 'common' || (choice === 'auto' && (narrow === 0 || wide <= widthRatio * narrow));
  const spread = [x, y].map(({ deviation }) => rounded(isCommon ? common : deviation || common));
  return { centre: [x, y].map(({ mean }, axis) => nearest(mean, spread[axis]!)), spread };
}

/** A scale as a formula: "(x − 40) ÷ 10, y ÷ 20000". */
export function scaleText({ centre, spread }: PointScale): string {
  const axes = centre.map((middle, axis) => {
    const name = axis === 0 ? 'x' : 'y';
    const offset = middle === 0 ? name : `(${name} ${middle < 0 ? '+' : '−'} ${Math.abs(middle)})`;
    return `${offset} ÷ ${spread[axis]}`;
  });
  return axes.join(', ');
}

/** Mean and standard deviation of an axis, in two passes: numbers far from 0 keep their digits. */
function momentsOf(values: ArrayLike<number>, axis: number) {
  const count = values.length / 2;
  let [sum, squares] = [0, 0];
  for (let index = axis; index < values.length; index += 2) sum += values[index]!;
  const mean = sum / count;
  for (let index = axis; index < values.length; index += 2) squares += (values[index]! - mean) ** 2;
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
