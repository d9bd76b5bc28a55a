// Replaying a run: computed again from its record, its checkpoints must come out byte for byte.

import { RunError } from '../base/errors.ts';
import type { TensorRecord } from '../base/host-tensor.ts';
import { shellPath } from '../base/shell.ts';
import { bytesOf } from '../formats/byte-source.ts';
import { learntOf } from '../train/setup.ts';
import type { Snapshot } from '../train/snapshot.ts';
import {
  checkpointIterations,
  checkpointPath,
  findCheckpoint,
  partsOf,
  readCheckpoint,
} from './checkpoints.ts';
import { readChanges } from './control.ts';
import { type RunPaths, runPaths } from './folder.ts';
import { hashOfFile, hashOfParts } from './large-files.ts';
import { loadData, requireSameData } from './open-run.ts';
import type { RunTrainingOptions } from './options.ts';
import { recompute } from './recompute.ts';
import { checkpointOf } from './recorder.ts';
import { givenIteration, type RunConfig, readRunConfig, strangeness, summarize } from './run-config.ts';
import { type FileSystem, type System, system as thisSystem } from './system.ts';

export interface ReplayOptions extends Pick<RunTrainingOptions, 'signal' | 'onProgress'> {
  /** Where to begin: at iteration 0 (a branch: where it parted), or at the oldest checkpoint that is kept. */
  readonly from?: 'start' | 'checkpoint' | undefined;
  /** Called after every iteration. */
  readonly onIteration?: (iteration: number, iterations: number) => void;
  readonly system?: System;
}

/** What a replay came to. */
export interface ReplayResult {
  readonly folder: string;
  /** Where it began. */
  readonly from: number;
  /** The iteration of the newest checkpoint. */
  readonly iteration: number;
  /** Whether every checkpoint that is kept came out byte for byte. */
  readonly isSame: boolean;
  readonly compared: readonly { readonly iteration: number; readonly isSame: boolean }[];
  /** What differs first in the newest checkpoint: a tensor's name, or `metadata`. */
  readonly difference?: string;
  /** What is different here from where the run began: a reason for numbers to differ. */
  readonly strangeness: readonly string[];
}

/** Computes a run again, with all that was changed while it trained, and compares its checkpoints byte for byte.
 *  Writes nothing.
 *  @throws RunError if there is no run, no checkpoint, or its data changed */
export async function replayRun(folder: string, options: ReplayOptions = {}): Promise<ReplayResult> {
  const system = options.system ?? thisSystem();
  const { files } = system;
  const paths = runPaths(folder);
  const run = readRunConfig(files, paths);
  const kept = await keptCheckpoints(files, paths, run, options.from ?? 'start');
  const dataset = await loadData(run.config, options);
  requireSameData({ paths, run }, summarize(dataset));
  const hashOf = async (snapshot: Snapshot) =>
    hashOfParts(...(await partsOf(checkpointOf(run, learntOf(dataset), snapshot))));
  const compared: { iteration: number; isSame: boolean }[] = [];
  const { last } = kept;
  const snapshot = await recompute({
    ...{ run, dataset, from: kept.start, to: last.iteration, signal: options.signal },
    changes: readChanges(files, paths),
    async visit(iteration, take) {
      const expected = kept.hashes.get(iteration);
      if (expected !== undefined) {
        compared.push({ iteration, isSame: (await hashOf(await take())) === expected });
      }
      options.onIteration?.(iteration, last.iteration);
    },
  });
  const isEqual = (await hashOf(snapshot)) === kept.hashes.get(last.iteration);
  const difference = isEqual ? undefined : firstDifference(snapshot.state, last.state);
  return {
    ...{ folder, from: kept.start?.iteration ?? 0, iteration: last.iteration, compared },
    isSame: difference === undefined && compared.every(({ isSame }) => isSame),
    ...(difference !== undefined && { difference }),
    strangeness: strangeness(run, system),
  };
}

interface Kept {
  readonly start: Snapshot | undefined;
  readonly hashes: ReadonlyMap<number, string>;
  readonly last: Snapshot;
}

/** Reads all that is compared before computing: a run that still trains removes old checkpoints. */
async function keptCheckpoints(
  files: FileSystem,
  paths: RunPaths,
  run: RunConfig,
  from: 'start' | 'checkpoint',
): Promise<Kept> {
  const newest = await findCheckpoint(files, paths);
  if (newest === undefined) {
    throw new RunError(`${paths.folder}: expected a checkpoint to compare with, got none`, {
      help: `continue the run with wgan train --resume ${shellPath(paths.folder)}`,
    });
  }
  const { iteration } = newest.checkpoint.snapshot;
  const iterations = checkpointIterations(files, paths).filter((number) => number <= iteration);
  const first = from === 'checkpoint' ? iterations[0] : givenIteration(run);
  const start = first === undefined ? undefined : await readCheckpoint(files, checkpointPath(paths, first));
  const hashes = new Map<number, string>();
  for (const number of iterations) {
    hashes.set(number, await hashOfFile(files, checkpointPath(paths, number)));
  }
  return { start: start?.snapshot, hashes, last: newest.checkpoint.snapshot };
}

/** What differs first between two checkpoints that are not equal. */
const firstDifference = (a: TensorRecord, b: TensorRecord): string =>
  Object.keys(a).find((name) => !isSameTensor(a, b, name)) ?? 'metadata';

function isSameTensor(a: TensorRecord, b: TensorRecord, name: string): boolean {
  const bytes = (tensors: TensorRecord) => tensors[name]?.data ?? new Uint8Array(0);
  return Buffer.compare(bytesOf(bytes(a)), bytesOf(bytes(b))) === 0;
}
