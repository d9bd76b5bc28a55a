// What normalisations share: centre, scale, then a trained scale and offset; their numbers in PyTorch's code.

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

/** A named argument of a PyTorch module, where it is not PyTorch's default. */
export const argument = (name: string, value: number, byDefault: number): string =>
  value === byDefault ? '' : `, ${name}=${value}`;
