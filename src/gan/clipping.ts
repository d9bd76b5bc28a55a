// Clipping of the gradient's norm.

import { mapRecord } from '../base/record.ts';
import { square } from '../graph/compositions.ts';
import { add, div, minimum, mul, sqrt } from '../graph/elementwise.ts';
import { reduceSum } from '../graph/reduction.ts';
import type { GradientTransform } from './update.ts';

/** g · min(1, bound / (‖g‖₂ + 1e-6)), the norm over all gradients of a network together (PyTorch's `clip_grad_norm_`;
 *  Pascanu et al. 2013, arXiv:1211.5063, algorithm 1). */
export const clippedTo =
  (bound: number): GradientTransform =>
  (gradients) => {
    const [first, ...rest] = Object.values(gradients).map((gradient) => reduceSum(square(gradient)));
    const norm = sqrt(rest.reduce((sum, each) => add(sum, each), first!));
    const factor = minimum(div(bound, add(norm, 1e-6)), 1);
    return mapRecord(gradients, (gradient) => mul(gradient, factor));
  };
