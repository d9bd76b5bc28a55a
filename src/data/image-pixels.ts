// All images of a folder, decoded on all cores into one array of samples.

import { availableParallelism } from 'node:os';
import { DataError } from '../base/errors.ts';
import type { DatasetOptions } from './dataset.ts';
import { type Range, scaleFor, unionOf } from './deep-pixels.ts';
import { maximumBytes } from './files.ts';
import { decodeImage, type ImageForm, isOfDecoder } from './image-decode.ts';
import type { FoundFile } from './image-files.ts';
import { createTally, scaledSentence } from './preparation.ts';
import { isFlat } from './value-range.ts';

/** Samples, and what became of each file. */
export interface DecodedFiles {
  /** [N, C, size, size] of the files that are no failures, in their order. */
  readonly values: Uint8Array;
  /** Why a file gave no sample, by its place in the list. */
  readonly failures: ReadonlyMap<number, unknown>;
  /** What was done to the others, a sentence each. */
  readonly preparation: readonly string[];
  /** How many of them are nearly of one tone. */
  readonly flatCount: number;
}

/** Decodes each image to the place of its file; the places of failed ones are closed up. Images whose numbers are no
 *  bytes wait until the range of all of them is known.
 *  @throws DataError if the samples take more than 2 GiB */
export async function decodeAll(
  folder: string,
  files: readonly FoundFile[],
  form: ImageForm,
  { onProgress, signal }: DatasetOptions,
): Promise<DecodedFiles> {
  const sampleBytes = form.size * form.size * form.channels;
  const values = new Uint8Array(checkTotal(folder, files.length, sampleBytes));
  const failures = new Map<number, unknown>();
  const ranges = new Map<number, Range>();
  const tally = createTally(form.size);
  let flatCount = 0;
  const decode = async (index: number, scale?: Range): Promise<void> => {
    signal?.throwIfAborted();
    try {
      const { facts, pixels, range } = await decodeImage(files[index]!.place, form, scale);
      if (range !== undefined) ranges.set(index, range);
      if (pixels === undefined) return;
      values.set(pixels, index * sampleBytes);
      if (isFlat(pixels)) flatCount += 1;
      tally.add(facts);
    } catch (error) {
      failures.set(index, error);
    }
  };
  let done = 0;
  await inParallel([...files.keys()], async (index) => {
    await decode(index);
    done += 1;
    onProgress?.(done, files.length);
  });
  for (const index of doubtful(failures)) {
    failures.delete(index);
    await decode(index);
  }
  const scale = ranges.size === 0 ? undefined : scaleFor(unionOf([...ranges.values()]));
  await inParallel([...ranges.keys()], (index) => decode(index, scale));
  const preparation = [
    ...(scale === undefined ? [] : [scaledSentence(ranges.size, files.length - failures.size, scale)]),
    ...tally.sentences(),
  ];
  const kept = closeUp(values, sampleBytes, (index) => !failures.has(index));
  return { values: kept, failures, preparation, flatCount };
}

/** As many files are tried again, one at a time. */
const triedAgain = 200;

/** Failures whose reasons may be those of others, in the order of the files. */
const doubtful = (failures: ReadonlyMap<number, unknown>): readonly number[] =>
  [...failures.keys()]
    .filter((index) => isOfDecoder(failures.get(index)))
    .sort((a, b) => a - b)
    .slice(0, triedAgain);

function checkTotal(folder: string, count: number, sampleBytes: number): number {
  if (count * sampleBytes > maximumBytes) {
    const gibibytes = ((count * sampleBytes) / 2 ** 30).toFixed(1);
    throw new DataError(`${folder}: decoded images may take 2 GiB at most, got ${gibibytes} GiB`, {
      help: 'choose a smaller size, or grey',
    });
  }
  return count * sampleBytes;
}

/** Works on as many items at a time as there are cores; after an error nothing more is begun. */
async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      await work(items[next++]!).catch((error: unknown) => {
        next = items.length;
        throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}

/** The samples that are kept, moved together in place. */
function closeUp(values: Uint8Array, sampleBytes: number, isKept: (index: number) => boolean): Uint8Array {
  let kept = 0;
  for (let index = 0; index < values.length / sampleBytes; index++) {
    if (!isKept(index)) continue;
    values.copyWithin(kept * sampleBytes, index * sampleBytes, (index + 1) * sampleBytes);
    kept += 1;
  }
  return values.subarray(0, kept * sampleBytes);
}
