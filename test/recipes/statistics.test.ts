import { expect, test } from 'vitest';
import {
  bootstrap,
  intervalText,
  mean,
  median,
  numberText,
  quantile,
  ranks,
  spearman,
} from '../../recipes/experiments/statistics.ts';

test('quantiles are linear between order statistics, as in NumPy', () => {
  // numpy 2.4.6: np.quantile([3, 1, 2, 10], [0, 0.25, 0.5, 0.9, 1])
  const values = [3, 1, 2, 10];
  expect([0, 0.25, 0.5, 0.9, 1].map((p) => Number(quantile(values, p).toFixed(12)))).toEqual([
    1, 1.75, 2.5, 7.9, 10,
  ]);
  expect(median([Number.POSITIVE_INFINITY, 1, Number.POSITIVE_INFINITY])).toBe(Number.POSITIVE_INFINITY);
  expect(median([])).toBeNaN();
});

test('ranks share ties; Spearman agrees with SciPy', () => {
  expect(ranks([10, 20, 10, 5])).toEqual([2.5, 4, 2.5, 1]);
  expect(spearman([1, 2, 3, 4], [10, 20, 30, 25])).toBeCloseTo(0.8, 12);
  // by hand: ranks x 1, 2.5, 2.5, 4 and y 1, 3, 2, 4: Pearson 4.5 / √(4.5 · 5)
  expect(spearman([1, 2, 2, 4], [0, 5, 1, 9])).toBeCloseTo(4.5 / Math.sqrt(22.5), 12);
  expect(spearman([1, 1, 1], [1, 2, 3])).toBeNaN();
});

test('the bootstrap is repeatable, and covers as it should', () => {
  const values = Array.from({ length: 400 }, (_, index) => index % 2);
  const { value, low, high } = bootstrap(values, mean);
  expect(value).toBe(0.5);
  expect(low).toBeCloseTo(0.5 - 1.96 * 0.025, 1.5);
  expect(high).toBeCloseTo(0.5 + 1.96 * 0.025, 1.5);
  expect(bootstrap(values, mean)).toEqual({ value, low, high });
  expect(bootstrap([7], mean)).toEqual({ value: 7, low: 7, high: 7 });
});

test('numbers in tables say what is missing', () => {
  expect([numberText(undefined), numberText(Number.POSITIVE_INFINITY), numberText(-1.234, 1)]).toEqual([
    '–',
    '∞',
    '−1.2',
  ]);
  expect(intervalText({ value: 0.5, low: 0.25, high: 1 })).toBe('0.50 (0.25–1.00)');
});
