// The files below a folder of images: listed in one order on every machine, and what their folders say.

import type { Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError } from '../base/errors.ts';
import { reasonOf } from './files.ts';
import { isHidden } from './hidden-names.ts';

/** One file below a folder. */
export interface FoundFile {
  /** Relative to the folder, with `/` on every platform. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMilliseconds: number;
}

/** All files below a folder, sorted by the bytes of their paths. Hidden files and folders (`.git`,
 *  `.DS_Store`, `__MACOSX`) are left out; links are followed, each folder is visited once.
 *  @throws DataError if the folder cannot be listed */
export async function listFiles(folder: string, signal?: AbortSignal): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = [];
  const visited = new Set<string>();

  const visit = async (relative: string): Promise<void> => {
    signal?.throwIfAborted();
    const absolute = join(folder, relative);
    const real = await realpath(absolute);
    if (visited.has(real)) return;
    visited.add(real);
    const names = (await readdir(absolute)).filter((name) => !isHidden(name)).sort();
    const paths = names.map((name) => (relative === '' ? name : `${relative}/${name}`));
    const statuses = await Promise.all(paths.map((path) => statusOf(join(folder, path))));
    for (const [index, path] of paths.entries()) {
      const status = statuses[index];
      if (status?.isDirectory()) await visit(path);
      if (status?.isFile()) found.push(foundFile(path, status));
    }
  };

  await visit('').catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new DataError(`${folder}: cannot be listed, got ${reasonOf(cause)}`, { cause });
  });
  return found.sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
}

/** Undefined for a link to nothing. */
async function statusOf(path: string): Promise<Stats | undefined> {
  return stat(path).catch(() => undefined);
}

function foundFile(path: string, { size, mtimeMs }: Stats): FoundFile {
  return { path, sizeBytes: size, modifiedMilliseconds: Math.floor(mtimeMs) };
}

/** Classes of images. */
export interface Labels {
  readonly labels: Uint8Array;
  readonly labelNames: readonly string[];
}

/** One class per folder, in the order of the sorted paths, where every image lies exactly one folder deep
 *  and there are 2 to 256 folders; otherwise undefined. */
export function labelsFromFolders(paths: readonly string[]): Labels | undefined {
  const parts = paths.map((path) => path.split('/'));
  const labelNames = [...new Set(parts.map(([folder]) => folder!))];
  const isClassPerFolder = parts.every((part) => part.length === 2);
  if (!isClassPerFolder || labelNames.length < 2 || labelNames.length > 256) return undefined;
  const labelOf = new Map(labelNames.map((name, label) => [name, label]));
  return { labels: Uint8Array.from(parts, ([folder]) => labelOf.get(folder!)!), labelNames };
}
