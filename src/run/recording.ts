// A run, read to be trained again elsewhere: see train/recording.ts.

import { basename, resolve } from 'node:path';
import { RunError } from '../base/errors.ts';
import type { Dataset } from '../data/dataset.ts';
import { bytesOf } from '../formats/byte-source.ts';
import { dataView, isPlane } from '../train/critic-viewer.ts';
import {
  type CarryLimit,
  carrySamples,
  curveOf,
  type RecordedChange,
  type RecordedStart,
  type Recording,
} from '../train/recording.ts';
import type { IterationNumbers } from '../train/snapshot.ts';
import { type Change, readChanges } from './control.ts';
import { readBytes } from './files.ts';
import { lastSamples, type RunPaths, runPaths } from './folder.ts';
import { type LoggedNumbers, readNumbers } from './list.ts';
import { loadData, requireSameData } from './open-run.ts';
import type { RunTrainingOptions } from './options.ts';
import { placelessConfig, placelessData } from './placeless.ts';
import { recompute } from './recompute.ts';
import { type RunConfig, readRunConfig, summarize } from './run-config.ts';
import { recordedAt } from './steering.ts';
import { type FileSystem, type Machine, type System, system as thisSystem } from './system.ts';
import { type Versions, versions } from './versions.ts';

export interface ReadRecordingOptions extends Pick<RunTrainingOptions, 'signal' | 'onProgress'> {
  /** By default, 8 MB of samples. */
  readonly limit?: CarryLimit | undefined;
  /** Called while the first iterations are computed again. */
  readonly onIteration?: (iteration: number, iterations: number) => void;
  readonly system?: System;
}

/** A recording, and what belongs to it as bytes. */
export interface RunRecording {
  readonly recording: Recording;
  /** The values of the samples, floats little-endian. */
  readonly samples: Uint8Array;
  /** The last picture of samples, a PNG. */
  readonly picture?: { readonly iteration: number; readonly png: Uint8Array };
}

const USUAL_BYTES = 8e6;
/** Iterations that are computed again, and how many at most to reach one that was logged. */
const FIRST_ITERATIONS = 100;
const FURTHEST_LOG = 1000;
/** Of the curve: the first lines all, the others thinned. */
const FIRST_LINES = 1000;
const MOST_LINES = 3000;
const LARGEST_PICTURE = 2e6;

/** Reads what it takes to train a run again, and what it logged.
 *  @throws RunError if there is no run, it began in another one, or it logged nothing yet, or its data changed
 *  @throws ConfigError if not even the samples of one iteration fit */
export async function readRecording(
  folder: string,
  options: ReadRecordingOptions = {},
): Promise<RunRecording> {
  const { system = thisSystem(), limit = { bytes: USUAL_BYTES } } = options;
  const { files } = system;
  const paths = runPaths(folder);
  const run = readRunConfig(files, paths);
  requireBeginning(paths, run);
  const numbers = readNumbers(files, paths);
  const last = numbers.at(-1)?.iteration;
  if (last === undefined) {
    throw new RunError(`${folder}: expected logged numbers to compare with, got none yet`, {
      help: 'let the run train for some iterations first',
    });
  }
  const dataset = await loadData(run.config, options);
  requireSameData({ paths, run }, summarize(dataset));
  const {
    samples,
    dataset: { values },
  } = carrySamples(dataset, run.config, { limit, last });
  const changes = readChanges(files, paths);
  const picture = lastPicture(files, paths);
  return {
    recording: {
      name: basename(resolve(folder)),
      ...withoutPlace(run, dataset),
      samples,
      changes: changesOf(changes),
      start: await computeStart({ run, dataset, changes, numbers, until: samples.until }, system, options),
      curve: curveOf(thinned(numbers)),
      machine: machineOf(run.machine, run.versions),
    },
    samples: bytesOf(values),
    ...(picture && { picture }),
  };
}

/** Settings and data without the folders that the data lie in: the record is for others to read. */
function withoutPlace({ config }: RunConfig, dataset: Dataset): Pick<Recording, 'config' | 'dataset'> {
  const { name, description } = placelessData(dataset);
  return {
    config: placelessConfig(config),
    dataset: {
      ...{ name, description, sampleShape: dataset.sampleShape },
      ...(isPlane(dataset) && { view: dataView(dataset) }),
    },
  };
}

/** The last picture of samples, if it is one and not huge. */
function lastPicture(files: FileSystem, paths: RunPaths): RunRecording['picture'] {
  const last = lastSamples(files, paths);
  if (last === undefined) return undefined;
  const png = readBytes(files, last.path);
  const isPng = pngStart.every((byte, index) => png[index] === byte);
  return isPng && png.length < LARGEST_PICTURE ? { iteration: last.iteration, png } : undefined;
}

const pngStart = [0x89, 0x50, 0x4e, 0x47];

/** A branch begins with the weights of another run. */
function requireBeginning({ folder }: RunPaths, { origin }: RunConfig): void {
  if (origin === undefined) return;
  throw new RunError(
    `${folder}: expected a run that began from its seed, got a branch of ${origin.run} at iteration ${origin.iteration}`,
    { help: 'a branch begins with the weights of another run, which cannot be computed from its own record' },
  );
}

function changesOf(changes: readonly Change[]): readonly RecordedChange[] {
  const iterations = [...new Set(changes.map(({ iteration }) => iteration))];
  return iterations.flatMap((iteration) =>
    recordedAt(changes, iteration).map((settings) => ({ iteration, settings })),
  );
}

/** The first lines, and evenly spread ones of the rest; always the last. */
function thinned(numbers: readonly LoggedNumbers[]): readonly LoggedNumbers[] {
  const rest = numbers.length - FIRST_LINES;
  const step = Math.ceil(rest / (MOST_LINES - FIRST_LINES));
  if (step <= 1) return numbers;
  return numbers.filter((_, index) => index < FIRST_LINES || (numbers.length - 1 - index) % step === 0);
}

function machineOf({ cpu, platform }: Machine, { wgan, onnxruntime }: Versions): string {
  return `${cpu}, ${platform}; wgan ${wgan}, ONNX Runtime ${onnxruntime}`;
}

interface StartOrder {
  readonly run: RunConfig;
  readonly dataset: Dataset;
  readonly changes: readonly Change[];
  readonly numbers: readonly LoggedNumbers[];
  /** The last iteration that can be trained again. */
  readonly until: number;
}

/** Computes the first iterations again, at least to the first that was logged: there it shows whether they are the
 *  run's own. */
async function computeStart(
  { run, dataset, changes, numbers, until }: StartOrder,
  { machine }: System,
  { signal, onIteration }: ReadRecordingOptions,
): Promise<RecordedStart> {
  const wanted = Math.min(until, FIRST_ITERATIONS);
  const logged = numbers[0]!.iteration;
  const to = logged > wanted && logged <= FURTHEST_LOG ? logged : wanted;
  const lines: ({ readonly iteration: number } & IterationNumbers)[] = [];
  await recompute({
    ...{ run, dataset, changes, to, signal },
    async visit(iteration, _, metrics) {
      lines.push({ iteration, ...metrics });
      onIteration?.(iteration, to);
    },
  });
  return { curve: curveOf(lines), machine: machineOf(machine, versions()) };
}
