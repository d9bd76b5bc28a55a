// Branching: another future of a run, from any iteration that it has made.

import { resolve } from 'node:path';
import { ConfigError, FormatError, RunError } from '../base/errors.ts';
import { shellPath } from '../base/shell.ts';
import { initialState } from '../gan/gan.ts';
import { requireSameTensors } from '../train/checkpoint.ts';
import {
  type Config,
  isLive,
  leavesOf,
  optionsOf,
  type PartialConfig,
  resolveConfig,
} from '../train/config.ts';
import { type ConfigOption, valueAt } from '../train/config-options.ts';
import { ganOf, type Learnt, learntOf } from '../train/setup.ts';
import type { Snapshot } from '../train/snapshot.ts';
import { checkpointIterations, findCheckpoint, partsOf, saveCheckpoint } from './checkpoints.ts';
import { type Change, readChanges } from './control.ts';
import { readEvaluations, writeEvaluations } from './evaluations.ts';
import { type RunPaths, runPaths } from './folder.ts';
import { takeLock } from './lock.ts';
import { chooseFolder, createFolder, firstFree, removeRun } from './new-folder.ts';
import { loadData, releasing, requireSameData } from './open-run.ts';
import type { RunTrainingOptions } from './options.ts';
import { recompute } from './recompute.ts';
import { checkpointOf } from './recorder.ts';
import { copyLogs, threadsAt, writeChanges } from './resume.ts';
import {
  createRunConfig,
  type RunConfig,
  readRunConfig,
  summarize,
  withThreads,
  writeRunConfig,
} from './run-config.ts';
import { writeSkipped } from './skipped.ts';
import { readStatus } from './status.ts';
import { type FileSystem, type System, system as thisSystem } from './system.ts';

export interface BranchOptions extends Pick<RunTrainingOptions, 'signal' | 'onProgress' | 'overwrite'> {
  /** The last iteration that both futures share. */
  readonly at: number;
  /** What is different: live settings, and keys that leave the networks and optimizer slots as they are. */
  readonly changes?: PartialConfig | undefined;
  /** Folder of the new run; by default <run>-branch-<n> with the first free n. */
  readonly out?: string | undefined;
  /** Called after every iteration that has to be computed again. */
  readonly onIteration?: (iteration: number, at: number) => void;
  readonly system?: System;
}

/** Makes a new run that shares the first `at` iterations of another, ready to be resumed. What was changed later in the
 *  original is changed in the branch too, but for keys that the branch sets itself.
 *  @returns the new folder, for `runTraining({ resume })`
 *  @throws ConfigError if a change does not fit the state, or `at` is not an iteration of the run
 *  @throws RunError if there is no run, its data changed, or the folder is taken */
export async function branchRun(source: string, options: BranchOptions): Promise<string> {
  const system = options.system ?? thisSystem();
  const { files } = system;
  const from = runPaths(source);
  const original = readRunConfig(files, from);
  const { at, changes: wanted = {} } = options;
  requireIteration(files, from, at);
  const chosen = chooseFolder(files, options.out, options.overwrite ?? false);
  const { live, config } = splitChanges(original.config, wanted);
  requireWarmup(original.config, config, at);
  const snapshot = await snapshotAt(files, from, original, options);
  const recorded = readChanges(files, from);
  const dataset = await loadData(config, options);
  requireFitting(config, learntOf(dataset), snapshot);
  const origin = { run: resolve(source), iteration: at };
  const threads = threadsAt(recorded, original.config, at);
  const run = createRunConfig(withThreads(config, threads), dataset, system, {
    origin,
    start: original.start,
  });
  const paths = createFolder(files, chosen ?? firstFree(files, `${source}-branch`), dataset.name, config);
  const lock = takeLock(system, paths);
  return releasing(lock, async () => {
    removeRun(files, paths);
    const parts = await partsOf(checkpointOf(run, learntOf(dataset), snapshot));
    saveCheckpoint(files, paths, at, parts, { keep: 1 });
    writeChanges(files, paths, carriedChanges(recorded, at, live));
    copyLogs(files, from, paths, at);
    writeEvaluations(files, paths, readEvaluations(files, from), at);
    writeSkipped(files, paths, dataset);
    writeRunConfig(files, paths, run); // last: only now it is a run
    lock.release();
    return paths.folder;
  });
}

function requireIteration(files: FileSystem, paths: RunPaths, at: number): void {
  const made = Math.max(
    readStatus(files, paths)?.iteration ?? 0,
    checkpointIterations(files, paths).at(-1) ?? 0,
  );
  if (Number.isInteger(at) && at >= 0 && at <= made) return;
  throw new ConfigError(`at: expected an iteration that the run has made, from 0 to ${made}, got ${at}`);
}

