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
  /** Of everyone; older results have all counts in one table. */
  readonly threads?: number;
  /** The command's arguments, where a result was measured by several commands. */
  readonly arguments?: readonly string[];
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
