// What metrics know of the real data, computed once and remembered. Pure: who remembers is passed in.

import type { Dataset } from '../data/dataset.ts';

/** What a reference depends on. */
export interface ReferenceBasis {
  /** What is computed, and its version. */
  readonly kind: string;
  readonly datasets: readonly Dataset[];
  /** Contents of files that take part: the classifier. */
  readonly files: readonly Uint8Array[];
  /** Everything else: counts, seed. */
  readonly settings: Readonly<Record<string, string | number>>;
}

/** Returns what was computed from the same basis before, or computes it and remembers it.
 *  What is remembered goes through JSON: finite numbers, strings, null, lists and records of them. */
export type Remember = <T>(basis: ReferenceBasis, compute: () => Promise<T>) => Promise<T>;

/** Remembers nothing. */
export const computeAlways: Remember = (_, compute) => compute();
