// Summaries of timings.

/** What the tables show of a list of milliseconds. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  /** Median of each round. */
  readonly rounds: readonly number[];
  readonly count: number;
  /** Processor time of an iteration, over all threads of the peer's own process: median of the rounds. */
  readonly processor: number;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** A turn's timings. */
export interface Turn {
  /** Of each iteration. */
  readonly ms: readonly number[];
  /** Processor time per iteration. */
  readonly cpuMs: number;
}

export function summarize(turns: readonly Turn[]): Summary {
  const all = turns.flatMap(({ ms }) => ms);
  return {
    median: median(all),
    min: Math.min(...all),
    rounds: turns.map(({ ms }) => median(ms)),
    count: all.length,
    processor: median(turns.map(({ cpuMs }) => cpuMs)),
  };
}

/** How many times as long one took as the other, in the same rounds of the same run: the median of the rounds' own
 *  ratios. A machine that changes its speed between rounds changes both sides of a round, but may move one median and
 *  not the other. */
export function timesAsLong(one: Summary, other: Summary): number {
  const rounds = Math.min(one.rounds.length, other.rounds.length);
  return median(Array.from({ length: rounds }, (_, round) => one.rounds[round]! / other.rounds[round]!));
}
