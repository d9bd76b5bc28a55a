// Counting values into bins.

/** The share of values in each of `bins` equal bins from 0 to `most`; larger ones count in the last. */
export function sharesOf(values: ArrayLike<number>, most: number, bins: number): readonly number[] {
  const counts = new Array<number>(bins).fill(0);
  for (let index = 0; index < values.length; index++) {
    const bin = Math.floor((values[index]! / most) * bins);
    counts[Math.min(bins - 1, Math.max(0, bin))]! += 1 / values.length;
  }
  return counts;
}

export const meanOf = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
