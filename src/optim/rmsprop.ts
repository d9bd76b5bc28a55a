// RMSprop.

import { add, div, mul, sqrt, sub } from '../graph/elementwise.ts';
import { defineRule, type Optimizer, slowed } from './optimizer.ts';
import { learningRate, momentum } from './options.ts';

/** Options of `rmsprop`; the defaults are PyTorch's. */
export interface RmspropOptions {
  /** Decay of the mean square. */
  readonly alpha?: number;
  readonly epsilon?: number;
  readonly momentum?: number;
}

/** v ← alpha·v + (1 − alpha)·g², p ← p − rate·g/(√v + epsilon); with momentum, b ← momentum·b + g/(√v + epsilon)
 *  and p ← p − rate·b (PyTorch's `RMSprop`; Tieleman & Hinton 2012, lecture 6.5). */
export function rmsprop({ alpha = 0.99, epsilon = 1e-8, momentum = 0 }: RmspropOptions = {}): Optimizer {
  return {
    name: 'rmsprop',
    slots: ['square_avg', ...(momentum === 0 ? [] : ['momentum_buffer'])],
    scalars: ['rate'],
    derive: (learningRate) => ({ rate: learningRate }),
    tempered: (c) => slowed(rmsprop({ alpha: alpha ** c, epsilon, momentum: momentum ** c }), c),
    update(parameter, gradient, { square_avg: before, momentum_buffer: buffer }, { rate }) {
      const scale = Math.sqrt(1 - alpha);
      const scaled = mul(gradient, scale); // (1 − alpha)·g² = scaled², and a product that made g takes the factor
      const square_avg = add(mul(before!, alpha), mul(scaled, scaled));
      const direction = mul(div(scaled, add(sqrt(square_avg), epsilon)), 1 / scale);
      if (buffer === undefined) {
        return { parameter: sub(parameter, mul(direction, rate!)), slots: { square_avg } };
      }
      const momentum_buffer = add(mul(buffer, momentum), direction);
      return {
        parameter: sub(parameter, mul(momentum_buffer, rate!)),
        slots: { square_avg, momentum_buffer },
      };
    },
  };
}

export const rmspropRule = defineRule({
  name: 'rmsprop',
  description: 'divides by a running root mean square; no momentum by default',
  options: { learningRate, momentum },
  momentum: 'momentum',
  create: ({ momentum: repeated }) => rmsprop({ momentum: repeated }),
});
