// What normalisations share: centre, scale, then a trained scale and offset.

import { type Float32Tensor, float32 } from '../base/host-tensor.ts';
import { add, div, mul, sqrt, sub } from '../graph/elementwise.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Tensors } from './layer.ts';

/** float32[features], all of one value. */
export const filled = (features: number, value: number): Float32Tensor =>
  float32([features], new Float32Array(features).fill(value));

/** (x − center)/√(variance + epsilon)·weight + bias */
export function normalized(
  x: Tensor,
  center: Tensor,
  variance: Tensor,
  { weight, bias }: Tensors,
  epsilon: number,
): Tensor {
  const scaled = div(sub(x, center), sqrt(add(variance, epsilon)));
  return add(mul(scaled, weight!), bias!);
}
