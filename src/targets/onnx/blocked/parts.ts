// Blocked images in parts by strides: part (r, q) has the rows r, r + stride, … and the columns q, q + stride, …; in row
// order. What convolves with a stride works in them as if it had none.

import type { StaticShape } from '../../../base/shape.ts';
import { dimensions } from '../../../compiler/rewrites/rewrite.ts';
import { concat, reshape } from '../../../graph/shaping.ts';
import { take } from '../../../graph/take.ts';
import type { Tensor } from '../../../graph/tensor.ts';
import { below, tableOf } from './tables.ts';

/** Blocked images in parts. */
export interface Parts {
  readonly strides: StaticShape;
  readonly tensors: readonly Tensor[];
}

/** Images that are not cut. */
export const inOnePart = (x: Tensor): Parts => ({ strides: [1, 1], tensors: [x] });

/** What is made for each part. */
export const eachPart = <T>(strides: StaticShape, make: (row: number, column: number) => T): readonly T[] =>
  below(strides[0]!).flatMap((row) => below(strides[1]!).map((column) => make(row, column)));

const counts = (size: StaticShape, strides: StaticShape, row: number, column: number) =>
  [Math.ceil((size[0]! - row) / strides[0]!), Math.ceil((size[1]! - column) / strides[1]!)] as const;

/** Blocked images, cut into parts. */
export function split(x: Tensor, strides: StaticShape): readonly Tensor[] {
  const [count, blocks, height, width, block] = dimensions(x) as [number, number, number, number, number];
  const rows = reshape(x, [count, blocks * height * width, block]);
  return eachPart(strides, (r, q) => {
    const shape = [blocks, ...counts([height, width], strides, r, q)] as const;
    const key = ['split', height, width, ...strides, blocks, r, q];
    const table = tableOf(key, shape, (c, i, j) => {
      return (c * height + r + strides[0]! * i) * width + q + strides[1]! * j;
    });
    return reshape(take(rows, table, 1), [count, ...shape, block]);
  });
}

/** All parts one after the other: [N, places, block]. */
export function joined({ tensors }: Parts): Tensor {
  const flat = tensors.map((part) => {
    const [count, blocks, height, width, block] = dimensions(part) as [
      number,
      number,
      number,
      number,
      number,
    ];
    return reshape(part, [count, blocks * height * width, block]);
  });
  return concat(flat, 1);
}

/** Back again.
 *  @param size  of the images */
export function woven(parts: Parts, size: StaticShape): Tensor {
  const { strides, tensors } = parts;
  const [first] = tensors as [Tensor, ...Tensor[]];
  if (tensors.length === 1) return first;
  const [count, blocks, , , block] = dimensions(first) as [number, number, number, number, number];
  const placeOf = placesOfParts(strides, size, blocks);
  const key = ['woven', ...size, ...strides, blocks];
  const table = tableOf(key, [blocks, size[0]!, size[1]!] as const, placeOf);
  return reshape(take(joined(parts), table, 1), [count, blocks, ...size, block]);
}

/** Where the place of a block lies in all parts of an image one after the other. */
export function placesOfParts(strides: StaticShape, size: StaticShape, blocks: number) {
  let start = 0;
  const starts = eachPart(strides, (r, q) => {
    const [height, width] = counts(size, strides, r, q);
    const before = start;
    start += blocks * height * width;
    return { start: before, height, width };
  });
  return (block: number, row: number, column: number): number => {
    const part = starts[(row % strides[0]!) * strides[1]! + (column % strides[1]!)]!;
    const [i, j] = [Math.floor(row / strides[0]!), Math.floor(column / strides[1]!)];
    return part.start + (block * part.height + i) * part.width + j;
  };
}
