// Batches: every epoch a new shuffle, a position that is one integer, a part held out.
// Pure: runs in a browser.

import { ConfigError, DataError } from '../base/errors.ts';
import { permutation } from '../base/random.ts';
import { sizeOf } from '../base/shape.ts';
import { type Dataset, fillSamples } from './dataset.ts';
import { fillLabels, type Labels, type LabelValues } from './labels.ts';
import { mirror, mirroredPlaces, requirePictures } from './mirror.ts';

/** Options of `createBatcher`. */
export interface BatcherOptions {
  readonly seed: number;
  /** Samples consumed so far, 0 at the start: all that is needed to continue. */
  readonly cursor?: number;
  /** Which samples take part, by their number in the dataset; all of them by default. */
  readonly rows?: Uint32Array;
  /** The dataset lies in the order of its first epoch, as `firstEpoch` gives it: only later ones are shuffled. */
  readonly isDrawn?: boolean;
  /** Every picture is mirrored, left and right, half of the time. */
  readonly mirror?: boolean;
}

/** An endless stream of shuffled samples. */
export interface Batcher {
  /** Samples consumed so far, over all epochs. */
  readonly cursor: number;
  /** How often every sample has been seen. */
  readonly epoch: number;
  /** Writes the next `count` samples to `out` as float32[count, ...sampleShape], or their bytes as uint8; where they are
   *  asked for, also the labels of the same samples.
   *  @throws DataError if labels are asked of data without */
  next(count: number, out: Float32Array | Uint8Array, outOffset?: number, labels?: LabelValues): void;
}

/** Samples in shuffled order without end: each epoch holds every sample once, in an order, and mirrored or not, as
 *  (seed, epoch) alone say. A batch may begin in one epoch and end in the next, so every batch is full, also
 *  where the dataset is smaller than a batch. How the stream is cut into reads does not change it.
 *  @throws ConfigError if the cursor is not a whole number ≥ 0, there are no rows, or what is to be mirrored is no picture */
export function createBatcher(
  dataset: Dataset,
  { seed, cursor = 0, rows, isDrawn = false, mirror: isMirroring = false }: BatcherOptions,
): Batcher {
  const perEpoch = rows?.length ?? dataset.count;
  if (perEpoch === 0)
    throw new ConfigError(`batches: ${dataset.name} has no samples left to train on, got 0`);
  if (!Number.isSafeInteger(cursor) || cursor < 0) {
    throw new ConfigError(`batches: cursor must be a whole number ≥ 0, got ${cursor}`);
  }
  if (isMirroring) requirePictures(dataset);
  const sampleSize = sizeOf(dataset.sampleShape);
  const width = dataset.sampleShape.at(-1)!;
  let consumed = cursor;
  let orderEpoch = -1;
  let order: Uint32Array = new Uint32Array(0);
  let isMirrored = nowhere;

  const orderOf = (epoch: number): Uint32Array => {
    if (epoch !== orderEpoch) {
      order = epoch === 0 && isDrawn ? inOrder(perEpoch) : shuffledRows(perEpoch, rows, seed, epoch);
      if (isMirroring) isMirrored = mirroredPlaces(perEpoch, seed, epoch);
      orderEpoch = epoch;
    }
    return order;
  };

  return {
    get cursor() {
      return consumed;
    },
    get epoch() {
      return Math.floor(consumed / perEpoch);
    },
    next(count, out, outOffset = 0, labels) {
      let written = 0;
      while (written < count) {
        const position = consumed + written;
        const start = position % perEpoch;
        const part = Math.min(count - written, perEpoch - start);
        const epochOrder = orderOf((position - start) / perEpoch);
        const first = outOffset + written * sampleSize;
        fillSamples(dataset, epochOrder, start, part, out, first);
        for (let index = 0; isMirroring && index < part; index++) {
          if (isMirrored(start + index)) mirror(out, first + index * sampleSize, width, sampleSize);
        }
        if (labels !== undefined)
          fillLabels(requireLabelled(dataset), epochOrder, start, part, labels, written);
        written += part;
      }
      consumed += count;
    },
  };
}

const nowhere = (_place: number): boolean => false;

function requireLabelled({ name, labels }: Dataset): Labels {
  if (labels !== undefined) return labels;
  throw new DataError(`batches: expected data with labels, got ${name}, which has none`);
}

/** The samples of a dataset, by number, in the order in which its first epoch draws them.
 *  @param rows  those that take part; all by default */
export function firstEpoch(
  dataset: Dataset,
  { seed, rows }: Pick<BatcherOptions, 'seed' | 'rows'>,
): Uint32Array {
  return shuffledRows(rows?.length ?? dataset.count, rows, seed, 0);
}

const inOrder = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, index) => index);

function shuffledRows(
  count: number,
  rows: Uint32Array | undefined,
  seed: number,
  epoch: number,
): Uint32Array {
  const order = permutation(count, { seed, purpose: 'shuffle', counter: epoch });
  return rows === undefined ? order : order.map((position) => rows[position]!);
}

/** Two disjoint lists of sample numbers, each in ascending order, together all of the dataset. */
export interface Split {
  readonly train: Uint32Array;
  readonly holdout: Uint32Array;
}

/** Keeps samples out of training: row lists, so that no value is copied.
 *  `createBatcher(dataset, { seed, rows: train })` trains on the rest;
 *  `fillSamples(dataset, holdout, ...)` reads the part kept out.
 *  @param amount  a fraction below 1, or a whole number of samples
 *  @throws ConfigError if the amount is negative, broken, or leaves nothing to train on */
export function splitHoldout(dataset: Dataset, amount: number, seed: number): Split {
  const kept = amount < 1 ? Math.round(amount * dataset.count) : amount;
  if (!Number.isInteger(kept) || kept < 0 || kept >= dataset.count) {
    const range = `a fraction below 1 or a whole number of samples below ${dataset.count}`;
    throw new ConfigError(`holdout: expected ${range}, got ${amount}`);
  }
  const order = permutation(dataset.count, { seed, purpose: 'holdout', counter: 0 });
  return { holdout: order.slice(0, kept).sort(), train: order.slice(kept).sort() };
}
