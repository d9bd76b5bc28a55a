// Temporary folders and small files for the tests of data.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder with these files, removed after the test. */
export function temporaryFolder(files: Readonly<Record<string, Uint8Array | string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'wgan-data-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** An IDX file: magic with the type of unsigned bytes, dimensions, data. */
export function idxFile(shape: readonly number[], data: Uint8Array = counted(shape)): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * shape.length + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x0800 + shape.length);
  for (const [axis, dimension] of shape.entries()) view.setUint32(4 + 4 * axis, dimension);
  bytes.set(data, 4 + 4 * shape.length);
  return bytes;
}

/** Bytes 0, 1, 2... as many as the shape holds. */
export function counted(shape: readonly number[]): Uint8Array {
  const length = shape.reduce((product, dimension) => product * dimension, 1);
  return Uint8Array.from({ length }, (_, i) => i % 251);
}
