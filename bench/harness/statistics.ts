// Summaries of timings.

/** What the tables show of a list of milliseconds. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  /** Median of each round. */
  readonly rounds: readonly number[];
  readonly count: number;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** @param rounds  milliseconds of the iterations of each round */
export function summarize(rounds: readonly (readonly number[])[]): Summary {
  const all = rounds.flat();
  return {
    median: median(all),
    min: Math.min(...all),
    rounds: rounds.map(median),
    count: all.length,
  };
}
