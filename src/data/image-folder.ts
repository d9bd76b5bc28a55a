// Any folder of PNG, JPEG, WebP... images, as one dataset of squares of one size.

import { basename, resolve } from 'node:path';
import { ConfigError, DataError } from '../base/errors.ts';
import { sweepParts } from './cache-parts.ts';
import { type Dataset, type DatasetOptions, defineDataset, type SkippedFile } from './dataset.ts';
import { fileKinds } from './file-kinds.ts';
import { reasonOf } from './files.ts';
import { type CachePlace, defaultCacheFolder, hashOf, readCache, writeCache } from './image-cache.ts';
import { loadSharp } from './image-decode.ts';
import { type Listing, labelsFromFolders, listFiles } from './image-files.ts';
import { chooseForm, sampledImages } from './image-form.ts';
import { decodeAll } from './image-pixels.ts';
import { mixedNotes } from './splits.ts';
import { flatNotes, narrowRangeNotes } from './value-range.ts';

/** Part of the cache's key: raised when the same files would give other bytes, notes or reasons. */
const decoderVersion = 2;

/** The images below a folder, in the order of their paths, as uint8[N, C, size, size]: turned upright, alpha
 *  flattened on white, the middle square, resized.
 *
 *  `size`: by default the smallest of 28, 32 and 64 that loses no pixels of the typical image (the median
 *  shorter side of up to 32 images, evenly spaced), and 64 where all lose some.
 *  `color`: `auto` is grey if all of these are.
 *  Folders directly below become labels where every image lies in one of them.
 *  Files that are no readable images are skipped and noted, all of them in `skipped`; what was done to the others is
 *  told by `preparation`. The result is cached (`cacheFolder`), by what is in the folder: path, size and time of change
 *  of every file.
 *  @param known  what lies below the folder, where that was listed already
 *  @throws DataError if the folder cannot be listed, holds no readable image, or more than 2 GiB of pixels;
 *          ConfigError if the size is not a whole number from 1 to 4096 */
export async function loadImageFolder(
  folder: string,
  options: DatasetOptions = {},
  known?: Listing,
): Promise<Dataset> {
  checkSize(options.size);
  const listing = known ?? (await listFiles(folder, options.signal));
  const place = cachePlace(folder, listing, options);
  if (place) await sweepParts(place.folder);
  const kept = place && (await readCache(place));
  if (kept) {
    options.onProgress?.(listing.files.length, listing.files.length);
    return kept;
  }
  const { dataset, isLasting } = await decodeFolder(folder, listing, options);
  const failure = place === undefined ? uncached(options) : isLasting && (await writeCache(place, dataset));
  return failure ? { ...dataset, notes: [...dataset.notes, failure] } : dataset;
}

/** Why the images are not kept; undefined where that was wanted. */
function uncached({ cacheFolder }: DatasetOptions): string | undefined {
  if (cacheFolder !== undefined) return undefined;
  return 'the decoded images were not cached: this user has no home folder, and XDG_CACHE_HOME names none';
}

function checkSize(size: number | undefined): void {
  if (size !== undefined && !(Number.isInteger(size) && size >= 1 && size <= 4096)) {
    throw new ConfigError(`size: expected a whole number from 1 to 4096, got ${size}`);
  }
}

function cachePlace(
  folder: string,
  { files, unusable }: Listing,
  { size, color = 'auto', cacheFolder = defaultCacheFolder() }: DatasetOptions,
): CachePlace | undefined {
  if (cacheFolder === null || files.length === 0) return undefined;
  const options = [size ?? null, color];
  const content = files.map((file) => [file.path, file.sizeBytes, file.modifiedMilliseconds]);
  return {
    folder: cacheFolder,
    fileName: `images-${hashOf([resolve(folder), 1, ...options]).slice(0, 16)}.bin`,
    key: hashOf([decoderVersion, ...options, content, unusable]),
  };
}

interface DecodedFolder {
  readonly dataset: Dataset;
  /** Whether decoding again would give the same: not so where a file could not be opened. */
  readonly isLasting: boolean;
}

async function decodeFolder(
  folder: string,
  { files, unusable }: Listing,
  options: DatasetOptions,
): Promise<DecodedFolder> {
  await loadSharp();
  const form = await chooseForm(
    files.map(({ place }) => place),
    options,
  );
  const { values, failures, preparation, flatCount } = await decodeAll(folder, files, form, options);
  const unreadable = [...failures].map(([index, error]) => ({
    path: files[index]!.path,
    reason: failureReason(error),
  }));
  const skipped = [...unreadable, ...unusable].sort((a, b) => (a.path < b.path ? -1 : 1));
  const paths = files.filter((_, index) => !failures.has(index)).map(({ path }) => path);
  if (paths.length === 0) throw nothingReadable(folder, skipped);
  const { size, channels } = form;
  const name = basename(resolve(folder));
  const labels = labelsFromFolders(paths);
  const dataset = defineDataset({
    name,
    sampleShape: [channels, size, size],
    values,
    ...(labels && { labels }),
    description: `${countText(paths.length)} of the folder ${name}, ${size}×${size}, ${channels === 1 ? 'grey' : 'colour'}`,
    notes: [
      ...skippedNotes(skipped),
      ...mixedNotes(paths),
      ...flatNotes(flatCount, paths.length),
      ...narrowRangeNotes(values, size * size * channels),
    ],
  });
  const isGuessed = channels === 1 && (options.color ?? 'auto') === 'auto' && files.length > sampledImages;
  return {
    dataset: { ...dataset, skipped, preparation: [...preparation, ...(isGuessed ? [guessedGrey] : [])] },
    isLasting: [...failures.values()].every((error) => !(error instanceof DataError)),
  };
}

const countText = (count: number) => (count === 1 ? '1 image' : `${count.toLocaleString('en')} images`);

const guessedGrey = `read as grey, as the ${sampledImages} that were looked at are: color rgb keeps colours`;

function nothingReadable(folder: string, skipped: readonly SkippedFile[]): DataError {
  const got = skipped.length === 0 ? 'no files' : `${skipped.length} other file(s): ${firstOf(skipped)}`;
  const kind = fileKinds.find(({ what }) => what === skipped[0]?.reason);
  return new DataError(`${folder}: expected images (PNG, JPEG, WebP...), got ${got}`, {
    help:
      kind?.advice ??
      'a dataset is a folder of images, or of IDX files with names like train-images-idx3-ubyte',
  });
}

function skippedNotes(skipped: readonly SkippedFile[]): readonly string[] {
  if (skipped.length === 0) return [];
  return [`skipped ${skipped.length} file(s) that are not readable images: ${firstOf(skipped)}`];
}

function firstOf(skipped: readonly SkippedFile[], shown = 3): string {
  const first = skipped.slice(0, shown).map(({ path, reason }) => `${path} (${reason})`);
  return skipped.length > shown ? `${first.join(', ')} and ${skipped.length - shown} more` : first.join(', ');
}

/** Without the path that a DataError begins with. */
function failureReason(error: unknown): string {
  return reasonOf(error instanceof DataError ? (error.cause ?? error) : error);
}
