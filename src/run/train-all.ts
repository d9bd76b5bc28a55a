// Several runs one after another, each in its folder: those that are there go on, those that are done stay.

import { join } from 'node:path';
import { RunError } from '../base/errors.ts';
import { datasets } from '../data/registry.ts';
import type { Config } from '../train/config.ts';
import { valueAt } from '../train/config-options.ts';
import { differencesOf } from './comparison.ts';
import type { RunEvent } from './events.ts';
import { runPaths } from './folder.ts';
import { summarizeRun } from './list.ts';
import { isRunFolder } from './new-folder.ts';
import { readRunConfig } from './run-config.ts';
import { runTraining } from './run-training.ts';
import { type System, system as thisSystem } from './system.ts';

export interface TrainAllOptions {
  /** The folder of the runs' folders. */
  readonly out: string;
  readonly onEvent?: (event: RunEvent, index: number, folder: string) => void;
  readonly signal?: AbortSignal;
  readonly system?: System;
}

/** What all runs came to. */
export interface TrainAllResult {
  readonly folders: readonly string[];
  /** Whether the signal ended it before the last iteration of the last run. */
  readonly isInterrupted: boolean;
}

/** Trains every configuration to its last iteration. Called again, it goes on where it was.
 *  @throws RunError if a folder holds another run; whatever `runTraining` throws */
export async function trainAll(
  configs: readonly Config[],
  options: TrainAllOptions,
): Promise<TrainAllResult> {
  const { signal, system = thisSystem() } = options;
  const folders = configs.map((config) => join(options.out, runName(config)));
  for (const [index, config] of configs.entries()) requireSame(folders[index]!, config, system);
  for (const [index, config] of configs.entries()) {
    if (signal?.aborted) return { folders, isInterrupted: true };
    const folder = folders[index]!;
    const place = placeOf(folder, config, system);
    if (place === 'done') continue;
    const { iterations } = config.training;
    const training = place === 'new' ? { config, out: folder } : { resume: folder, changes: { iterations } };
    const { reason } = await runTraining({
      ...training,
      system,
      ...(signal && { signal }),
      onEvent: (event) => options.onEvent?.(event, index, folder),
    });
    if (reason === 'interrupted') return { folders, isInterrupted: true };
  }
  return { folders, isInterrupted: false };
}

/** "mnist-wgan-gp-2": dataset, objective, seed. */
function runName({ data: { dataset }, objective, training: { seed } }: Config): string {
  const plain = (
    datasets.has(dataset) ? dataset : (dataset.split(/[\\/]/).findLast((part) => part !== '') ?? 'data')
  )
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  return `${plain}-${objective.name}-${seed}`;
}

function placeOf(folder: string, { training }: Config, system: System): 'new' | 'begun' | 'done' {
  if (!isRunFolder(system.files, folder)) return 'new';
  const { state, iteration } = summarizeRun(folder, system);
  return state === 'done' && iteration >= training.iterations ? 'done' : 'begun';
}

/** @throws RunError if the folder holds a run of another configuration */
function requireSame(folder: string, config: Config, { files }: System): void {
  if (!isRunFolder(files, folder)) return;
  const { config: stored } = readRunConfig(files, runPaths(folder));
  const different = differencesOf([stored, config]).find(
    ({ key }) => key !== 'iterations' && key !== 'dataset',
  );
  if (different === undefined) return;
  const [has, wanted] = [stored, config].map((one) => JSON.stringify(valueAt(one, different.path)));
  throw new RunError(`${folder}: expected a run with ${different.key} ${wanted}, got one with ${has}`, {
    help: 'choose another folder with --runs, or say the same settings again',
  });
}
