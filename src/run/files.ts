// Writing a run's files so that a crash leaves the old file or the new one, never a part of it.

import { basename, dirname, join } from 'node:path';
import { RunError } from '../base/errors.ts';
import { strangeKind } from '../data/files.ts';
import { piecesOf } from '../formats/byte-source.ts';
import { parseJson } from '../formats/json.ts';
import type { FileSystem } from './system.ts';

/** What goes wrong with files, in words, and what to do about it. */
const reasons: Readonly<Record<string, readonly [reason: string, help: string]>> = {
  ENOENT: ['no such file or folder', 'check the path'],
  EACCES: ['no permission', 'choose another place, or change its permissions'],
  EPERM: ['no permission', 'choose another place, or change its permissions'],
  EROFS: ['a read-only file system', 'choose another place'],
  ENOSPC: ['a full disk', 'free some space and try again: nothing that was saved is lost'],
  EDQUOT: ['a full quota', 'free some space and try again: nothing that was saved is lost'],
  EISDIR: ['a folder where a file was expected', 'choose another path'],
  ENOTDIR: ['a file where a folder was expected', 'choose another path'],
  ENAMETOOLONG: ['a path that is too long', 'choose another path'],
  EIO: ['a device that does not work', 'check the disk'],
};

/** The error for a file operation that failed. */
export function fileError(path: string, action: string, cause: unknown): RunError {
  const { code, message } = cause as { readonly code?: string; readonly message?: string };
  const [reason, help] = reasons[code ?? ''] ?? [message ?? String(cause), undefined];
  return new RunError(
    `${path}: cannot be ${action}, got ${reason}${code === undefined ? '' : ` (${code})`}`,
    { cause, help },
  );
}

/** What `use` gives, its errors told as those of `path`.
 *  @throws RunError */
export function onFile<T>(path: string, action: string, use: () => T): T {
  try {
    return use();
  } catch (cause) {
    throw cause instanceof RunError ? cause : fileError(path, action, cause);
  }
}

/** Checks that a path is no pipe, socket or device: reading those may wait for ever, or never end.
 *  @throws RunError */
export function requirePlain(files: FileSystem, path: string): void {
  const kind = strangeKind(files.statSync(path, { throwIfNoEntry: false }));
  if (kind === undefined) return;
  throw new RunError(`${path}: expected a plain file, got a ${kind}`, {
    help: 'copy what it gives into a file, and name that',
  });
}

/** The bytes of a file.
 *  @throws RunError, also for what is no plain file */
export function readBytes(files: FileSystem, path: string): Uint8Array {
  return onFile(path, 'read', () => {
    requirePlain(files, path);
    return files.readFileSync(path);
  });
}

/** More than any log takes; the longest text of Node has 512 MB. */
const MOST_LOG_BYTES = 256e6;
/** Far more than any other text of a run takes. */
const MOST_BYTES = 16e6;

/** The text of a file; undefined where there is none, or none any more.
 *  @throws RunError if it cannot be read for another reason, is no plain file, or is larger than 16 MB */
export function readText(files: FileSystem, path: string, mostBytes = MOST_BYTES): string | undefined {
  return onFile(path, 'read', () => {
    if (!files.existsSync(path)) return undefined;
    requirePlain(files, path);
    const size = files.statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (size > mostBytes) throw new RunError(`${path}: expected ${sizeText(mostBytes, size)}`);
    try {
      return files.readFileSync(path, 'utf8');
    } catch (error) {
      if ((error as { readonly code?: string }).code === 'ENOENT') return undefined;
      throw error;
    }
  });
}

const sizeText = (most: number, got: number) => `at most ${most / 1e6} MB, got ${Math.round(got / 1e6)} MB`;

/** Creates a folder and those it lies in, one at a time: Node's own recursion never ends where a file system refuses
 *  a folder by claiming that its parent is missing, as /proc does.
 *  @throws RunError */
