// What the trainings leave.

import type { DigitReport } from '../../src/metrics/reports.ts';
import type { Versions } from '../../src/run/versions.ts';

/** Not 1, which chose the default. */
export const SEEDS: readonly number[] = [2, 3, 4, 5, 6];

/** Iterations after which averages are measured; 7,709 are what 3 minutes gave where the default was searched. */
export const MILESTONES: readonly number[] = [100, 500, 1000, 3000, 6500, 7709];

export type Scores = Pick<DigitReport, 'frechetDistance' | 'precision' | 'recall' | 'coverage' | 'fragments'>;

/** One average after so many iterations. */
export interface Measured extends Scores {
  readonly iteration: number;
  readonly average: string;
}

/** One seed. */
export interface Result {
  readonly seed: number;
  readonly measured: readonly Measured[];
  readonly versions: Versions;
}
