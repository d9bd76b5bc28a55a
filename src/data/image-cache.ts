// Decoded images on disk, one file per folder and options: a line of JSON, then the values, then the labels.
// The line holds a key of what was decoded and a checksum; a file that differs in either counts as absent.

import { createHash } from 'node:crypto';
import { mkdir, open, rename, stat, unlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { bytesOf } from '../formats/byte-source.ts';
import { parseJson } from '../formats/json.ts';
import { partName } from './cache-parts.ts';
import type { Dataset } from './dataset.ts';
import { reasonOf } from './files.ts';
import { type LabelValues, labelArray } from './labels.ts';

const format = 'wgan decoded images 2';

/** Far more than names of classes, notes and half a million skipped files take. */
const maximumLineBytes = 2 ** 26;

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

interface CacheHeader {
  readonly format: string;
  readonly key: string;
  readonly sha256: string;
  readonly valueBytes: number;
  readonly labelBytes: number;
  /** The dataset without its arrays. */
  readonly fields: Omit<Dataset, 'values' | 'labels'>;
  readonly classes: readonly string[];
}

/** The dataset kept at a place; undefined if there is none, an older one, or a damaged one. */
export async function readCache(place: CachePlace): Promise<Dataset | undefined> {
  try {
    const bytes = await readWhole(join(place.folder, place.fileName));
    const lineEnd = bytes.subarray(0, maximumLineBytes).indexOf(10);
    const line = new TextDecoder().decode(bytes.subarray(0, lineEnd));
    const header = parseJson('cache', line) as CacheHeader;
    const body = bytes.subarray(lineEnd + 1);
    const { valueBytes, labelBytes, fields, classes } = header;
    const isCurrent = header.format === format && header.key === place.key;
    if (!isCurrent || body.length !== valueBytes + labelBytes || header.sha256 !== checksum(header, body)) {
      return undefined;
    }
    const labels = labelBytes > 0 && {
      labels: { classes, values: readLabels(body.subarray(valueBytes), classes) },
    };
    return { ...fields, values: body.subarray(0, valueBytes), ...labels };
  } catch {
    return undefined;
  }
}

/** Labels from bytes that may lie anywhere. */
function readLabels(bytes: Uint8Array, { length }: readonly string[]): LabelValues {
  const values = labelArray(bytes.length / labelArray(1, length).byteLength, length);
  bytesOf(values).set(bytes);
  return values;
}

/** Keeps a dataset of bytes: written aside, flushed, renamed. What an interrupted writer leaves is never read.
 *  @returns  why it could not be kept, or undefined */
export async function writeCache(place: CachePlace, dataset: Dataset): Promise<string | undefined> {
  const aside = join(place.folder, partName(place.fileName));
  try {
    await mkdir(place.folder, { recursive: true });
    await writeFlushed(aside, cacheParts(place.key, dataset));
    await rename(aside, join(place.folder, place.fileName));
    return undefined;
  } catch (error) {
    await unlink(aside).catch(() => undefined);
    return `the decoded images were not cached: ${place.folder}: ${reasonOf(error)}`;
  }
}

function cacheParts(key: string, { values, labels, ...fields }: Dataset): readonly Uint8Array[] {
  const body = [values, labels?.values ?? new Uint8Array(0)].map(bytesOf);
  const [valueBytes, labelBytes] = body.map((part) => part.length) as [number, number];
  const unsigned = { format, key, valueBytes, labelBytes, fields, classes: labels?.classes ?? [] };
  const header = { ...unsigned, sha256: checksum(unsigned, ...body) };
  return [new TextEncoder().encode(`${JSON.stringify(header)}\n`), ...body];
}

/** Over the arrays and over what the line says of them. */
function checksum(
  { key, valueBytes, labelBytes, fields, classes }: Omit<CacheHeader, 'sha256'>,
  ...body: readonly Uint8Array[]
): string {
  const hash = createHash('sha256').update(JSON.stringify([key, valueBytes, labelBytes, fields, classes]));
  for (const part of body) hash.update(part);
  return hash.digest('hex');
}

async function writeFlushed(path: string, parts: readonly Uint8Array[]): Promise<void> {
  const file = await open(path, 'wx');
  try {
    for (const part of parts) await file.writeFile(part);
    await file.sync();
  } finally {
    await file.close();
  }
}

const chunkBytes = 2 ** 30;

/** A file in pieces: `readFile` stops at 2 GiB, which values of that size and a header exceed. */
async function readWhole(path: string): Promise<Uint8Array> {
  if (!(await stat(path)).isFile()) throw new Error('no plain file');
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const bytes = new Uint8Array(size);
    for (let done = 0; done < size; ) {
      const { bytesRead } = await file.read(bytes, done, Math.min(chunkBytes, size - done), done);
      if (bytesRead === 0) throw new Error('the file became shorter while it was read');
      done += bytesRead;
    }
    return bytes;
  } finally {
    await file.close();
  }
}
