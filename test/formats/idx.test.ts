import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormatError } from '../../src/base/errors.ts';
import { decodeIdx, encodeIdx } from '../../src/formats/idx.ts';
import { survivesDamage } from './hostile.ts';

const labels = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 7, 2, 1);
const images = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 10, 20, 30, 40);

describe('decodeIdx', () => {
  it('reads labels and images', () => {
    expect(decodeIdx(labels)).toEqual({ shape: [3], data: Uint8Array.of(7, 2, 1) });
    expect(decodeIdx(images)).toEqual({ shape: [2, 1, 2], data: Uint8Array.of(10, 20, 30, 40) });
  });

  it('reads views and empty arrays', () => {
    const padded = Uint8Array.of(9, 9, ...labels, 9);
    expect(decodeIdx(padded.subarray(2, -1))).toEqual(decodeIdx(labels));
    expect(decodeIdx(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 0))).toEqual({ shape: [0], data: new Uint8Array() });
  });

  it.each<readonly [string, readonly number[], string]>([
    ['an empty file', [], 'idx: must start with bytes 0 0 8 and the rank, got an empty file'],
    ['a gzip file', [31, 139, 8, 0], 'idx: must start with bytes 0 0 8 and the rank, got 31 139 8 0'],
    ['three bytes', [0, 0, 8], 'idx: must start with bytes 0 0 8 and the rank, got 0 0 8'],
    ['floats', [0, 0, 13, 1], 'idx: elements must be unsigned bytes (type 8), got type 13 (float)'],
    ['type 10', [0, 0, 10, 1], 'idx: elements must be unsigned bytes (type 8), got type 10 (unknown)'],
    ['rank 0', [0, 0, 8, 0], 'idx: rank must be 1 to 4, got 0'],
    ['rank 5', [0, 0, 8, 5], 'idx: rank must be 1 to 4, got 5'],
    ['a cut header', [0, 0, 8, 2, 0, 0, 0, 1], 'idx: the header of rank 2 needs 12 bytes, got 8'],
    ['missing data', [...labels.slice(0, -1)], 'idx: uint8[3] holds 3 bytes, got 2'],
    ['extra data', [...images, 0], 'idx: uint8[2,1,2] holds 4 bytes, got 5'],
    [
      'gigantic sizes',
      [0, 0, 8, 4, ...[1, 2, 3, 4].flatMap(() => [128, 0, 0, 0])],
      'idx: uint8[2147483648,2147483648,2147483648,2147483648] holds 2.1267647932558654e+37 bytes, got 0',
    ],
    [
      'sizes whose product is 0 modulo 2³²',
      [0, 0, 8, 2, 128, 0, 0, 0, 0, 0, 0, 2],
      'idx: uint8[2147483648,2] holds 4294967296 bytes, got 0',
    ],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => decodeIdx(Uint8Array.from(bytes))).toThrow(new FormatError(message));
  });

  it('survives damaged files', () => {
    survivesDamage(decodeIdx, images, 10_000);
  });
});

describe('encodeIdx', () => {
  it('writes the bytes that MNIST has', () => {
    expect(encodeIdx({ shape: [3], data: Uint8Array.of(7, 2, 1) })).toEqual(labels);
  });

  it('is undone by decodeIdx', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 255 }), (shape, first) => {
        const length = shape.reduce((product, size) => product * size, 1);
        const data = Uint8Array.from({ length }, (_, index) => first + index);
        expect(decodeIdx(encodeIdx({ shape, data }))).toEqual({ shape, data });
      }),
    );
  });

  it.each<readonly [readonly number[], string]>([
    [[], 'idx: rank must be 1 to 4, got 0'],
    [[4], 'idx: uint8[4] holds 4 bytes, got 3'],
    [[1.5, 2], 'idx: sizes must be integers from 0 to 4294967295, got [1.5,2]'],
    [[-1, -3], 'idx: sizes must be integers from 0 to 4294967295, got [-1,-3]'],
  ])('refuses shape %j', (shape, message) => {
    expect(() => encodeIdx({ shape, data: new Uint8Array(3) })).toThrow(new FormatError(message));
  });
});
