// Optimizers by name.

import { defineRegistry } from '../base/registry.ts';
import { adamRule } from './adam.ts';
import type { OptimizerRule } from './optimizer.ts';
import { rmspropRule } from './rmsprop.ts';
import { sgdRule } from './sgd.ts';

export const optimizers = defineRegistry<OptimizerRule>('optimizer', [rmspropRule, sgdRule, adamRule]);
