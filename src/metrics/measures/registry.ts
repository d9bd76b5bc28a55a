// The measures, in the order in which they are told: the most telling first.

import { defineRegistry } from '../../base/registry.ts';
import { shift } from './channel-shift.ts';
import { classHistogram } from './class-histogram.ts';
import { classKl } from './class-kl.ts';
import { coverage } from './coverage.ts';
import { density } from './density.ts';
import { fragments } from './fragments.ts';
import { frechet } from './frechet-distance.ts';
import { highQualityShare } from './high-quality-share.ts';
import { kernel } from './kernel-distance.ts';
import type { Measure } from './measure.ts';
import { modeHistogram } from './mode-histogram.ts';
import { modesCovered } from './modes-covered.ts';
import { nearestDistance } from './nearest-distance.ts';
import { precision } from './precision.ts';
import { recall } from './recall.ts';
import { reverseKl } from './reverse-kl.ts';
import { slicedWasserstein } from './sliced-wasserstein.ts';
import { wasserstein } from './wasserstein-distance.ts';

const all = [
  frechet,
  wasserstein,
  slicedWasserstein,
  shift,
  kernel,
  modesCovered,
  highQualityShare,
  reverseKl,
  precision,
  recall,
  density,
  coverage,
  classKl,
  classHistogram,
  fragments,
  nearestDistance,
  modeHistogram,
] as const;

/** The names that reports have for numbers, and what stands there. */
export type Scores = {
  readonly [M in (typeof all)[number] as M['name']]: M extends Measure<string, infer V> ? V : never;
};

export const measures = defineRegistry<Measure>('measure', all);