/** The warm-up lies before the first iteration: only a branch at 0 can have another. */
function requireWarmup(own: Config, changed: Config, at: number): void {
  const { criticWarmup } = own.training;
  const { criticWarmup: wanted } = changed.training;
  if (at === 0 || wanted === criticWarmup) return;
  throw new ConfigError(
    `criticWarmup: a branch at iteration ${at} keeps its own, ${criticWarmup}, got ${wanted}`,
    { help: 'the warm-up comes before the first iteration: branch at 0' },
  );
}

interface Split {
  readonly config: Config;
  /** Settings of the new run from its first iteration on. */
  readonly live: Readonly<Record<string, number>>;
}

/** What is recorded as a change at the branch, and what changes its configuration. */
function splitChanges(config: Config, changes: PartialConfig): Split {
  const changed = resolveConfig(changes, { from: config });
  const leaves = leavesOf(changes);
  const said = optionsOf(config).filter(({ path }) => leaves.has(path.join('.')));
  const isRecorded = (each: ConfigOption) => isLive(config, each) || each.key === 'threads';
  const recorded = said.filter(isRecorded).map(({ key, path }) => [key, valueAt(changed, path)] as const);
  const live = recorded.filter((entry): entry is readonly [string, number] => entry[1] !== null);
  const kept = said.filter(isRecorded).map(({ key, path }) => [key, valueAt(config, path)]);
  return {
    config: resolveConfig(Object.fromEntries(kept), { from: changed }),
    live: Object.fromEntries(live),
  };
}

/** The state after iteration `at`: of the nearest checkpoint before it, and what is missing computed again. */
async function snapshotAt(
  files: FileSystem,
  paths: RunPaths,
  run: RunConfig,
  options: BranchOptions,
): Promise<Snapshot> {
  const { at, signal, onIteration } = options;
  const nearest = await findCheckpoint(files, paths, at);
  const from = nearest?.checkpoint.snapshot;
  if (from === undefined && run.origin !== undefined) {
    throw new RunError(
      `${paths.folder}: is itself a branch from iteration ${run.origin.iteration}, got at ${at}`,
      {
        help: `branch ${shellPath(run.origin.run)} instead`,
      },
    );
  }
  if (from === undefined && run.start !== undefined) {
    throw new RunError(
      `${paths.folder}: expected the checkpoint with the weights of ${run.start.file}, got none`,
    );
  }
  if (from?.iteration === at) return from;
  const dataset = await loadData(run.config, options);
  requireSameData({ paths, run }, summarize(dataset));
  const visit = async (iteration: number) => onIteration?.(iteration, at);
  const changes = readChanges(files, paths);
  return recompute({ run, dataset, changes, from, to: at, visit, signal });
}

function requireFitting(config: Config, { sampleShape, classes }: Learnt, { state }: Snapshot): void {
  try {
    requireSameTensors(state, initialState(ganOf(config, sampleShape, classes), config.training.seed));
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new ConfigError(`branch: ${error.message.replace('checkpoint: ', '')}`, {
      cause: error,
      help: 'a branch keeps the shapes of the networks and the slots of the optimizer; start a new run for others',
    });
  }
}

/** Changes of the original from the branch on, but for keys that the branch sets; then those of the branch. */
function carriedChanges(
  changes: readonly Change[],
  at: number,
  live: Readonly<Record<string, number>>,
): readonly Change[] {
  const later = changes.filter(
    ({ iteration, command, refused }) => iteration >= at && command === 'set' && refused === undefined,
  );
  const kept = later.flatMap((change) => withoutKeys(change, Object.keys(live)));
  const own = Object.entries(live).map(
    ([key, value]): Change => ({ id: `branch-${at}-${key}`, iteration: at, command: 'set', key, value }),
  );
  return [
    ...kept.filter(({ iteration }) => iteration === at),
    ...own,
    ...kept.filter(({ iteration }) => iteration > at),
  ];
}

/** The change without the settings of some keys; `learningRate` is both networks'. */
function withoutKeys(change: Change, keys: readonly string[]): readonly Change[] {
  const { key = '', id } = change;
  const parts = key === 'learningRate' ? ['generatorLearningRate', 'criticLearningRate'] : [key];
  const left = parts.filter((part) => !keys.includes(part));
  if (left.length === parts.length) return [change];
  return left.map((part) => ({ ...change, id: `${id}-${part}`, key: part }));
}
