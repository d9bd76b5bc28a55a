// Between the units of data and the coordinates in which points are learnt. Pure.

import { type Float32Tensor, float32 } from './host-tensor.ts';

/** Points are learnt as (x − centre) ÷ spread, axis by axis. */
export interface PointScale {
  readonly centre: readonly number[];
  /** Above 0. */
  readonly spread: readonly number[];
}

/** How points are to be scaled. `auto`: those near 0 and about as large as 1 stay as they are; others get one spread for
 *  both axes, or where one axis is over ten times as wide as the other, each its own. */
export const scaleChoices = ['auto', 'none', 'common', 'axes'] as const;
export type ScaleChoice = (typeof scaleChoices)[number];

/** Points as they are learnt; without a scale, as they are.
 *  @param values  [N, D] in units of the data */
export function toScale(values: ArrayLike<number>, scale?: PointScale): Float32Array {
  if (scale === undefined) return Float32Array.from(values);
  const { centre, spread } = scale;
  const axes = centre.length;
  return Float32Array.from(values, (x, index) => (x - centre[index % axes]!) / spread[index % axes]!);
}

/** Points in units of the data, rounded as a generator's ONNX program does it; without a scale, the same array.
 *  @param values  float32[N, D] as they are learnt */
export function toUnits(values: Float32Array, scale?: PointScale): Float32Array {
  if (scale === undefined) return values;
  const centre = Float32Array.from(scale.centre);
  const spread = Float32Array.from(scale.spread);
  const axes = centre.length;
  return values.map((x, index) => Math.fround(x * spread[index % axes]!) + centre[index % axes]!);
}

/** Samples in units of the data; without a scale, the same ones. */
export function inUnits(samples: Float32Tensor, scale?: PointScale): Float32Tensor {
  return scale === undefined ? samples : float32(samples.shape, toUnits(samples.data, scale));
}
