// What a run needs before it trains: a folder of its own, its data, its networks, and where it goes on from.

import { RunError } from '../base/errors.ts';
import type { Dataset } from '../data/dataset.ts';
import { imageSizeOf } from '../data/image-size.ts';
import { requireEveryClass } from '../data/labels.ts';
import { requirePictures } from '../data/mirror.ts';
import { loadDataset } from '../data/registry.ts';
import type { Gan } from '../gan/gan.ts';
import type { Reading } from '../health/history.ts';
import type { Device } from '../runtime/device.ts';
import { openDevice } from '../runtime/devices.ts';
import { isConditional } from '../train/conditioning.ts';
import type { Config } from '../train/config.ts';
import { ganOf } from '../train/setup.ts';
import type { Snapshot } from '../train/snapshot.ts';
import { awaitLock } from './await-lock.ts';
import type { Change } from './control.ts';
import { diskCautions, requireDisk } from './disk-space.ts';
import type { DatasetSummary } from './events.ts';
import type { RunPaths } from './folder.ts';
import type { Lock } from './lock.ts';
import { chooseFolder, createFolder, discardRun, RUNS_FOLDER, removeRun } from './new-folder.ts';
import type { RunTrainingOptions } from './options.ts';
import { requireRoom } from './require-room.ts';
import { createRunConfig, type RunConfig, withThreads, writeRunConfig } from './run-config.ts';
import { writeSkipped } from './skipped.ts';
import { readStartWeights, startingWith, startText } from './start-weights.ts';
import type { System } from './system.ts';

/** A run that is ready to train. Its lock is held. */
export interface OpenRun {
  readonly system: System;
  readonly paths: RunPaths;
  readonly run: RunConfig;
  readonly lock: Lock;
  readonly dataset: Dataset;
  readonly gan: Gan;
  readonly device: Device;
  /** Where it goes on; a run without starts at iteration 0. */
  readonly start?: Snapshot | undefined;
  readonly elapsedBefore: number;
  /** What it logged before. */
  readonly readingsBefore: readonly Reading[];
  /** What was carried out before, to be carried out again. */
  readonly changes: readonly Change[];
  /** Size of control.jsonl when the lock was taken. */
  readonly controlBytes: number;
  readonly cautions: readonly Caution[];
  /** Removes what opening a new run made, once its lock is released: for one that did not begin. */
  readonly discard?: () => void;
}

/** Something worth saying before training. */
export interface Caution {
  readonly name: string;
  readonly message: string;
  readonly help?: string | undefined;
}

/** Makes the folder of a new run.
 *  @throws ConfigError, DataError, FormatError, DeviceError before anything is written
 *  @throws RunError if the folder is in use or cannot be written, or its disk has no room for a checkpoint */
export async function openNewRun(
  wanted: Config,
  system: System,
  options: RunTrainingOptions,
): Promise<OpenRun> {
  const { files } = system;
  const chosen = chooseFolder(files, options.out, options.overwrite ?? false);
  const dataset = await loadData(wanted, options);
  const { config, reasons } = options.choose?.(dataset) ?? { config: wanted, reasons: [] };
  options.onProgress?.({ stage: 'chosen', reasons });
  const random = ganOf(config, dataset.sampleShape, dataset.labels?.classes);
  if (isConditional(config)) requireEveryClass(dataset.labels!);
  requireRoom(random, dataset);
  const start = await startOf(files, options.criticWeights, random);
  const gan = start ? startingWith(random, start) : random;
  requireDisk(files, chosen ?? RUNS_FOLDER, gan, config.run.keep);
  const device = await deviceOf(config, config.run.threads);
  const run = createRunConfig(withThreads(config, device.threads), dataset, system, { start: start?.note });
  const isNew = chosen === undefined || !files.existsSync(chosen);
  const paths = createFolder(files, chosen, dataset.name, config);
  const lock = await awaitLock(system, paths, options);
  return releasing(lock, async () => {
    removeRun(files, paths);
    writeSkipped(files, paths, dataset);
    writeRunConfig(files, paths, run);
    const cautions = [
      ...takenFrom(lock),
      ...diskCautions(files, paths, gan, config.run.keep),
      ...(start ? [{ name: 'start-weights', message: startText(start) }] : []),
    ];
    return {
      ...{ system, paths, run, lock, dataset, gan, device, cautions },
      ...{ elapsedBefore: 0, readingsBefore: [], changes: [], controlBytes: 0 },
      discard: () => discardRun(files, paths, { isNew }),
    };
  });
}

const startOf = async (files: System['files'], path: string | undefined, gan: Gan) =>
  path === undefined ? undefined : readStartWeights(files, path, gan);

/** Says whose lock was taken. */
export function takenFrom({ takenFrom: owner, silentSeconds }: Lock): readonly Caution[] {
  if (owner === undefined) return [];
  const { pid, host } = owner;
  const gone = pid === 0 ? 'its lock was damaged' : `process ${pid}, which trained it, is gone`;
  const message =
    silentSeconds === undefined
      ? gone
      : `process ${pid} on ${host}, which trained it, showed no life for ${silentSeconds} s`;
  return [{ name: 'dead-owner', message: `took over the run: ${message}` }];
}

/** What `use` gives; the lock is released if it fails. */
export async function releasing<T>(lock: Lock, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    lock.release();
    throw error;
  }
}

export function deviceOf(config: Config, threads: number | null): Promise<Device> {
  return openDevice(config.run.device, threads === null ? {} : { threads });
}

export async function loadData(
  { data }: Config,
  { signal, onProgress }: Pick<RunTrainingOptions, 'signal' | 'onProgress'>,
): Promise<Dataset> {
  const { dataset: place, color, scale, size, fit, alpha, labels } = data;
  const dataset = await loadDataset(place, {
    ...{ color, scale, fit, alpha },
    ...(size !== null && { size: imageSizeOf(size) }),
    ...(labels !== null && { labels }),
    ...(signal && { signal }),
    onProgress: (done, total) => onProgress?.({ stage: 'dataset', done, total }),
  });
  if (data.mirror) requirePictures(dataset);
  return dataset;
}

/** Checks that data are those of a run, and labelled as they were.
 *  @throws RunError */
export function requireSameData(
  { paths, run }: { readonly paths: RunPaths; readonly run: RunConfig },
  { sha256, labels }: DatasetSummary,
): void {
  if (sha256 !== run.dataset.sha256) {
    throw new RunError(
      `${paths.folder}: expected the data that the run began with (SHA-256 ${run.dataset.sha256.slice(0, 12)}…), got others (${sha256.slice(0, 12)}…) in ${run.config.data.dataset}`,
      { help: 'restore the data, or start a new run with --out' },
    );
  }
  requireSameLabels(paths.folder, run, labels);
}

/** @throws RunError if a run tells its labels, and these are others */
function requireSameLabels(
  folder: string,
  { config, dataset }: RunConfig,
  labels: DatasetSummary['labels'],
): void {
  const began = dataset.labels;
  if (began === undefined || began.sha256 === labels?.sha256) return;
  const help = 'restore the names of the folders, or the file of labels, or start a new run with --out';
  const { classes } = began;
  if (labels === undefined) {
    throw new RunError(
      `${folder}: expected the labels that the run began with, of ${classes} classes, got none in ${config.data.dataset}`,
      { help },
    );
  }
  throw new RunError(
    `${folder}: expected the labels that the run began with, of ${classes} classes, got others, of ${labels.classes}, in ${config.data.dataset}`,
    { help },
  );
}
