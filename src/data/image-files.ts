// The files below a folder of images: listed in one order on every machine, and what their folders say.

import type { Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { DataError } from '../base/errors.ts';
import type { SkippedFile } from './dataset.ts';
import { nameText, type Place, placeIn } from './file-names.ts';
import { reasonOf } from './files.ts';
import { isHidden } from './hidden-names.ts';
import { type Labels, namedLabels } from './labels.ts';
import { areSplits } from './splits.ts';

/** One file below a folder. */
export interface FoundFile {
  /** Relative to the folder, with `/` on every platform; bytes that are no UTF-8 as `\xff`. */
  readonly path: string;
  /** What the file system opens it by. */
  readonly place: Place;
  readonly sizeBytes: number;
  readonly modifiedMilliseconds: number;
}

/** What lies below a folder. */
export interface Listing {
  readonly files: readonly FoundFile[];
  /** What is no file that could be read: links to nothing, pipes, folders that are closed. */
  readonly unusable: readonly SkippedFile[];
}

interface Entry {
  readonly path: string;
  readonly place: Place;
  /** The bytes of the path: what the order goes by. */
  readonly bytes: Buffer;
}

/** All files below a folder, sorted by the bytes of their paths. Hidden files and folders (`.git`,
 *  `.DS_Store`, `__MACOSX`) are left out; links are followed, each folder is visited once.
 *  @throws DataError if the folder itself cannot be listed */
export async function listFiles(folder: string, signal?: AbortSignal): Promise<Listing> {
  const found: (FoundFile & Entry)[] = [];
  const unusable: SkippedFile[] = [];
  const visited = new Set<string>();

  const visit = async (entry: Entry): Promise<void> => {
    signal?.throwIfAborted();
    const real = nameText(await realpath(entry.place, 'buffer'));
    if (visited.has(real)) return;
    visited.add(real);
    const entries = await entriesOf(entry);
    const statuses = await Promise.all(entries.map(({ place }) => statusOf(place)));
    for (const [index, inner] of entries.entries()) {
      const status = statuses[index]!;
      if (typeof status === 'string') unusable.push({ path: inner.path, reason: status });
      else if (status.isDirectory()) await visitInner(inner);
      else if (status.isFile()) found.push({ ...inner, ...datesOf(status) });
      else unusable.push({ path: inner.path, reason: 'no file: a pipe, a socket or a device' });
    }
  };

  const visitInner = (entry: Entry): Promise<void> =>
    visit(entry).catch((error: unknown) => {
      if (signal?.aborted) throw error;
      unusable.push({ path: entry.path, reason: `a folder that cannot be listed: ${reasonOf(error)}` });
    });

  await visit({ path: '', place: folder, bytes: Buffer.alloc(0) }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new DataError(`${folder}: cannot be listed, got ${reasonOf(cause)}`, { cause });
  });
  const files = found.sort((a, b) => Buffer.compare(a.bytes, b.bytes)).map(({ bytes: _, ...file }) => file);
  return { files, unusable };
}

async function entriesOf({ path, place, bytes }: Entry): Promise<readonly Entry[]> {
  const names = await readdir(place, { encoding: 'buffer' });
  const prefix = path === '' ? Buffer.alloc(0) : Buffer.concat([bytes, Buffer.from('/')]);
  return names
    .map((name) => ({
      path: path === '' ? nameText(name) : `${path}/${nameText(name)}`,
      place: placeIn(place, name),
      bytes: Buffer.concat([prefix, name]),
      name: nameText(name),
    }))
    .filter(({ name }) => !isHidden(name))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes));
}

/** Why there is no status, in words: a link to nothing. */
async function statusOf(place: Place): Promise<Stats | string> {
  return stat(place).catch((error: unknown) => {
    const { code } = error as { readonly code?: string };
    return code === 'ENOENT' ? 'a link to nothing' : reasonOf(error);
  });
}

const datesOf = ({ size, mtimeMs }: Stats) => ({
  sizeBytes: size,
  modifiedMilliseconds: Math.floor(mtimeMs),
});

/** One class per folder, in the order of the sorted paths, where every image lies exactly one folder deep and there are
 *  several folders, which are not parts like `train` and `test`; otherwise undefined. The order is torchvision's. */
export function labelsFromFolders(paths: readonly string[]): Labels | undefined {
  const parts = paths.map((path) => path.split('/'));
  const folders = parts.map(([folder]) => folder!);
  const classes = [...new Set(folders)];
  const isClassPerFolder = parts.every((part) => part.length === 2);
  if (!isClassPerFolder || classes.length < 2 || areSplits(classes)) return undefined;
  return namedLabels(folders, classes);
}
