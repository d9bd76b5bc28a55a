// Trains a configuration and records it in a run folder.

import type { Dataset } from '../data/dataset.ts';
import { loadDataset } from '../data/registry.ts';
import { openDevice } from '../runtime/devices.ts';
import type { Config, PartialConfig } from '../train/config.ts';
import { cautionsOf, ganOf, settingsOf } from '../train/setup.ts';
import { type TrainOptions, train } from '../train/train.ts';
import type { RunEvent, RunFiles } from './events.ts';
import { chooseFolder, createFolder, removeRun } from './new-folder.ts';
import { createRecorder, type Recorded } from './recorder.ts';
import { createRunConfig, writeRunConfig } from './run-config.ts';
import { world as thisWorld, type World } from './world.ts';

/** What a run does before its first event. */
export type Progress =
  /** Reads the data: files done of all, where there are several. */
  | { readonly stage: 'dataset'; readonly done: number; readonly total: number }
  /** Has read the data, and compiles. */
  | { readonly stage: 'compile'; readonly dataset: Dataset; readonly folder: string };

/** How a run is made and followed. */
export interface RunTrainingOptions {
  /** A new run's configuration; of a resumed run it is its own. */
  readonly config: Config;
  /** The run folder; by default runs/<dataset>-<objective>-<n> with the first free n. */
  readonly out?: string | undefined;
  /** Replaces the run that is in `out`. */
  readonly overwrite?: boolean | undefined;
  /** A run folder to continue; `config` and `out` are then ignored. */
  readonly resume?: string | undefined;
  /** Keys of a resumed run that get other values: those that are resumable. */
  readonly changes?: PartialConfig | undefined;
  /** Ends the run after the iteration at hand, saved. */
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: (event: RunEvent) => void;
  readonly onProgress?: (progress: Progress) => void;
  readonly world?: World;
}

/** What a run came to. */
export interface RunResult {
  readonly folder: string;
  /** `done`: all iterations made; `stopped`: by command; `interrupted`: by signal. */
  readonly reason: 'done' | 'stopped' | 'interrupted';
  readonly iteration: number;
  readonly elapsedSeconds: number;
  readonly files: RunFiles;
}

/** Trains until all iterations are made, or the signal or a command ends it, and records everything in a run folder.
 *  @throws ConfigError, DataError, FormatError, DeviceError before anything is written
 *  @throws RunError if the folder is in use or cannot be written
 *  @throws NumericError at the first number that is not finite; the last good checkpoint stays */
export async function runTraining(options: RunTrainingOptions): Promise<RunResult> {
  const prepared = await prepare(options);
  return follow(prepared, options);
}

interface Prepared {
  readonly recorded: Recorded;
  readonly training: TrainOptions;
}

async function prepare(options: RunTrainingOptions): Promise<Prepared> {
  const { config, world = thisWorld(), signal, onProgress, overwrite = false } = options;
  const chosen = chooseFolder(world.files, options.out, overwrite);
  const dataset = await loadData(config, options);
  const device = await openDevice(config.device, config.threads === null ? {} : { threads: config.threads });
  const gan = ganOf(config, dataset.sampleShape);
  const run = createRunConfig({ ...config, threads: device.threads }, dataset, world);
  const paths = createFolder(world.files, chosen, dataset.name, config);
  removeRun(world.files, paths);
  writeRunConfig(world.files, paths, run);
  onProgress?.({ stage: 'compile', dataset, folder: paths.folder });
  return {
    recorded: { world, paths, run, dataset, isResumed: false },
    training: {
      gan,
      dataset,
      device,
      ...pick(config),
      settings: settingsOf(config),
      now: world.now,
      memoryBytes: world.memoryBytes,
      ...(signal && { signal }),
    },
  };
}

const pick = ({ seed, holdout, iterations, logEvery, sampleEvery, checkpointEvery }: Config) => ({
  ...{ seed, holdout, iterations, logEvery, sampleEvery, checkpointEvery },
});

function loadData(config: Config, { signal, onProgress }: RunTrainingOptions): Promise<Dataset> {
  return loadDataset(config.dataset, {
    color: config.color,
    ...(config.size !== null && { size: config.size }),
    ...(signal && { signal }),
    onProgress: (done, total) => onProgress?.({ stage: 'dataset', done, total }),
  });
}

async function follow(
  { recorded, training }: Prepared,
  { onEvent = () => {}, signal }: RunTrainingOptions,
): Promise<RunResult> {
  const recorder = createRecorder(recorded);
  const { folder } = recorded.paths;
  for await (const event of train(training)) {
    if (event.type !== 'end') {
      onEvent(recorder.record(event));
      if (event.type === 'start') warn(recorded, onEvent);
      continue;
    }
    const { iteration, elapsedSeconds, snapshot } = event;
    const reason = event.reason === 'done' ? 'done' : signal?.aborted ? 'interrupted' : 'stopped';
    const files = recorder.finish(snapshot);
    const result = { folder, reason, iteration, elapsedSeconds, files } as const;
    onEvent({ type: 'end', ...result });
    return result;
  }
  throw new Error('train: must end with an end event, got none');
}

function warn({ run }: Recorded, onEvent: (event: RunEvent) => void): void {
  for (const caution of cautionsOf(run.config)) onEvent({ type: 'warning', iteration: 0, ...caution });
}
