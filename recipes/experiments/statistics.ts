// Statistics of experiments: ranks, intervals. Pure; random numbers come from a seed.

import { fillUniform } from '../../src/base/random.ts';

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The p-quantile, linear between order statistics; 0.5 is the median. NaN of nothing. */
export function quantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = p * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (low === undefined || high === undefined) return Number.NaN;
  return low === high ? low : low + (place - Math.floor(place)) * (high - low);
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Ranks from 1, ties sharing the mean of theirs. */
export function ranks(values: readonly number[]): readonly number[] {
  const order = values.map((_, index) => index).sort((a, b) => values[a]! - values[b]!);
  const result = new Array<number>(values.length).fill(0);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let place = start; place < end; place++) result[order[place]!] = (start + 1 + end) / 2;
    start = end;
  }
  return result;
}

/** Spearman's rank correlation: Pearson's, of the ranks. NaN where one side is constant. */
export function spearman(x: readonly number[], y: readonly number[]): number {
  const [a, b] = [ranks(x), ranks(y)];
  const [meanA, meanB] = [mean(a), mean(b)];
  const product = (p: readonly number[], q: readonly number[], mp: number, mq: number) =>
    p.reduce((sum, value, index) => sum + (value - mp) * (q[index]! - mq), 0);
  return product(a, b, meanA, meanB) / Math.sqrt(product(a, a, meanA, meanA) * product(b, b, meanB, meanB));
}

/** A statistic and its 95 % interval. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 2000;

/** The percentile bootstrap: the statistic of 2,000 samples with replacement.
 *  @see Efron & Tibshirani 1993, "An Introduction to the Bootstrap", chapter 13 */
export function bootstrap<T>(
  values: readonly T[],
  statistic: (values: readonly T[]) => number,
  seed = 1,
): Interval {
  const count = values.length;
  const draws = new Float32Array(RESAMPLES * count);
  fillUniform(draws, { seed, purpose: 'evaluate', counter: 0 });
  const found = Array.from({ length: RESAMPLES }, (_, sample) =>
    statistic(
      Array.from(
        { length: count },
        (_, index) => values[Math.floor(draws[sample * count + index]! * count)]!,
      ),
    ),
  ).filter((value) => !Number.isNaN(value));
  return { value: statistic(values), low: quantile(found, 0.025), high: quantile(found, 0.975) };
}

/** "0.83 (0.71–0.90)". */
export const intervalText = ({ value, low, high }: Interval, digits = 2): string =>
  Number.isNaN(value)
    ? '–'
    : `${numberText(value, digits)} (${numberText(low, digits)}–${numberText(high, digits)})`;

/** A number for a table; what is missing or not finite as a word. */
export function numberText(value: number | null | undefined, digits = 2): string {
  if (value === undefined || value === null || Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return '∞';
  return value.toFixed(digits).replace(/^-/, '−');
}