export function makeFolder(files: FileSystem, path: string): void {
  if (files.existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(files, parent);
  onFile(path, 'created', () => {
    try {
      files.mkdirSync(path);
    } catch (cause) {
      if ((cause as { readonly code?: string }).code !== 'EEXIST') throw cause;
    }
  });
}

/** How a file is replaced. */
export interface WriteOptions {
  /** Wait until the disk has it; default true. */
  readonly isDurable?: boolean;
}

/** What a file is to hold: its bytes, these in parts, or its text. */
export type Content = Uint8Array | readonly Uint8Array[] | string;

/** As much is written or hashed at once: Node and Linux take less than 2 GiB. */
export const PIECE_BYTES = 2 ** 22;

/** Replaces a file: write beside it, flush, rename, flush the folder.
 *  @throws RunError, with the old file still in place and nothing beside it */
export function writeFile(
  files: FileSystem,
  path: string,
  content: Content,
  { isDurable = true }: WriteOptions = {},
): void {
  const beside = join(dirname(path), `.${basename(path)}.part`);
  onFile(path, 'written', () => {
    try {
      writeWhole(files, beside, content, isDurable);
      files.renameSync(beside, path);
    } catch (error) {
      files.rmSync(beside, { force: true });
      throw error;
    }
    if (isDurable) flushFolder(files, dirname(path));
  });
}

/** Appends a line of JSON, on a line of its own even where a crash cut the one before.
 *  @throws RunError, with the file as it was */
export function appendLine(
  files: FileSystem,
  path: string,
  value: unknown,
  { isDurable = false }: WriteOptions = {},
): void {
  onFile(path, 'written', () => {
    requirePlain(files, path);
    const file = files.openSync(path, 'a+');
    const { size } = files.fstatSync(file);
    try {
      const separator = endsLine(files, file, size) ? '' : '\n';
      writeAll(files, file, encodeText(`${separator}${JSON.stringify(value)}\n`));
      if (isDurable) files.fsyncSync(file);
    } catch (error) {
      files.ftruncateSync(file, size);
      throw error;
    } finally {
      files.closeSync(file);
    }
  });
}

/** Appends bytes.
 *  @throws RunError */
export function appendBytes(files: FileSystem, path: string, bytes: Uint8Array): void {
  onFile(path, 'written', () => {
    requirePlain(files, path);
    const file = files.openSync(path, 'a');
    try {
      writeAll(files, file, bytes);
    } finally {
      files.closeSync(file);
    }
  });
}

function endsLine(files: FileSystem, file: number, size: number): boolean {
  const last = new Uint8Array(1);
  return size === 0 || (files.readSync(file, last, 0, 1, size - 1) === 1 && last[0] === 0x0a);
}

function writeWhole(files: FileSystem, path: string, content: Content, isDurable: boolean): void {
  const file = files.openSync(path, 'w');
  try {
    for (const piece of piecesOf(partsOf(content), PIECE_BYTES)) writeAll(files, file, piece);
    if (isDurable) files.fsyncSync(file);
  } finally {
    files.closeSync(file);
  }
}

function writeAll(files: FileSystem, file: number, bytes: Uint8Array): void {
  for (let offset = 0; offset < bytes.length; ) offset += files.writeSync(file, bytes, offset);
}

const encodeText = (text: string) => new TextEncoder().encode(text);

function partsOf(content: Content): readonly Uint8Array[] {
  if (typeof content === 'string') return [encodeText(content)];
  return content instanceof Uint8Array ? [content] : content;
}

/** Waits until the disk has a file, if there is one.
 *  @throws RunError */
export function flush(files: FileSystem, path: string): void {
  if (!files.existsSync(path)) return;
  onFile(path, 'written', () => {
    const file = files.openSync(path, 'r+');
    try {
      files.fsyncSync(file);
    } finally {
      files.closeSync(file);
    }
  });
}

/** What platforms answer that cannot flush a folder. */
const unsupported = ['EPERM', 'EISDIR', 'EINVAL', 'ENOTSUP', 'EACCES', 'EBADF'];

/** Waits until the disk has the names in a folder; platforms that cannot, don't. */
export function flushFolder(files: FileSystem, folder: string): void {
  try {
    const handle = files.openSync(folder, 'r');
    try {
      files.fsyncSync(handle);
    } finally {
      files.closeSync(handle);
    }
  } catch (error) {
    if (!unsupported.includes((error as { readonly code?: string }).code ?? '')) throw error;
  }
}

/** The values of a file of JSON lines; empty where there is none. Lines that are no JSON are left out: a crash may
 *  have cut the last one.
 *  @throws RunError if the file cannot be read */
export function readLines(files: FileSystem, path: string): readonly unknown[] {
  return parseLines(readLog(files, path) ?? '');
}

/** The text of a file of JSON lines; undefined where there is none.
 *  @throws RunError if it cannot be read, or is larger than 256 MB */
export const readLog = (files: FileSystem, path: string) => readText(files, path, MOST_LOG_BYTES);

/** The values of complete JSON lines. */
export function parseLines(text: string): readonly unknown[] {
  return text.split('\n').flatMap((line) => {
    try {
      return line.trim() === '' ? [] : [parseJson('line', line)];
    } catch {
      return [];
    }
  });
}
