// Pictures of any source, as one dataset of pictures of one size.

import { totalmem } from 'node:os';
import { resolve } from 'node:path';
import { ConfigError, DataError } from '../base/errors.ts';
import { sweepParts } from './cache-parts.ts';
import type { Dataset, DatasetOptions, MemoryDataset, SkippedFile } from './dataset.ts';
import { fileKinds } from './file-kinds.ts';
import { maximumBytes, reasonOf } from './files.ts';
import {
  type CachedFields,
  type CachePlace,
  defaultCacheFolder,
  hashOf,
  openCache,
  readCache,
  writeCache,
} from './image-cache.ts';
import { type ImageForm, loadSharp } from './image-decode.ts';
import { chooseForm, sampledImages } from './image-form.ts';
import { type DecodedFiles, decodeAll, sampleBytesOf } from './image-pixels.ts';
import { extentOf, type ImageSize } from './image-size.ts';
import type { Labels } from './labels.ts';
import type { PictureSource } from './picture-source.ts';
import { arrayPixels, type PixelStore } from './pixel-store.ts';
import { flatNotes, narrowRangeNotes } from './value-range.ts';

/** Part of the cache's key: raised when the same files would give other bytes, notes or reasons. */
const decoderVersion = 4;

/** Pictures in their order, as uint8[N, C, height, width]: turned upright, fitted to one size, transparency laid on a
 *  colour or kept as a fourth channel.
 *
 *  `size`: by default a square, the smallest of 28, 32 and 64 that loses no pixels of the typical image (the median
 *  shorter side of up to 32 images, evenly spaced), and 64 where all lose some.
 *  `color`: `auto` is grey if all of these are.
 *  Files that are no readable images are skipped and noted, all of them in `skipped`; what was done to the others is
 *  told by `preparation`. The result is cached (`cacheFolder`), by the content of the source. What is more than
 *  `inMemoryBytes` stays in the cache file, and is read from there by rows.
 *  @throws DataError if there is no readable image, or more than 2 GiB of pixels that nothing may keep;
 *          ConfigError if the size is not a whole number from 1 to 4096 */
export async function loadPictures(source: PictureSource, options: DatasetOptions = {}): Promise<Dataset> {
  checkSize(options.size);
  const { where, pictures } = source;
  const { inMemoryBytes = usualInMemoryBytes() } = options;
  const place = cachePlace(source, options);
  if (place) await sweepParts(place.folder);
  const kept = place && (await readCache(place, inMemoryBytes));
  if (kept) {
    options.onProgress?.(pictures.length, pictures.length);
    return kept;
  }
  await loadSharp();
  const form = await chooseForm(pictures, options);
  const valueBytes = pictures.length * sampleBytesOf(form);
  if (place !== undefined && valueBytes > inMemoryBytes) {
    return decodeToFile({ source, form, options, place });
  }
  requireMemory(where, valueBytes);
  const { dataset, isLasting } = await decodeToMemory({ source, form, options });
  const failure = place === undefined ? uncached(options) : isLasting && (await writeCache(place, dataset));
  return failure ? { ...dataset, notes: [...dataset.notes, failure] } : dataset;
}

/** What decoded images may take in memory: 100,000 of 128 × 128 in grey take more. */
const mostInMemory = 2 ** 30;

/** The same, where there is less memory a quarter of it. */
function usualInMemoryBytes(): number {
  const limit = process.constrainedMemory();
  const memory = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  return Math.min(mostInMemory, memory / 4);
}

function requireMemory(where: string, valueBytes: number): void {
  if (valueBytes <= maximumBytes) return;
  const gibibytes = (valueBytes / 2 ** 30).toFixed(1);
  throw new DataError(
    `${where}: decoded images may take 2 GiB at most, got ${gibibytes} GiB and no cache folder to read them from`,
    { help: 'choose a smaller size, or grey, or a folder for caches with XDG_CACHE_HOME' },
  );
}

/** Why the images are not kept; undefined where that was wanted. */
function uncached({ cacheFolder }: DatasetOptions): string | undefined {
  if (cacheFolder !== undefined) return undefined;
  return 'the decoded images were not cached: this user has no home folder, and XDG_CACHE_HOME names none';
}

function checkSize(size: ImageSize | undefined): void {
  const sides = size === undefined ? [] : Object.values(extentOf(size));
  if (!sides.every((side) => Number.isInteger(side) && side >= 1 && side <= 4096)) {
    throw new ConfigError(`size: expected a whole number from 1 to 4096, got ${String(size)}`);
  }
}

function cachePlace(
  { where, pictures, unusable, content }: PictureSource,
  options: DatasetOptions,
): CachePlace | undefined {
  const { size = null, color = 'auto', fit = 'crop', alpha = 'white', labels = null } = options;
  const { cacheFolder = defaultCacheFolder() } = options;
  if (cacheFolder === null || pictures.length === 0) return undefined;
  const chosen = [size, color, fit, alpha, labels];
  return {
    folder: cacheFolder,
    fileName: `images-${hashOf([resolve(where), 1, ...chosen]).slice(0, 16)}.bin`,
    key: hashOf([decoderVersion, ...chosen, content, unusable]),
  };
}

interface Decoding {
  readonly source: PictureSource;
  readonly form: ImageForm;
  readonly options: DatasetOptions;
}

