// A run folder in plain words.

import { shellLine, shellPath } from '../base/shell.ts';
import { objectives } from '../gan/objectives/registry.ts';
import { type Story, storyOf } from '../health/story.ts';
import type { Score } from '../health/story-facts.ts';
import type { Notice } from '../health/watcher.ts';
import { qualityOf, type Report } from '../metrics/reports.ts';
import { resolveConfig } from '../train/config.ts';
import { trainWords } from '../train/flag-words.ts';
import { readChanges } from './control.ts';
import { readEvaluations } from './evaluations.ts';
import { type RunPaths, runPaths } from './folder.ts';
import { type RunSummary, summarizeRun } from './list.ts';
import { readReadings } from './readings.ts';
import { readRunConfig } from './run-config.ts';
import { noticeSchema, storedLines } from './stored.ts';
import { type FileSystem, type System, system as thisSystem } from './system.ts';

/** A run and its story. */
export interface Explanation {
  readonly run: RunSummary;
  readonly story: Story;
}

/** Fewer real samples than this are nothing to measure against, and none to spare. */
const LEAST_DATA = 50;

/** Tells a run, whatever its state.
 *  @throws RunError if there is no run, or it cannot be read */
export function explainRun(folder: string, system: System = thisSystem()): Explanation {
  const { files } = system;
  const paths = runPaths(folder);
  const { config, dataset } = readRunConfig(files, paths);
  const run = summarizeRun(folder, system);
  const objective = objectives.get(config.objective.name);
  const readings = readReadings(files, paths);
  const story = storyOf({
    run: shellPath(folder),
    hasEstimate: objective.estimate !== undefined,
    chanceLoss: objective.chanceLoss,
    meanings: objective.meanings,
    isClipped: objective.constrain !== undefined,
    hasHoldout: config.data.holdout > 0,
    hasFewSamples: dataset.count < LEAST_DATA,
    again: ({ learningRate, holdout = config.data.holdout }) =>
      shellLine(trainWords(resolveConfig({ learningRate, holdout }, { from: config }))),
    state: run.state,
    iteration: Math.max(run.iteration, readings.at(-1)?.iteration ?? 0), // the status is told once a second
    iterations: run.iterations,
    learningRate: learningRateNow(files, paths, config.optimizer.critic.learningRate),
    readings,
    notices: readNotices(files, paths),
    scores: readEvaluations(files, paths).flatMap(({ iteration, report }) => scoreOf(iteration, report)),
    error: run.error,
  });
  return { run, story };
}

/** What was told of a run's health; damaged lines are left out.
 *  @throws RunError if the file cannot be read */
export function readNotices(files: FileSystem, { warnings }: RunPaths): readonly Notice[] {
  return storedLines(files, warnings, noticeSchema);
}

function learningRateNow(files: FileSystem, paths: RunPaths, first: number): number {
  const keys: readonly (string | undefined)[] = ['criticLearningRate', 'learningRate'];
  const last = readChanges(files, paths).findLast(
    ({ command, key, refused }) => command === 'set' && keys.includes(key) && refused === undefined,
  );
  return last?.value ?? first;
}

function scoreOf(iteration: number, report: Report): readonly Score[] {
  const quality = qualityOf(report);
  if (quality === undefined) return [];
  const { measure, value, test } = quality;
  const { label, better } = measure.explanation;
  return [{ iteration, label, value, isHigherBetter: better === 'higher', real: test }];
}
