// Files that may be larger than any array: read by parts, hashed piece by piece.

import { createHash, type Hash } from 'node:crypto';
import { RunError } from '../base/errors.ts';
import { nextTask } from '../base/next-task.ts';
import type { ByteSource } from '../formats/byte-source.ts';
import { onFile, PIECE_BYTES, requirePlain } from './files.ts';
import type { FileSystem } from './system.ts';

/** A file that is open: it is the same one, also if its name goes. */
export interface OpenFile extends ByteSource {
  close(): void;
}

/** Opens a file to be read by parts.
 *  @throws RunError, also for what is no plain file */
export function openFile(files: FileSystem, path: string): OpenFile {
  return onFile(path, 'read', () => {
    requirePlain(files, path);
    const file = files.openSync(path, 'r');
    return {
      size: files.fstatSync(file).size,
      read(begin, end) {
        const bytes = new Uint8Array(end - begin);
        onFile(path, 'read', () => readAt(files, path, file, bytes, begin));
        return bytes;
      },
      close: () => files.closeSync(file),
    };
  });
}

/** What `use` gives with a file that is open meanwhile.
 *  @throws RunError as `openFile` does */
export async function withFile<T>(
  files: FileSystem,
  path: string,
  use: (file: ByteSource) => Promise<T>,
): Promise<T> {
  const file = openFile(files, path);
  try {
    return await use(file);
  } finally {
    file.close();
  }
}

/** Fills `bytes` from a place in a file.
 *  @throws RunError if the file ends before */
function readAt(files: FileSystem, path: string, file: number, bytes: Uint8Array, begin: number): void {
  for (let offset = 0; offset < bytes.length; ) {
    const length = Math.min(bytes.length - offset, PIECE_BYTES);
    const taken = files.readSync(file, bytes, offset, length, begin + offset);
    if (taken === 0) {
      throw new RunError(`${path}: expected ${begin + bytes.length} bytes, got ${begin + offset}`);
    }
    offset += taken;
  }
}

/** After so many bytes the platform has a turn. */
const TURN_BYTES = 2 ** 26;

/** SHA-256 of parts one after the other, as hexadecimal digits. */
export async function hashOfParts(...parts: readonly Uint8Array[]): Promise<string> {
  const hash = createHash('sha256');
  for (const part of parts) {
    await updateBy(hash, part.length, (begin, end) => part.subarray(begin, end));
  }
  return hash.digest('hex');
}

/** SHA-256 of a file, as hexadecimal digits.
 *  @throws RunError */
export function hashOfFile(files: FileSystem, path: string): Promise<string> {
  return withFile(files, path, async (source) => {
    const hash = createHash('sha256');
    await updateBy(hash, source.size, source.read);
    return hash.digest('hex');
  });
}

/** Updates a hash by `size` bytes, piece by piece. */
async function updateBy(
  hash: Hash,
  size: number,
  read: (begin: number, end: number) => Uint8Array,
): Promise<void> {
  for (let begin = 0; begin < size; begin += PIECE_BYTES) {
    hash.update(read(begin, Math.min(size, begin + PIECE_BYTES)));
    if (begin > 0 && begin % TURN_BYTES === 0) await nextTask();
  }
}