async function decodeToMemory(
  decoding: Decoding,
): Promise<{ readonly dataset: MemoryDataset; readonly isLasting: boolean }> {
  const sampleBytes = sampleBytesOf(decoding.form);
  const all = new Uint8Array(decoding.source.pictures.length * sampleBytes);
  const decoded = await decodeSource(decoding, arrayPixels(all, sampleBytes));
  const values = all.subarray(0, decoded.count * sampleBytes);
  const { fields, labels } = described(decoding, decoded, values);
  return { dataset: { ...fields, values, ...(labels && { labels }) }, isLasting: decoded.isLasting };
}

/** Decodes into the cache file itself. What may come out otherwise next time is not found there again. */
async function decodeToFile(decoding: Decoding & { readonly place: CachePlace }): Promise<Dataset> {
  const { form, place } = decoding;
  const writer = await openCache(place, sampleBytesOf(form));
  try {
    const decoded = await decodeSource(decoding, writer.pixels);
    const looked = someSamples(writer.pixels, decoded.count, sampleBytesOf(form));
    const { fields, labels } = described(decoding, decoded, looked);
    const values = await writer.finish(fields, labels, decoded.isLasting);
    return { ...fields, values, ...(labels && { labels }) };
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

/** As many bytes of pictures are looked at where they lie in a file. */
const lookedAtBytes = 2 ** 24;

/** Evenly spread samples. */
function someSamples({ read }: PixelStore, count: number, sampleBytes: number): Uint8Array {
  const shown = Math.min(count, Math.ceil(lookedAtBytes / sampleBytes));
  const samples = new Uint8Array(shown * sampleBytes);
  for (let index = 0; index < shown; index++) {
    read(Math.floor((index * count) / shown), samples, index * sampleBytes);
  }
  return samples;
}

interface DecodedSource extends DecodedFiles {
  /** Places of the pictures that became samples. */
  readonly kept: readonly number[];
  readonly skipped: readonly SkippedFile[];
  /** Whether decoding again would give the same: not so where a file could not be opened. */
  readonly isLasting: boolean;
}

async function decodeSource(
  { source: { where, pictures, unusable }, form, options }: Decoding,
  store: PixelStore,
): Promise<DecodedSource> {
  const decoded = await decodeAll(pictures, form, store, options);
  const { failures } = decoded;
  const unreadable = [...failures].map(([index, error]) => ({
    path: pictures[index]!.path,
    reason: failureReason(error),
  }));
  const skipped = [...unreadable, ...unusable].sort((a, b) => (a.path < b.path ? -1 : 1));
  const kept = [...pictures.keys()].filter((index) => !failures.has(index));
  if (kept.length === 0) throw nothingReadable(where, skipped);
  const isLasting = [...failures.values()].every((error) => !(error instanceof DataError));
  return { ...decoded, kept, skipped, isLasting };
}

/** What is said of decoded images.
 *  @param looked  all of them, or evenly spread ones */
function described(
  { source, form, options }: Decoding,
  { kept, skipped, preparation, alphaCount, flatCount }: DecodedSource,
  looked: Uint8Array,
): { readonly fields: CachedFields; readonly labels: Labels | undefined } {
  const { kind, name, pictures } = source;
  const { width, height, channels } = form;
  const isGuessed = channels === 1 && (options.color ?? 'auto') === 'auto' && pictures.length > sampledImages;
  const { labels, notes } = source.labelled(kept);
  const fields = {
    name,
    sampleShape: [channels, height, width],
    count: kept.length,
    ...(kind !== 'file' && { paths: kept.map((index) => pictures[index]!.path) }),
    description: originText[kind](countText(kept.length), name, form),
    notes: [
      ...skippedNotes(skipped),
      ...notes,
      ...(channels === 4 && alphaCount === 0 ? [allOpaque] : []),
      ...flatNotes(flatCount, kept.length),
      ...narrowRangeNotes(looked, sampleBytesOf(form)),
    ],
    skipped,
    preparation: [...preparation, ...(isGuessed ? [guessedGrey] : [])],
  };
  return { fields, labels };
}

type Origin = (count: string, name: string, form: ImageForm) => string;

const originText: Readonly<Record<PictureSource['kind'], Origin>> = {
  folder: (count, name, { width, height, channels }) =>
    `${count} of the folder ${name}, ${width}×${height}, ${colourText[channels]}`,
  archive: (count, name, { width, height, channels }) =>
    `${count} of the archive ${name}, ${width}×${height}, ${colourText[channels]}`,
  file: (count, name, { width, height, channels }) =>
    `${count} of the file ${name}, ${width}×${height}, ${colourText[channels]}`,
};

export const colourText = { 1: 'grey', 3: 'colour', 4: 'colour and transparency' } as const;

const countText = (count: number) => (count === 1 ? '1 image' : `${count.toLocaleString('en')} images`);

const allOpaque = 'no picture has an alpha channel: the fourth channel is opaque everywhere';

const guessedGrey = `read as grey, as the ${sampledImages} that were looked at are: color rgb keeps colours`;

function nothingReadable(where: string, skipped: readonly SkippedFile[]): DataError {
  const got = skipped.length === 0 ? 'no files' : `${skipped.length} other file(s): ${firstOf(skipped)}`;
  const kind = fileKinds.find(({ what }) => what === skipped[0]?.reason);
  return new DataError(`${where}: expected images (PNG, JPEG, WebP...), got ${got}`, {
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
