// Decoded images on disk, one file per folder and options: the values, then the labels, then a text of JSON and the
// length of that text. It holds a key of what was decoded and checksums; a file that differs in one counts as absent.

import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, read as readFile, statSync } from 'node:fs';
import { type FileHandle, mkdir, open, rename, unlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DataError } from '../base/errors.ts';
import { sizeOf } from '../base/shape.ts';
import { bytesOf } from '../formats/byte-source.ts';
import { parseJson } from '../formats/json.ts';
import { partName } from './cache-parts.ts';
import { type Dataset, datasetPreamble, type MemoryDataset, type StoredRows } from './dataset.ts';
import { reasonOf } from './files.ts';
import { type Labels, type LabelValues, labelArray } from './labels.ts';
import { filePixels, type PixelStore } from './pixel-store.ts';

const format = 'wgan decoded images 3';

/** Far more than names of classes, notes and a million files take. */
const maximumTextBytes = 2 ** 27;
/** Of the length of the text: float64, little-endian. */
const lengthBytes = 8;
/** As much is read at once. */
const pieceBytes = 2 ** 22;

/** What a cache file is found by. */
export interface CachePlace {
  readonly folder: string;
  /** The same for the same folder and options, so that a newer version replaces an older one. */
  readonly fileName: string;
  /** SHA-256 of everything that the values depend on. */
  readonly key: string;
}

/** `$XDG_CACHE_HOME/wgan`, or `~/.cache/wgan`; null for a user without a home, as in some containers. */
export function defaultCacheFolder(): string | null {
  const home = process.env.XDG_CACHE_HOME || homeFolder();
  return home === undefined ? null : join(home, 'wgan');
}

function homeFolder(): string | undefined {
  try {
    const home = homedir();
    return home === '' ? undefined : join(home, '.cache');
  } catch {
    return undefined; // neither HOME nor an entry for the user
  }
}

/** SHA-256 of values that JSON can write. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** SHA-256 of a dataset, without its labels: see `datasetPreamble`. */
export function hashOfData(dataset: Dataset): string {
  const { values } = dataset;
  if (!ArrayBuffer.isView(values)) return values.sha256;
  return createHash('sha256').update(datasetPreamble(dataset)).update(bytesOf(values)).digest('hex');
}

/** A dataset without its arrays. */
export type CachedFields = Omit<Dataset, 'values' | 'labels'>;

interface CacheHeader {
  readonly format: string;
  readonly key: string;
  readonly valueBytes: number;
  readonly labelBytes: number;
  readonly fields: CachedFields;
  readonly classes: readonly string[];
  /** Of the dataset, without its labels: see `datasetPreamble`. */
  readonly dataSha256: string;
  /** Of all that stands above, and the labels. */
  readonly sha256: string;
}

/** The dataset kept at a place; undefined if there is none, an older one, or a damaged one.
 *  @param inMemoryBytes  larger values stay in the file, and are read from there by rows */
