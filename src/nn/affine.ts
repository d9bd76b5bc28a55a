// What normalisations share: centre, scale, then a trained scale and offset; their numbers in PyTorch's code.

import { mean, square } from '../graph/compositions.ts';
import { add, div, mul, sqrt, sub } from '../graph/elementwise.ts';
import { reshape } from '../graph/shaping.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Tensors } from './layer.ts';

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

/** (x − mean)/√(variance + epsilon), both over some axes of each sample, the variance biased. */
export function standardized(x: Tensor, axes: readonly number[], epsilon: number): Tensor {
  const centered = sub(x, mean(x, { axes, keepDims: true }));
  return div(centered, sqrt(add(mean(square(centered), { axes, keepDims: true }), epsilon)));
}

/** Each channel of images times its weight, plus its bias, both float32[channels]. */
export function scaledBy(x: Tensor, { weight, bias }: Tensors): Tensor {
  const spread = [weight!.shape[0]!, 1, 1];
  return add(mul(x, reshape(weight!, spread)), reshape(bias!, spread));
}

/** A named argument of a PyTorch module, where it is not PyTorch's default. */
export const argument = <T extends number | string>(name: string, value: T, byDefault: T): string =>
  value === byDefault ? '' : `, ${name}=${value}`;
