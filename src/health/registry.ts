// Monitors by name.

import { defineRegistry } from '../base/registry.ts';
import type { Monitor } from './monitor.ts';
import { clippingSaturated } from './monitors/clipping-saturated.ts';
import { collapse } from './monitors/collapse.ts';
import { criticBehind } from './monitors/critic-behind.ts';
import { criticStart } from './monitors/critic-start.ts';
import { deadGenerator } from './monitors/dead-generator.ts';
import { explodingWeights } from './monitors/exploding-weights.ts';
import { overfitting } from './monitors/overfitting.ts';
import { penaltyNotHolding } from './monitors/penalty-not-holding.ts';

/** Causes before what may follow from them. */
export const monitors = defineRegistry<Monitor>('monitor', [
  criticStart,
  penaltyNotHolding,
  clippingSaturated,
  explodingWeights,
  deadGenerator,
  criticBehind,
  overfitting,
  collapse,
]);