export async function readCache(place: CachePlace, inMemoryBytes: number): Promise<Dataset | undefined> {
  const path = join(place.folder, place.fileName);
  let file: number | undefined;
  try {
    if (!statSync(path).isFile()) return undefined;
    file = openSync(path, 'r');
    const dataset = await readKept(file, path, place.key, inMemoryBytes);
    if (dataset !== undefined && !ArrayBuffer.isView(dataset.values)) file = undefined; // it goes on reading
    return dataset;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

async function readKept(
  file: number,
  path: string,
  key: string,
  inMemoryBytes: number,
): Promise<Dataset | undefined> {
  const { size } = fstatSync(file);
  const header = await readHeader(file, size);
  if (header?.format !== format || header.key !== key) return undefined;
  const { valueBytes, labelBytes, fields, classes } = header;
  const labels = labelBytes > 0 ? { classes, values: await readLabels(file, header) } : undefined;
  if (header.sha256 !== checksum(header, labels)) return undefined;
  const values = valueBytes > inMemoryBytes ? undefined : new Uint8Array(valueBytes);
  if (header.dataSha256 !== (await hashOfValues(file, header, values))) return undefined;
  return {
    ...fields,
    values: values ?? storedRows(file, path, header),
    ...(labels && { labels }),
  };
}

async function readHeader(file: number, size: number): Promise<CacheHeader | undefined> {
  const length = new DataView((await readAt(file, size - lengthBytes, lengthBytes)).buffer).getFloat64(
    0,
    true,
  );
  const end = size - lengthBytes;
  if (!(length > 0 && length <= Math.min(maximumTextBytes, end))) return undefined;
  const text = new TextDecoder().decode(await readAt(file, end - length, length));
  const header = parseJson('cache', text) as CacheHeader;
  return header.valueBytes + header.labelBytes + length + lengthBytes === size ? header : undefined;
}

const readFileAt = promisify(readFile);

/** Bytes of a file, in memory of their own or in `into`. */
async function readAt(
  file: number,
  position: number,
  length: number,
  into: Uint8Array = new Uint8Array(length),
) {
  for (let done = 0; done < length; ) {
    const { bytesRead } = await readFileAt(file, into, done, length - done, position + done);
    if (bytesRead === 0) throw new Error('the file became shorter while it was read');
    done += bytesRead;
  }
  return into;
}

async function readLabels(
  file: number,
  { valueBytes, labelBytes, classes }: CacheHeader,
): Promise<LabelValues> {
  const values = labelArray(labelBytes / labelArray(1, classes.length).byteLength, classes.length);
  await readAt(file, valueBytes, labelBytes, bytesOf(values));
  return values;
}

/** The hash of the dataset in a file, whose values are kept in `into` where that is given. */
async function hashOfValues(
  file: number,
  { valueBytes, fields }: Pick<CacheHeader, 'valueBytes' | 'fields'>,
  into: Uint8Array | undefined,
): Promise<string> {
  const { sampleShape } = fields;
  const hash = createHash('sha256').update(datasetPreamble({ sampleShape, values: new Uint8Array(0) }));
  const piece = new Uint8Array(into === undefined ? Math.min(pieceBytes, valueBytes) : 0);
  for (let begin = 0; begin < valueBytes; begin += pieceBytes) {
    const length = Math.min(pieceBytes, valueBytes - begin);
    const target = into === undefined ? piece.subarray(0, length) : into.subarray(begin, begin + length);
    hash.update(await readAt(file, begin, length, target));
  }
  return hash.digest('hex');
}

/** Closes files of datasets that nobody holds any more. */
const forgotten = new FinalizationRegistry<number>((file) => closeSync(file));

function storedRows(
  file: number,
  path: string,
  { valueBytes, dataSha256, fields }: Pick<CacheHeader, 'valueBytes' | 'dataSha256' | 'fields'>,
): StoredRows {
  const { read } = filePixels(file, path, sizeOf(fields.sampleShape));
  const rows = { byteLength: valueBytes, sha256: dataSha256, read };
  forgotten.register(rows, file);
  return rows;
}

/** Over the labels and over what the text says. */
function checksum(
  { key, valueBytes, labelBytes, fields, classes, dataSha256 }: Omit<CacheHeader, 'sha256'>,
  labels: Labels | undefined,
): string {
  const told = JSON.stringify([key, valueBytes, labelBytes, fields, classes, dataSha256]);
  return createHash('sha256')
    .update(told)
    .update(bytesOf(labels?.values ?? new Uint8Array(0)))
    .digest('hex');
}

/** What comes after the values in a file: labels, the text, its length. */
function tailOf(
  { key }: Pick<CachePlace, 'key'>,
  fields: CachedFields,
  labels: Labels | undefined,
  { valueBytes, dataSha256 }: Pick<CacheHeader, 'valueBytes' | 'dataSha256'>,
): readonly Uint8Array[] {
  const labelBytes = labels?.values.byteLength ?? 0;
  const classes = labels?.classes ?? [];
  const unsigned = { format, key, valueBytes, labelBytes, fields, classes, dataSha256 };
  const header: CacheHeader = { ...unsigned, sha256: checksum(unsigned, labels) };
  const text = new TextEncoder().encode(JSON.stringify(header));
  return [...(labels ? [bytesOf(labels.values)] : []), text, bytesOf(Float64Array.of(text.length))];
}

/** Keeps a dataset of bytes: written aside, flushed, renamed. What an interrupted writer leaves is never read.
 *  @returns  why it could not be kept, or undefined */
export async function writeCache(place: CachePlace, dataset: MemoryDataset): Promise<string | undefined> {
  const { values, labels, ...fields } = dataset;
  const aside = join(place.folder, partName(place.fileName));
  try {
    await mkdir(place.folder, { recursive: true });
    const bytes = bytesOf(values);
    const facts = { valueBytes: bytes.length, dataSha256: hashOfData(dataset) };
    const file = await open(aside, 'wx');
    await flushed(file, [bytes, ...tailOf(place, fields, labels, facts)]);
    await rename(aside, join(place.folder, place.fileName));
    return undefined;
  } catch (error) {
    await unlink(aside).catch(() => undefined);
    return `the decoded images were not cached: ${place.folder}: ${reasonOf(error)}`;
  }
}

async function flushed(file: FileHandle, parts: readonly Uint8Array[]): Promise<void> {
  try {
    for (const part of parts) await file.writeFile(part);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A cache file in the making, whose values are too many for memory. */
export interface CacheWriter {
  /** Of its values. */
  readonly pixels: PixelStore;
  /** Puts the file in its place once all values are there, and gives them.
   *  @param isLasting  whether it may be found there again */
  finish(fields: CachedFields, labels: Labels | undefined, isLasting: boolean): Promise<StoredRows>;
  /** Removes what was written. */
  discard(): Promise<void>;
}

/** Begins a cache file.
 *  @throws DataError if it cannot be written */
export async function openCache(place: CachePlace, sampleBytes: number): Promise<CacheWriter> {
  const path = join(place.folder, place.fileName);
  const aside = join(place.folder, partName(place.fileName));
  const failed = (cause: unknown): never => {
    throw new DataError(`${place.folder}: decoded images cannot be kept there, got ${reasonOf(cause)}`, {
      help: 'free some space, or name another folder for caches with XDG_CACHE_HOME; or choose a smaller size, or grey',
      cause,
    });
  };
  await mkdir(place.folder, { recursive: true }).catch(failed);
  const file = await open(aside, 'wx+').catch(failed);
  return {
    pixels: filePixels(file.fd, aside, sampleBytes),
    finish: (...given) => finish(...given).catch(failed),
    async discard() {
      await file.close().catch(() => undefined);
      await unlink(aside).catch(() => undefined);
    },
  };
  async function finish(
    fields: CachedFields,
    labels: Labels | undefined,
    isLasting: boolean,
  ): Promise<StoredRows> {
    const valueBytes = fields.count * sampleBytes;
    await file.truncate(valueBytes);
    const dataSha256 = await hashOfValues(file.fd, { valueBytes, fields }, undefined);
    let position = valueBytes;
    for (const part of tailOf(isLasting ? place : { key: '' }, fields, labels, {
      valueBytes,
      dataSha256,
    })) {
      await file.write(part, 0, part.length, position);
      position += part.length;
    }
    await file.sync();
    await file.close();
    await rename(aside, path);
    return storedRows(openSync(path, 'r'), path, { valueBytes, dataSha256, fields });
  }
}
