// Stochastic gradient descent.

import { add, mul, sub } from '../graph/elementwise.ts';
import { defineRule, type Optimizer, slowed } from './optimizer.ts';
import { learningRate, momentum } from './options.ts';

/** p ← p − rate·g; with momentum, b ← momentum·b + g and p ← p − rate·b (PyTorch's `SGD`, dampening 0). */
export function sgd({ momentum = 0 }: { readonly momentum?: number } = {}): Optimizer {
  return {
    name: 'sgd',
    slots: momentum === 0 ? [] : ['momentum_buffer'],
    scalars: ['rate'],
    derive: (learningRate) => ({ rate: learningRate }),
    tempered: (c) => slowed(sgd({ momentum: momentum ** c }), c),
    update(parameter, gradient, { momentum_buffer: buffer }, { rate }) {
      if (buffer === undefined) return { parameter: sub(parameter, mul(gradient, rate!)), slots: {} };
      const next = add(mul(buffer, momentum), gradient);
      return { parameter: sub(parameter, mul(next, rate!)), slots: { momentum_buffer: next } };
    },
  };
}

export const sgdRule = defineRule({
  name: 'sgd',
  description: 'plain gradient descent; no momentum by default',
  options: { learningRate, momentum },
  momentum: 'momentum',
  create: sgd,
});
