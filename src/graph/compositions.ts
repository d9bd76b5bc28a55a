// Functions made of ops: no rules of their own, so every order of derivative comes from the ops.

import { ShapeError } from '../base/errors.ts';
import { normalizeAxes, type Shape } from '../base/shape.ts';
import { add, div, exp, log, mul, sqrt, sub } from './elementwise.ts';
import { constant, stopGradient } from './leaves.ts';
import { reduceMax } from './reduce-max.ts';
import { broadcastTo, type ReduceOptions, reduceSum } from './reduction.ts';
import { reshape } from './shaping.ts';
import type { Tensor } from './tensor.ts';

/** x² */
export const square = (x: Tensor): Tensor => mul(x, x);

/** Zeros of a shape. */
export const zeros = (shape: Shape): Tensor => broadcastTo(constant(0), shape);

/** Ones of a shape. */
export const ones = (shape: Shape): Tensor => broadcastTo(constant(1), shape);

/** Arithmetic mean over axes, by default all.
 *  @throws ShapeError if an averaged axis is the symbolic batch */
export function mean(x: Tensor, options: ReduceOptions = {}): Tensor {
  const axes = normalizeAxes(options.axes ?? x.shape.map((_, axis) => axis), x.shape.length, 'mean');
  const count = axes.reduce((product, axis) => {
    const dimension = x.shape[axis]!;
    if (dimension === 'N') {
      throw new ShapeError(`mean: needs fixed axes, got axis ${axis} of [${x.shape.join(',')}]`);
    }
    return product * dimension;
  }, 1);
  return mul(reduceSum(x, options), 1 / count);
}

/** Squared Euclidean norm of each sample: Σ x² over all axes but the first; [N, ...] → [N]. */
export function sampleSquares(x: Tensor): Tensor {
  const axes = x.shape.map((_, axis) => axis).slice(1);
  return reduceSum(square(x), { axes });
}

/** Euclidean norm of each sample: √(Σ x² + epsilon) over all axes but the first; [N, ...] → [N].
 *  The epsilon keeps the derivative finite at 0. */
export const sampleNorm = (x: Tensor, epsilon = 1e-12): Tensor => sqrt(add(sampleSquares(x), epsilon));

/** mix·a + (1 − mix)·b, as b + mix·(a − b). */
export function interpolate(a: Tensor, b: Tensor, mix: Tensor): Tensor {
  return add(b, mul(mix, sub(a, b)));
}

/** log Σ eˣ over axes, by default all: m + log Σ eˣ⁻ᵐ, m = max x, which cannot overflow.
 *  The sum does not depend on m, so m is a constant to `gradient`. */
export function logSumExp(x: Tensor, options: ReduceOptions = {}): Tensor {
  const maximum = stopGradient(reduceMax(x, { ...options, keepDims: true }));
  const sum = log(reduceSum(exp(sub(x, maximum)), options));
  return add(reshape(maximum, sum.shape), sum);
}

/** x − log Σ eˣ along one axis, by default the last: logarithms of the probabilities of classes. */
export function logSoftmax(x: Tensor, axis = -1): Tensor {
  return sub(x, logSumExp(x, { axes: [axis], keepDims: true }));
}

/** eˣ ÷ Σ eˣ along one axis, by default the last: probabilities of classes; the largest x is taken off first, so that
 *  nothing overflows. */
export function softmax(x: Tensor, axis = -1): Tensor {
  const options = { axes: [axis], keepDims: true };
  const powers = exp(sub(x, stopGradient(reduceMax(x, options))));
  return div(powers, reduceSum(powers, options));
}
