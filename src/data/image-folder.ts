// Any folder of PNG, JPEG, WebP... images, as one dataset of squares of one size.

import { availableParallelism } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { ConfigError, DataError } from '../base/errors.ts';
import { type Dataset, type DatasetOptions, defineDataset } from './dataset.ts';
import { maximumBytes, reasonOf } from './files.ts';
import { type CachePlace, defaultCacheFolder, hashOf, readCache, writeCache } from './image-cache.ts';
import { decodeImage, loadSharp } from './image-decode.ts';
import { type FoundFile, labelsFromFolders, listFiles } from './image-files.ts';
import { chooseForm, type ImageForm } from './image-form.ts';

/** Part of the cache's key: raised when the same files would give other bytes. */
const decoderVersion = 1;

/** The images below a folder, in the order of their paths, as uint8[N, C, size, size]: turned upright, alpha
 *  flattened on white, the middle square, resized.
 *
 *  `size`: by default the smallest of 28, 32 and 64 that loses no pixels of the typical image (the median
 *  shorter side of up to 32 images, evenly spaced), and 64 where all lose some.
 *  `color`: `auto` is grey if all of these are.
 *  Folders directly below become labels where every image lies in one of them.
 *  Files that are no readable images are skipped and noted. The result is cached (`cacheFolder`), by what is
 *  in the folder: path, size and time of change of every file.
 *  @throws DataError if the folder cannot be listed, holds no readable image, or more than 2 GiB of pixels;
 *          ConfigError if the size is not a whole number from 1 to 4096 */
export async function loadImageFolder(folder: string, options: DatasetOptions = {}): Promise<Dataset> {
  checkSize(options.size);
  const files = await listFiles(folder, options.signal);
  const place = cachePlace(folder, files, options);
  const kept = place && (await readCache(place));
  if (kept) {
    options.onProgress?.(files.length, files.length);
    return defineDataset(kept);
  }
  const { dataset, isLasting } = await decodeFolder(folder, files, options);
  const failure = place && isLasting ? await writeCache(place, dataset) : undefined;
  return failure ? defineDataset({ ...dataset, notes: [...dataset.notes, failure] }) : dataset;
}

function checkSize(size: number | undefined): void {
  if (size !== undefined && !(Number.isInteger(size) && size >= 1 && size <= 4096)) {
    throw new ConfigError(`size: expected a whole number from 1 to 4096, got ${size}`);
  }
}

function cachePlace(
  folder: string,
  files: readonly FoundFile[],
  { size, color = 'auto', cacheFolder = defaultCacheFolder() }: DatasetOptions,
): CachePlace | undefined {
  if (cacheFolder === null || files.length === 0) return undefined;
  const options = [decoderVersion, size ?? null, color];
  const content = files.map((file) => [file.path, file.sizeBytes, file.modifiedMilliseconds]);
  return {
    folder: cacheFolder,
    fileName: `images-${hashOf([resolve(folder), ...options]).slice(0, 16)}.bin`,
    key: hashOf([...options, content]),
  };
}

interface DecodedFolder {
  readonly dataset: Dataset;
  /** Whether decoding again would give the same: not so where a file could not be opened. */
  readonly isLasting: boolean;
}

async function decodeFolder(
  folder: string,
  files: readonly FoundFile[],
  options: DatasetOptions,
): Promise<DecodedFolder> {
  await loadSharp();
  const paths = files.map((file) => file.path);
  const form = await chooseForm(folder, paths, options);
  const { values, failures } = await decodeAll(folder, paths, form, options);
  const readable = paths.filter((path) => !failures.has(path));
  if (readable.length === 0) throw nothingReadable(folder, failures);
  const { size, channels } = form;
  const name = basename(resolve(folder));
  const dataset = defineDataset({
    name,
    sampleShape: [channels, size, size],
    values,
    ...labelsFromFolders(readable),
    description: `${readable.length} images of the folder ${name}, ${size}×${size}, ${channels === 1 ? 'grey' : 'colour'}`,
    notes: skippedNotes(failures),
  });
  return { dataset, isLasting: [...failures.values()].every((error) => !(error instanceof DataError)) };
}

/** Why a path gave no sample, in the order of the paths. */
type Failures = ReadonlyMap<string, unknown>;

function nothingReadable(folder: string, failures: Failures): DataError {
  const got = failures.size === 0 ? 'no files' : `${failures.size} other file(s): ${firstOf(failures)}`;
  return new DataError(`${folder}: expected images (PNG, JPEG, WebP...), got ${got}`, {
    help: 'a dataset is a folder of images, or of IDX files with names like train-images-idx3-ubyte',
  });
}

function skippedNotes(failures: Failures): readonly string[] {
  if (failures.size === 0) return [];
  return [`skipped ${failures.size} file(s) that are not readable images: ${firstOf(failures)}`];
}

function firstOf(failures: Failures, shown = 3): string {
  const first = [...failures].slice(0, shown).map(([path, error]) => `${path} (${failureReason(error)})`);
  return failures.size > shown ? `${first.join(', ')} and ${failures.size - shown} more` : first.join(', ');
}

/** Without the path that a DataError begins with. */
function failureReason(error: unknown): string {
  return reasonOf(error instanceof DataError ? (error.cause ?? error) : error);
}

interface Decoded {
  readonly values: Uint8Array;
  readonly failures: Failures;
}

/** Decodes on all cores, each image to the place of its path; the places of failed ones are closed up. */
async function decodeAll(
  folder: string,
  paths: readonly string[],
  { size, channels }: ImageForm,
  { onProgress, signal }: DatasetOptions,
): Promise<Decoded> {
  const sampleBytes = size * size * channels;
  const values = new Uint8Array(checkTotal(folder, paths.length, sampleBytes));
  const errors = new Map<string, unknown>();
  let done = 0;
  await inParallel(paths, async (path, index) => {
    signal?.throwIfAborted();
    try {
      values.set(await decodeImage(join(folder, path), size, channels), index * sampleBytes);
    } catch (error) {
      errors.set(path, error);
    }
    done += 1;
    onProgress?.(done, paths.length);
  });
  const failures = new Map(paths.filter((path) => errors.has(path)).map((path) => [path, errors.get(path)]));
  return { values: closeUp(values, sampleBytes, (index) => !errors.has(paths[index]!)), failures };
}

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
async function inParallel<T>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      await work(items[index]!, index).catch((error: unknown) => {
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
