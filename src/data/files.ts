// Reading data files whole, with errors that name the file.

import type { Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { DataError, FormatError } from '../base/errors.ts';
import { bytesOf } from '../formats/byte-source.ts';
import { type Place, placeText } from './file-names.ts';

/** The largest file, decompressed, and the largest dataset that is read: 2 GiB, the limit of Node's readFile. */
export const maximumBytes = 2 ** 31 - 1;

/** The bytes of a file, as a plain Uint8Array.
 *  @throws DataError if it cannot be read or has more than 2 GiB */
export async function readBytes(path: Place, signal?: AbortSignal): Promise<Uint8Array> {
  signal?.throwIfAborted();
  const status = await stat(path).catch(rethrow(path));
  const kind = strangeKind(status);
  if (kind !== undefined) throw new DataError(`${placeText(path)}: expected a plain file, got a ${kind}`);
  const { size } = status;
  if (size > maximumBytes)
    throw new DataError(`${placeText(path)}: files may have 2 GiB at most, got ${size} bytes`);
  return bytesOf(await readFile(path).catch(rethrow(path)));
}

/** What a path is that is neither a file nor a folder: reading it may wait for ever, or never end. */
export function strangeKind(status: Stats | undefined): string | undefined {
  if (status === undefined || status.isFile() || status.isDirectory()) return undefined;
  if (status.isFIFO()) return 'pipe';
  return status.isSocket() ? 'socket' : 'device';
}

function rethrow(path: Place): (cause: unknown) => never {
  return (cause) => {
    throw new DataError(`${placeText(path)}: cannot be read, got ${reasonOf(cause)}`, { cause });
  };
}

/** What `use` gives, its FormatErrors naming the file. */
export function inFile<T>(where: string, use: () => T): T {
  try {
    return use();
  } catch (cause) {
    throw cause instanceof FormatError ? namingFile(where, cause) : cause;
  }
}

/** An error of a format, of a file. */
export const namingFile = (where: string, cause: FormatError): FormatError =>
  new FormatError(`${where}: ${cause.message}`, { help: cause.help, cause });

/** What tells a file from what it was before: its size, and when it was changed. */
export async function stampOf(path: string): Promise<readonly [sizeBytes: number, milliseconds: number]> {
  const { size, mtimeMs } = await stat(path);
  return [size, Math.floor(mtimeMs)];
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'a read-only file system',
  ENOSPC: 'a full disk',
  EISDIR: 'a folder',
  ENOTDIR: 'a file where a folder was expected',
  ELOOP: 'links that lead in a circle',
  EEXIST: 'a file of that name',
};

/** The first line of what an error says; for the usual system errors in words. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { code?: unknown };
  const words = typeof code === 'string' ? reasons[code] : undefined;
  return words === undefined ? (error.message.split('\n', 1)[0] ?? '') : `${words} (${String(code)})`;
}
