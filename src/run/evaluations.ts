// evaluations.jsonl: how good samples were, and when. best.safetensors: the generator of the best evaluation.

import { FormatError } from '../base/errors.ts';
import { inspectSafetensors } from '../formats/safetensors.ts';
import { isBetterValue, qualityOf } from '../metrics/reports.ts';
import type { EvaluationEvent } from '../train/events.ts';
import { appendLine, onFile, writeFile } from './files.ts';
import type { RunPaths } from './folder.ts';
import { openFile } from './large-files.ts';
import { evaluationSchema, storedLines } from './stored.ts';
import type { FileSystem } from './system.ts';

/** A line of evaluations.jsonl. */
export type Evaluation = Omit<EvaluationEvent, 'type' | 'snapshot'>;

/** The evaluations of a run, in the order of its iterations; damaged lines are left out.
 *  @throws RunError if the file cannot be read */
export function readEvaluations(files: FileSystem, { evaluations }: RunPaths): readonly Evaluation[] {
  return storedLines(files, evaluations, evaluationSchema);
}

/** Appends a line.
 *  @throws RunError */
export function recordEvaluation(
  files: FileSystem,
  { evaluations }: RunPaths,
  { type: _, snapshot: __, ...line }: EvaluationEvent,
): Evaluation {
  appendLine(files, evaluations, line);
  return line;
}

/** Replaces the file by the evaluations up to an iteration; there is none without any.
 *  @throws RunError */
export function writeEvaluations(
  files: FileSystem,
  { evaluations }: RunPaths,
  lines: readonly Evaluation[],
  until: number,
): void {
  const kept = lines.filter(({ iteration }) => iteration <= until);
  if (kept.length === 0) onFile(evaluations, 'removed', () => files.rmSync(evaluations, { force: true }));
  else writeFile(files, evaluations, kept.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/** The evaluation of the generator in best.safetensors, if both are there.
 *  @throws RunError if a file cannot be read */
export function bestEvaluation(files: FileSystem, paths: RunPaths): Evaluation | undefined {
  const iteration = bestIteration(files, paths);
  return readEvaluations(files, paths).findLast((evaluation) => evaluation.iteration === iteration);
}

/** The iteration of best.safetensors; undefined where there is none, or a damaged one. */
function bestIteration(files: FileSystem, { best }: RunPaths): number | undefined {
  if (!files.existsSync(best)) return undefined;
  const file = openFile(files, best);
  try {
    return Number(inspectSafetensors(file).metadata.iteration);
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  } finally {
    file.close();
  }
}

/** Cuts what was measured past an iteration: it comes again. */
export function cutEvaluations(files: FileSystem, paths: RunPaths, iteration: number): void {
  if (!files.existsSync(paths.evaluations)) return;
  writeEvaluations(files, paths, readEvaluations(files, paths), iteration);
  if (bestEvaluation(files, paths) !== undefined) return;
  onFile(paths.best, 'removed', () => files.rmSync(paths.best, { force: true }));
}

/** Where the evaluations of a run stand. */
export interface EvaluationCourse {
  readonly last?: Evaluation;
  /** That of the run's quality; undefined where no number orders the reports. */
  readonly best?: Evaluation;
  /** Evaluations after the best one, none of them better. */
  readonly sinceBest: number;
}

/** The course with one more evaluation. */
export function followCourse({ best, sinceBest }: EvaluationCourse, last: Evaluation): EvaluationCourse {
  if (isBetter(last, best)) return { last, best: last, sinceBest: 0 };
  return { last, ...(best && { best }), sinceBest: best === undefined ? 0 : sinceBest + 1 };
}

/** The course of all evaluations of a run. */
export function courseOf(evaluations: readonly Evaluation[]): EvaluationCourse {
  return evaluations.reduce(followCourse, { sinceBest: 0 });
}

/** So many evaluations without a better one, and the run may have reached what it can. */
export const PLATEAU = 5;

/** Whether an evaluation beats another one; the first beats none at all, and one of another measure. */
export function isBetter({ report }: Evaluation, than: Evaluation | undefined): boolean {
  const quality = qualityOf(report);
  const before = than && qualityOf(than.report);
  if (quality === undefined) return false;
  if (than?.report.classifierVersion !== report.classifierVersion) return true; // another measuring stick
  return before?.measure !== quality.measure || isBetterValue(quality.measure, quality.value, before.value);
}
