// Optimizers by name.

import { defineRegistry } from '../base/registry.ts';
import { adam } from './adam.ts';
import type { Optimizer } from './optimizer.ts';
import { rmsprop } from './rmsprop.ts';
import { sgd } from './sgd.ts';

/** What a configuration may say of an optimizer; each optimizer reads what it knows. */
export interface OptimizerOptions {
  readonly momentum: number;
  readonly beta1: number;
  readonly beta2: number;
}

interface OptimizerRecord {
  readonly name: string;
  readonly description: string;
  /** Options that it reads. */
  readonly reads: readonly (keyof OptimizerOptions)[];
  readonly create: (options: OptimizerOptions) => Optimizer;
}

export const optimizers = defineRegistry<OptimizerRecord>('optimizer', [
  {
    name: 'rmsprop',
    description: 'divides by a running root mean square; no momentum by default',
    reads: ['momentum'],
    create: ({ momentum }) => rmsprop({ momentum }),
  },
  {
    name: 'sgd',
    description: 'plain gradient descent; no momentum by default',
    reads: ['momentum'],
    create: ({ momentum }) => sgd({ momentum }),
  },
  {
    name: 'adam',
    description: 'adaptive moments; beta1 is its momentum',
    reads: ['beta1', 'beta2'],
    create: ({ beta1, beta2 }) => adam({ beta1, beta2 }),
  },
]);
