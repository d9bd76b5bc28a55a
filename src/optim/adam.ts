// Adam.

import * as z from 'zod/mini';
import { option } from '../base/options.ts';
import { add, div, mul, sqrt, sub } from '../graph/elementwise.ts';
import { defineRule, type Optimizer, slowed } from './optimizer.ts';
import { decay, learningRate } from './options.ts';

/** Options of `adam`; the defaults are PyTorch's, but for beta1, which GANs set lower. */
export interface AdamOptions {
  readonly beta1?: number;
  readonly beta2?: number;
  /** Where a schedule leads beta2; by default it stays. */
  readonly beta2End?: number | undefined;
  readonly epsilon?: number;
}

/** m ← beta1·m + (1 − beta1)·g, v ← beta2·v + (1 − beta2)·g², p ← p − rate·m / (√v + epsilon), where the host derives
 *  rate = learningRate·√(1 − beta2ᵗ) / (1 − beta1ᵗ) and epsilon = epsilon₀·√(1 − beta2ᵗ): the same update as
 *  p ← p − learningRate/(1 − beta1ᵗ)·m / (√v/√(1 − beta2ᵗ) + epsilon₀), which is PyTorch's `Adam`, with one pass over
 *  the parameters less (Kingma & Ba 2015, arXiv:1412.6980, algorithm 1 and the end of section 2). With `beta2End`, beta2
 *  goes there along the schedule, and t updates are corrected as if all had been made with the beta2 of now, as PyTorch
 *  does when it is set anew. */
export function adam({ beta1 = 0.5, beta2 = 0.999, beta2End, epsilon = 1e-8 }: AdamOptions = {}): Optimizer {
  const isFixed = beta2End === undefined || beta2End === beta2;
  return {
    name: 'adam',
    slots: ['exp_avg', 'exp_avg_sq'],
    scalars: ['rate', 'epsilon', ...(isFixed ? [] : ['beta2', 'fresh'])],
    derive(learningRate, step, left = 1) {
      const now = isFixed ? beta2 : beta2End + (beta2 - beta2End) * left;
      const correction = Math.sqrt(1 - now ** step);
      return {
        rate: (learningRate * correction) / (1 - beta1 ** step),
        epsilon: epsilon * correction,
        ...(!isFixed && { beta2: now, fresh: Math.sqrt(1 - now) }),
      };
    },
    tempered: (c) =>
      slowed(
        adam({ beta1: beta1 ** c, beta2: beta2 ** c, epsilon, ...(!isFixed && { beta2End: beta2End ** c }) }),
        c,
      ),
    update(parameter, gradient, slots, { rate, epsilon: offset, beta2: decay = beta2, fresh }) {
      const scale = Math.sqrt(1 - beta2);
      const scaled = mul(gradient, fresh ?? scale); // (1 − beta2)·g² = scaled², and a product that made g takes the factor
      const drift = fresh ? mul(gradient, 1 - beta1) : mul(scaled, (1 - beta1) / scale);
      const exp_avg = add(mul(slots.exp_avg!, beta1), drift);
      const exp_avg_sq = add(mul(slots.exp_avg_sq!, decay), mul(scaled, scaled));
      const direction = div(exp_avg, add(sqrt(exp_avg_sq), offset!));
      return { parameter: sub(parameter, mul(direction, rate!)), slots: { exp_avg, exp_avg_sq } };
    },
  };
}

export const adamRule = defineRule({
  name: 'adam',
  description: 'adaptive moments; beta1 is its momentum',
  options: {
    learningRate,
    beta1: option(decay(), {
      default: 0.5,
      label: ['Adam’s β₁', 'Adam 的 β₁'],
      help: ["Adam's decay of the mean gradient: its momentum.", 'Adam 平均梯度的衰减，即其动量。'],
    }),
    beta2: option(decay(), {
      default: 0.999,
      label: ['Adam’s β₂', 'Adam 的 β₂'],
      help: ["Adam's decay of the mean squared gradient.", 'Adam 平方梯度平均的衰减。'],
    }),
    beta2End: option(z.nullable(decay()), {
      default: null,
      before: null,
      label: ['β₂ at the end', 'β₂ 终值'],
      help: ["Where a schedule leads Adam's β₂.", '变化结束时 Adam 的 β₂。'],
      automatic: ['stays as it is', '保持不变'],
    }),
    epsilon: option(z.number().check(z.gt(0)), {
      default: 1e-8,
      before: 1e-8,
      label: ['Adam’s ε', 'Adam 的 ε'],
      help: ['Added to the root of the mean square.', '加在均方根上的小数。'],
    }),
  },
  momentum: 'beta1',
  create: ({ beta1, beta2, beta2End, epsilon }) =>
    adam({ beta1, beta2, beta2End: beta2End ?? undefined, epsilon }),
});
