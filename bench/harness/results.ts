// What a run of the benchmark leaves behind.

import type { GrowthPoint } from './growth.ts';
import type { Machine } from './machine.ts';
import type { Row } from './rounds.ts';
import type { StartRow } from './starts.ts';

/** A work and everyone's times. */
export interface WorkResult {
  readonly id: number;
  readonly title: string;
  readonly kind: 'training' | 'sampling' | 'process';
  readonly rows: readonly Row[];
  readonly starts?: readonly StartRow[];
}

/** The JSON of a run. */
export interface Result {
  readonly label: string;
  readonly date: string;
  /** The command's arguments. */
  readonly arguments: readonly string[];
  readonly commit: string;
  readonly machine: Machine;
  readonly works: readonly WorkResult[];
  readonly growth: readonly GrowthPoint[];
}
