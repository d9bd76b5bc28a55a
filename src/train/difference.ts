// How far two courses of the same numbers are apart.

import { comparedNumbers, type RecordedNumber } from './recording.ts';

type Numbers = { readonly [N in RecordedNumber]?: number | null | undefined };

/** What is furthest apart in one iteration. */
export interface Difference {
  readonly name: RecordedNumber;
  readonly first: number;
  readonly second: number;
  /** |first − second| over the largest |first| of this number so far: small numbers on their way through 0 count little. */
  readonly relative: number;
}

/** Compares the losses of one iteration after the other.
 *  @returns the largest difference of an iteration; undefined where there is nothing to compare */
export function createComparison(): (first: Numbers, second: Numbers) => Difference | undefined {
  const sizes = new Map<RecordedNumber, number>();
  return (first, second) => {
    let largest: Difference | undefined;
    for (const name of comparedNumbers) {
      const [a, b] = [first[name] ?? Number.NaN, second[name] ?? Number.NaN];
      if (!Number.isFinite(a) || !Number.isFinite(b)) continue;
      const size = Math.max(sizes.get(name) ?? 0, Math.abs(a));
      sizes.set(name, size);
      const relative = a === b ? 0 : Math.abs(a - b) / size;
      if (largest === undefined || relative > largest.relative)
        largest = { name, first: a, second: b, relative };
    }
    return largest;
  };
}
