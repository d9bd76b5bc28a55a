// IDX files of unsigned bytes, the format of MNIST: 0 0 type rank, sizes as big-endian uint32, then the elements.
// Pure; imports base only. http://yann.lecun.com/exdb/mnist, "the IDX file format".

import { FormatError } from '../base/errors.ts';

/** uint8[...shape] in row-major order. */
export interface IdxArray {
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

const ubyte = 0x08;
const largestRank = 4;

const otherTypes: Readonly<Record<number, string>> = {
  9: 'signed byte',
  11: 'short',
  12: 'int',
  13: 'float',
  14: 'double',
};

/** The array in the bytes of an IDX file; `data` is a view of them.
 *  @throws FormatError if the magic number, element type, rank (1 to 4) or number of bytes is wrong */
export function decodeIdx(bytes: Uint8Array): IdxArray {
  const rank = readRank(bytes);
  const headerBytes = 4 + 4 * rank;
  if (bytes.length < headerBytes) {
    throw new FormatError(`idx: the header of rank ${rank} needs ${headerBytes} bytes, got ${bytes.length}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const data = new Uint8Array(bytes.buffer, bytes.byteOffset + headerBytes, bytes.length - headerBytes);
  requireSize(shape, data.length);
  return { shape, data };
}

/** The rank, after a check of all four bytes of the magic number. */
function readRank(bytes: Uint8Array): number {
  const [first, second, type, rank] = bytes;
  if (first !== 0 || second !== 0 || type === undefined || rank === undefined) {
    throw new FormatError(
      `idx: must start with bytes 0 0 8 and the rank, got ${printBytes(bytes.slice(0, 4))}`,
    );
  }
  if (type !== ubyte) {
    const name = otherTypes[type] ?? 'unknown';
    throw new FormatError(`idx: elements must be unsigned bytes (type 8), got type ${type} (${name})`);
  }
  requireRank(rank);
  return rank;
}

/** The bytes of an IDX file that holds the array.
 *  @throws FormatError if the rank is not 1 to 4, or the shape does not fit the data or 32 bits */
export function encodeIdx({ shape, data }: IdxArray): Uint8Array<ArrayBuffer> {
  requireRank(shape.length);
  for (const size of shape) {
    if (!Number.isInteger(size) || size < 0 || size >= 2 ** 32) {
      throw new FormatError(`idx: sizes must be integers from 0 to 4294967295, got [${shape.join(',')}]`);
    }
  }
  requireSize(shape, data.length);
  const headerBytes = 4 + 4 * shape.length;
  const bytes = new Uint8Array(headerBytes + data.length);
  bytes.set([0, 0, ubyte, shape.length]);
  const view = new DataView(bytes.buffer);
  shape.forEach((size, axis) => {
    view.setUint32(4 + 4 * axis, size);
  });
  bytes.set(data, headerBytes);
  return bytes;
}

function requireRank(rank: number): void {
  if (rank < 1 || rank > largestRank) {
    throw new FormatError(`idx: rank must be 1 to ${largestRank}, got ${rank}`);
  }
}

/** A product beyond 2⁵³ is inexact, but then larger than any data. */
function requireSize(shape: readonly number[], length: number): void {
  const expected = shape.reduce((product, size) => product * size, 1);
  if (expected !== length) {
    throw new FormatError(`idx: uint8[${shape.join(',')}] holds ${expected} bytes, got ${length}`);
  }
}

function printBytes(bytes: Uint8Array): string {
  return bytes.length === 0 ? 'an empty file' : bytes.join(' ');
}
