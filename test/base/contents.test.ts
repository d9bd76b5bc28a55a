// Arrays are told apart by their bytes.

import { describe, expect, it } from 'vitest';
import { createContentNumbers } from '../../src/base/contents.ts';

describe('createContentNumbers', () => {
  it('gives equal contents one number, in the order in which they come', () => {
    const numberOf = createContentNumbers();
    const first = Float64Array.of(1, 2, 3);
    expect([first, Float64Array.of(1, 2), Float64Array.of(1, 2, 3), first].map(numberOf)).toEqual([
      0, 1, 0, 0,
    ]);
  });

  it('tells −0 from 0, and finds NaN again', () => {
    const numberOf = createContentNumbers();
    expect(numberOf(Float32Array.of(0))).not.toBe(numberOf(Float32Array.of(-0)));
    expect(numberOf(Float64Array.of(Number.NaN))).toBe(numberOf(Float64Array.of(Number.NaN)));
  });

  it('looks at its part of a buffer only', () => {
    const numberOf = createContentNumbers();
    const { buffer } = Int32Array.of(7, 1, 7, 2);
    const parts = [0, 8, 4].map((offset) => new Int32Array(buffer, offset, 1));
    expect(parts.map(numberOf)).toEqual([0, 0, 1]);
  });
});
