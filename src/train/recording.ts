// A recorded run as a page carries it: what it takes to train it again, and what it said. Knows no files.

import { ConfigError } from '../base/errors.ts';
import { sizeOf } from '../base/shape.ts';
import { firstEpoch, splitHoldout } from '../data/batches.ts';
import {
  type Dataset,
  defineDataset,
  hasBytes,
  inMemory,
  type MemoryDataset,
  selectRows,
} from '../data/dataset.ts';
import type { PlaneView } from '../formats/plane-picture.ts';
import type { LiveChanges } from '../gan/live-settings.ts';
import type { Config } from './config.ts';
import type { TrainerOptions } from './trainer.ts';

/** Numbers that are recorded and compared, in the order in which they are read. */
export const comparedNumbers = ['criticLoss', 'generatorLoss', 'wasserstein'] as const;
export const recordedNumbers = [...comparedNumbers, 'penalty', 'gradientNorm'] as const;
export type RecordedNumber = (typeof recordedNumbers)[number];

/** What a run said. */
export interface RecordedCurve {
  /** Ascending. */
  readonly iteration: readonly number[];
  readonly columns: { readonly [N in RecordedNumber]?: readonly (number | null)[] };
}

/** Live settings that were changed after so many iterations. */
export interface RecordedChange {
  readonly iteration: number;
  readonly settings: LiveChanges;
}

/** The first iterations, one by one, computed again when the recording was made: a run logs only some. */
export interface RecordedStart {
  /** From iteration 1 on. */
  readonly curve: RecordedCurve;
  /** What computed them, in words. */
  readonly machine: string;
}

/** Numbers of iterations, in ascending order, as a curve. */
export function curveOf(
  lines: readonly ({ readonly iteration: number } & {
    readonly [N in RecordedNumber]?: number | undefined;
  })[],
): RecordedCurve {
  const columns = recordedNumbers
    .filter((name) => lines.some((line) => line[name] !== undefined))
    .map((name) => [name, lines.map((line) => line[name] ?? null)]);
  return { iteration: lines.map(({ iteration }) => iteration), columns: Object.fromEntries(columns) };
}

/** Which samples are carried. */
export interface CarriedSamples {
  readonly count: number;
  /** Training samples of the run, those kept out of training left out. */
  readonly of: number;
  readonly areBytes: boolean;
  /** They are what the first iterations draw, in the order in which they are drawn; else all there are. */
  readonly areDrawn: boolean;
  /** The last iteration whose batches are all among them. */
  readonly until: number;
}

/** A run to be trained again. */
export interface Recording {
  readonly name: string;
  readonly config: Config;
  readonly dataset: {
    readonly name: string;
    readonly description: string;
    readonly sampleShape: readonly number[];
    /** Where its points lie, where they are points of the plane. */
    readonly view?: PlaneView;
  };
  readonly samples: CarriedSamples;
  readonly changes: readonly RecordedChange[];
  readonly start: RecordedStart;
  readonly curve: RecordedCurve;
  /** What it was recorded on, in words. */
  readonly machine: string;
}

/** How many samples may be carried. */
export type CarryLimit = { readonly bytes: number } | { readonly samples: number };

/** Chooses samples of a run: all that train where they fit, else those that its first iterations draw, for as many whole
 *  iterations as fit, at most until its last one.
 *  @param last  the last recorded iteration
 *  @throws ConfigError if not even one iteration fits */
export function carrySamples(
  dataset: Dataset,
  config: Config,
  { limit, last }: { readonly limit: CarryLimit; readonly last: number },
): { readonly samples: CarriedSamples; readonly dataset: MemoryDataset } {
  const { seed, batch, criticSteps, criticWarmup } = config.training;
  const { holdout } = config.data;
  const rows = holdout > 0 ? splitHoldout(dataset, holdout, seed).train : undefined;
  const of = rows?.length ?? dataset.count;
  const areBytes = hasBytes(dataset);
  const sampleBytes = sizeOf(dataset.sampleShape) * (areBytes ? 1 : 4);
  const room = 'samples' in limit ? limit.samples : Math.floor(limit.bytes / sampleBytes);
  if (of <= room) {
    const samples = { count: of, of, areBytes, areDrawn: false, until: last };
    return { samples, dataset: rows === undefined ? inMemory(dataset) : selectRows(dataset, rows) };
  }
  const perIteration = batch * criticSteps;
  const until = Math.min(last, Math.floor((room - batch * criticWarmup) / perIteration));
  const count = batch * criticWarmup + until * perIteration;
  if (until < 1) {
    const least = batch * criticWarmup + perIteration;
    throw new ConfigError(
      `samples: the first iteration draws ${least} samples of ${sampleBytes} bytes, got room for ${room}`,
      { help: `allow more with --samples ${least}` },
    );
  }
  const drawn = firstEpoch(dataset, { seed, ...(rows && { rows }) }).subarray(0, count);
  return { samples: { count, of, areBytes, areDrawn: true, until }, dataset: selectRows(dataset, drawn) };
}

/** The dataset of carried samples.
 *  @param bytes  of their values, floats little-endian
 *  @throws DataError if they are not as many as the recording says */
export function carriedDataset({ dataset, samples }: Recording, bytes: Uint8Array): Dataset {
  const { name, description, sampleShape } = dataset;
  const values = samples.areBytes ? bytes : new Float32Array(bytes.slice().buffer);
  return defineDataset({ name, description, sampleShape, values });
}

/** How a recording is trained: on carried samples the holdout is out of the way already. */
export function recordedTraining({
  config,
  samples,
}: Recording): Pick<TrainerOptions, 'seed' | 'criticWarmup' | 'isDrawn' | 'mirror'> {
  const { seed, criticWarmup } = config.training;
  return { seed, criticWarmup, isDrawn: samples.areDrawn, mirror: config.data.mirror };
}
