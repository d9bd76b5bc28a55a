// What normalisations share: centre, scale, then a trained scale and offset; their numbers in PyTorch's code.

import { add, div, mul, sqrt, sub } from '../graph/elementwise.ts';
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

/** A named argument of a PyTorch module, where it is not PyTorch's default. */
export const argument = <T extends number | string>(name: string, value: T, byDefault: T): string =>
  value === byDefault ? '' : `, ${name}=${value}`;
