// What a run logged, in the order in which it was logged, for the monitors of health.

import type { Reading } from '../health/history.ts';
import { evaluationReading, numbersReading } from '../train/readings.ts';
import { readEvaluations } from './evaluations.ts';
import type { RunPaths } from './folder.ts';
import { readNumbers } from './list.ts';
import type { FileSystem } from './system.ts';

/** The readings of metrics.jsonl and evaluations.jsonl; those of an iteration's log before its evaluation.
 *  @throws RunError if a file cannot be read */
export function readReadings(files: FileSystem, paths: RunPaths): readonly Reading[] {
  const numbers = readNumbers(files, paths).map(numbersReading);
  const evaluations = readEvaluations(files, paths).map(evaluationReading);
  return [...numbers, ...evaluations].toSorted((a, b) => a.iteration - b.iteration);
}
