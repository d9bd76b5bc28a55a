// What the path of a dataset names: a folder, a file that is read, or something that is said to be neither.

import { open, readdir, stat } from 'node:fs/promises';
import { ConfigError, DataError } from '../base/errors.ts';
import { nearestName } from '../base/registry.ts';
import { type FileForm, headBytes, kindOf } from './file-kinds.ts';
import { reasonOf } from './files.ts';

/** Whether a path is read as points. */
export const isPointsFile = (path: string) => path.toLowerCase().endsWith('.csv');

/** What a path is that data are read from: a folder, or a file of points, pictures or numbers.
 *  @param named  the path as it was typed
 *  @param known  names of datasets, one of which may have been meant
 *  @throws ConfigError that says what is there instead, and what to do with it */
export async function placeKind(
  named: string,
  path: string,
  known: readonly string[],
): Promise<'folder' | 'points' | FileForm> {
  const expected = `dataset: expected one of ${known.join(', ')}, a folder of IDX files or images, a .zip, .npy or .npz file, or a .csv file of points`;
  const status = await stat(path).catch((cause: unknown) => {
    const help = missingHelp(named, path, known);
    throw new ConfigError(`${expected}, got "${named}": ${reasonOf(cause)}`, { help, cause });
  });
  if (status.isDirectory()) {
    if (!isPointsFile(path)) return 'folder';
    throw new ConfigError(`${expected}, got the folder ${path}`, {
      help: 'rename it if it holds images, or name the .csv file in it',
    });
  }
  if (!status.isFile()) {
    throw new ConfigError(`${expected}, got ${path}, which is a pipe, a socket or a device`);
  }
  if (isPointsFile(path)) return 'points';
  const kind = kindOf(path, await headOf(path));
  if (kind?.form !== undefined) return kind.form;
  const what = kind === undefined ? `the file ${path}` : `${kind.what}: ${path}`;
  const help = kind?.advice ?? 'name a folder of images (PNG, JPEG, WebP...) or of IDX files';
  throw new ConfigError(`${expected}, got ${what}`, { help });
}

function missingHelp(named: string, path: string, known: readonly string[]): string {
  if (named.includes('\ufffd')) return 'the name holds bytes that are not UTF-8: rename the folder';
  const nearest = nearestName(named, known);
  return nearest === undefined ? `looked for ${path}` : `did you mean "${nearest}"?`;
}

/** The first bytes of a file; none of one that cannot be read. */
async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r').catch(() => undefined);
  if (file === undefined) return new Uint8Array(0);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The names in a folder.
 *  @throws DataError if it cannot be listed */
export async function listNames(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch((cause: unknown) => {
    throw new DataError(`${folder}: cannot be listed, got ${reasonOf(cause)}`, { cause });
  });
}
