// References on disk: one JSON file per dataset and settings, with a key of what it depends on and a checksum.
// A file that differs in either counts as absent.

import { createHash } from 'node:crypto';
import { mkdir, rename, unlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { partName, sweepParts } from '../data/cache-parts.ts';
import { type Dataset, valuesOf } from '../data/dataset.ts';
import { readBytes } from '../data/files.ts';
import { hashOf } from '../data/image-cache.ts';
import { bytesOf } from '../formats/byte-source.ts';
import { parseJson } from '../formats/json.ts';
import type { ReferenceBasis, Remember } from './reference.ts';

const format = 'wgan reference 1';

interface CacheFile {
  readonly format: string;
  /** SHA-256 of the basis, pixels and files included. */
  readonly key: string;
  /** SHA-256 of `content`. */
  readonly sha256: string;
  /** The reference as JSON. */
  readonly content: string;
}

/** Remembers in a folder; a folder that cannot be written only costs time. */
export function rememberInFolder(folder: string): Remember {
  return async <T>(basis: ReferenceBasis, compute: () => Promise<T>): Promise<T> => {
    const path = join(folder, fileName(basis));
    const key = keyOf(basis);
    const content = await readContent(path, key);
    if (content !== undefined) return parseJson('reference', content) as T;
    const reference = await compute();
    await writeContent(folder, path, key, JSON.stringify(reference));
    return reference;
  };
}

/** The same for the same names and settings, so that newer data replace older data. */
function fileName({ kind, datasets, settings }: ReferenceBasis): string {
  const names = datasets.map(({ name }) => name);
  const readable = (names[0] ?? '').replaceAll(/[^a-z0-9-]+/gi, '-').slice(-40);
  return `reference-${readable}-${hashOf([kind, names, settings]).slice(0, 16)}.json`;
}

function keyOf({ kind, datasets, files, settings }: ReferenceBasis): string {
  return hashOf([kind, settings, datasets.map(hashOfDataset), files.map(sha256)]);
}

function hashOfDataset(dataset: Dataset): string {
  const { sampleShape } = dataset;
  return createHash('sha256')
    .update(`${sampleShape.join(',')}\n`)
    .update(bytesOf(valuesOf(dataset)))
    .digest('hex');
}

const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

async function readContent(path: string, key: string): Promise<string | undefined> {
  try {
    const file = parseJson(path, new TextDecoder().decode(await readBytes(path))) as CacheFile;
    const isCurrent = file.format === format && file.key === key && file.sha256 === sha256(file.content);
    return isCurrent ? file.content : undefined;
  } catch {
    return undefined;
  }
}

/** Written aside and renamed. */
async function writeContent(folder: string, path: string, key: string, content: string): Promise<void> {
  const file: CacheFile = { format, key, sha256: sha256(content), content };
  const aside = join(folder, partName(basename(path)));
  try {
    await mkdir(folder, { recursive: true });
    await sweepParts(folder);
    await writeFile(aside, JSON.stringify(file), { flag: 'wx' });
    await rename(aside, path);
  } catch {
    await unlink(aside).catch(() => undefined);
  }
}
