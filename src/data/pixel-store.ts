// Where decoded samples of bytes are kept: in an array, or in a file that is read by rows.

import { readSync, writeSync } from 'node:fs';
import { DataError } from '../base/errors.ts';
import { reasonOf } from './files.ts';

/** Samples of bytes, by number. */
export interface PixelStore {
  write(index: number, pixels: Uint8Array): void;
  /** Writes the bytes of a sample to `out`. */
  read(index: number, out: Uint8Array, outOffset: number): void;
}

/** Samples in an array, one after the other. */
export const arrayPixels = (values: Uint8Array, sampleBytes: number): PixelStore => ({
  write: (index, pixels) => values.set(pixels, index * sampleBytes),
  read: (index, out, outOffset) =>
    out.set(values.subarray(index * sampleBytes, (index + 1) * sampleBytes), outOffset),
});

/** Samples at the beginning of a file, one after the other. Reading is by position, straight into the caller's array:
 *  what was read of late is in the page cache of the system.
 *  @param file  its descriptor
 *  @throws DataError from each function, if the file cannot be read or written */
export const filePixels = (file: number, path: string, sampleBytes: number): PixelStore => ({
  write(index, pixels) {
    try {
      writeAt(file, pixels, index * sampleBytes);
    } catch (cause) {
      throw new DataError(`${path}: cannot be written, got ${reasonOf(cause)}`, { cause });
    }
  },
  read(index, out, outOffset) {
    try {
      readAt(file, out.subarray(outOffset, outOffset + sampleBytes), index * sampleBytes);
    } catch (cause) {
      throw new DataError(`${path}: cannot be read, got ${reasonOf(cause)}`, { cause });
    }
  },
});

function writeAt(file: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(file, bytes, done, bytes.length - done, position + done);
  }
}

/** Fills `bytes` from a place in a file. */
function readAt(file: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    const taken = readSync(file, bytes, done, bytes.length - done, position + done);
    if (taken === 0) throw new Error('a file that became shorter');
    done += taken;
  }
}

/** Moves the samples that are kept together.
 *  @param count  of all samples
 *  @returns how many are kept */
export function closeUp(
  store: PixelStore,
  count: number,
  sampleBytes: number,
  isKept: (index: number) => boolean,
): number {
  const pixels = new Uint8Array(sampleBytes);
  let kept = 0;
  for (let index = 0; index < count; index++) {
    if (!isKept(index)) continue;
    if (kept !== index) {
      store.read(index, pixels, 0);
      store.write(kept, pixels);
    }
    kept += 1;
  }
  return kept;
}
