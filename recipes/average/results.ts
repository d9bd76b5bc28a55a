// What the trainings leave: a line of JSON for each seed and milestone.

import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Scores as AllScores } from '../../src/metrics/reports.ts';
import type { Versions } from '../../src/run/versions.ts';

/** Not 1, which chose the default. */
export const SEEDS: readonly number[] = [2, 3, 4, 5, 6];

/** Iterations after which averages are measured; 7,709 are what 3 minutes gave where the default was searched. */
export const MILESTONES: readonly number[] = [100, 500, 1000, 3000, 6500, 7709];

export type Scores = Pick<AllScores, 'frechetDistance' | 'precision' | 'recall' | 'coverage' | 'fragments'>;

/** A seed after so many iterations, by average. */
export interface Result {
  readonly seed: number;
  readonly iteration: number;
  readonly averages: Readonly<Record<string, Scores>>;
  readonly versions: Versions;
}

/** The lines of a file, sorted; of several for one seed and milestone the last counts. */
export function readResults(file: string): readonly Result[] {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const results = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Result);
  const byPlace = new Map(results.map((result) => [`${result.seed} ${result.iteration}`, result]));
  return [...byPlace.values()].toSorted((a, b) => a.seed - b.seed || a.iteration - b.iteration);
}

/** One write, so that several processes may share the file. */
export function appendResult(file: string, result: Result): void {
  appendFileSync(file, `${JSON.stringify(result)}\n`);
}
