// Tables of places, made once for each geometry.

import { sizeOf, stridesOf } from '../../../base/shape.ts';

const made = new Map<string, Float64Array>();

/** As many indices as there are sizes. */
type Indices<Sizes extends readonly number[]> = { readonly [Axis in keyof Sizes]: number };

/** The table of a key, made the first time.
 *  @param sizes    of the table as a tensor
 *  @param placeAt  what it holds at each of its indices, in row-major order */
export function tableOf<const Sizes extends readonly number[]>(
  parts: readonly (string | number)[],
  sizes: Sizes,
  placeAt: (...indices: Indices<Sizes>) => number,
): Float64Array {
  const key = parts.join(';');
  const before = made.get(key);
  if (before !== undefined) return before;
  const strides = stridesOf(sizes);
  const indicesOf = (at: number) =>
    strides.map((stride, axis) => Math.floor(at / stride) % sizes[axis]!) as unknown as Indices<Sizes>;
  const table = new Float64Array(sizeOf(sizes)).map((_, at) => placeAt(...indicesOf(at)));
  made.set(key, table);
  return table;
}

/** 0, 1, … below a number. */
export const below = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
