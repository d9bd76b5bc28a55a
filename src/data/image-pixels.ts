// All images of a folder, decoded on all cores into one store of samples.

import { availableParallelism } from 'node:os';
import type { DatasetOptions } from './dataset.ts';
import { type Range, scaleFor, unionOf } from './deep-pixels.ts';
import { decodeImage, type ImageForm, isOfDecoder } from './image-decode.ts';
import type { Picture } from './picture-source.ts';
import { closeUp, type PixelStore } from './pixel-store.ts';
import { createTally, scaledSentence } from './preparation.ts';
import { isFlat } from './value-range.ts';

/** Samples, and what became of each file. */
export interface DecodedFiles {
  /** How many samples the store has now, those of the files that are no failures, in their order. */
  readonly count: number;
  /** Why a file gave no sample, by its place in the list. */
  readonly failures: ReadonlyMap<number, unknown>;
  /** What was done to the others, a sentence each. */
  readonly preparation: readonly string[];
  /** How many of them have an alpha channel. */
  readonly alphaCount: number;
  /** How many of them are nearly of one tone. */
  readonly flatCount: number;
}

/** Decodes each image to the place of its file; the places of failed ones are closed up. Images whose numbers are no
 *  bytes wait until the range of all of them is known.
 *  @param store  for as many samples as there are files */
export async function decodeAll(
  files: readonly Picture[],
  form: ImageForm,
  store: PixelStore,
  { onProgress, signal }: DatasetOptions,
): Promise<DecodedFiles> {
  const failures = new Map<number, unknown>();
  const ranges = new Map<number, Range>();
  const tally = createTally(form);
  let [alphaCount, flatCount] = [0, 0];
  const decode = async (index: number, scale?: Range): Promise<void> => {
    signal?.throwIfAborted();
    const decoded = await decodeImage(files[index]!, form, scale).catch((error: unknown) => {
      failures.set(index, error);
    });
    if (decoded === undefined) return;
    const { facts, pixels, range } = decoded;
    if (range !== undefined) ranges.set(index, range);
    if (pixels === undefined) return;
    store.write(index, pixels);
    if (isFlat(pixels)) flatCount += 1;
    if (facts.hasAlpha) alphaCount += 1;
    tally.add(facts);
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
  const count = closeUp(store, files.length, sampleBytesOf(form), (index) => !failures.has(index));
  return { count, failures, preparation, alphaCount, flatCount };
}

/** As many files are tried again, one at a time. */
const triedAgain = 200;

/** Failures whose reasons may be those of others, in the order of the files. */
const doubtful = (failures: ReadonlyMap<number, unknown>): readonly number[] =>
  [...failures.keys()]
    .filter((index) => isOfDecoder(failures.get(index)))
    .sort((a, b) => a - b)
    .slice(0, triedAgain);

/** Bytes of a sample of that form. */
export const sampleBytesOf = ({ width, height, channels }: ImageForm): number => width * height * channels;

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
