// Adam.

import { add, div, mul, sqrt, sub } from '../graph/elementwise.ts';
import type { Optimizer } from './optimizer.ts';

/** Options of `adam`; the defaults are PyTorch's, but for beta1, which GANs set lower. */
export interface AdamOptions {
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
}

/** m ← beta1·m + (1 − beta1)·g, v ← beta2·v + (1 − beta2)·g²,
 *  p ← p − rate/(1 − beta1ᵗ)·m / (√v/√(1 − beta2ᵗ) + epsilon)
 *  (PyTorch's `Adam`; Kingma & Ba 2015, arXiv:1412.6980, algorithm 1). */
export function adam({ beta1 = 0.5, beta2 = 0.999, epsilon = 1e-8 }: AdamOptions = {}): Optimizer {
  return {
    name: 'adam',
    slots: ['exp_avg', 'exp_avg_sq'],
    scalars: ['rate', 'root_correction'],
    derive: (learningRate, step) => ({
      rate: learningRate / (1 - beta1 ** step),
      root_correction: 1 / Math.sqrt(1 - beta2 ** step),
    }),
    update(parameter, gradient, slots, { rate, root_correction }) {
      const exp_avg = add(mul(slots.exp_avg!, beta1), mul(gradient, 1 - beta1));
      const exp_avg_sq = add(mul(slots.exp_avg_sq!, beta2), mul(mul(gradient, gradient), 1 - beta2));
      const denominator = add(mul(sqrt(exp_avg_sq), root_correction!), epsilon);
      return {
        parameter: sub(parameter, mul(div(exp_avg, denominator), rate!)),
        slots: { exp_avg, exp_avg_sq },
      };
    },
  };
}
