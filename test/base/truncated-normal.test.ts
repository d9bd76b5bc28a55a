import { expect, it } from 'vitest';
import { fillNormal } from '../../src/base/random.ts';
import { fillTruncatedNormal } from '../../src/base/truncated-normal.ts';

const key = { seed: 5, purpose: 'sample', counter: 2 } as const;

function truncated(count: number, bound: number, name?: string): Float32Array {
  const out = new Float32Array(count);
  fillTruncatedNormal(out, { ...key, ...(name !== undefined && { name }) }, bound);
  return out;
}

it('draws again what lies beyond the bound, and nothing else', () => {
  const plain = new Float32Array(5000);
  fillNormal(plain, key);
  const numbers = truncated(5000, 0.7);
  plain.forEach((value, index) => {
    if (Math.abs(value) <= 0.7) expect(numbers[index]).toBe(value);
    else expect(Math.abs(numbers[index]!)).toBeLessThanOrEqual(0.7);
  });
  expect(truncated(100, 8)).toEqual(plain.subarray(0, 100));
});

it('gives the truncated normal distribution', () => {
  const numbers = truncated(40_000, 1);
  const moment = (power: number) => numbers.reduce((sum, value) => sum + value ** power, 0) / numbers.length;
  // variance 1 − 2φ(1)/(2Φ(1) − 1); its standard error here is 0.0013
  expect(moment(1)).toBeCloseTo(0, 1.5);
  expect(Math.abs(moment(2) - 0.29112509)).toBeLessThan(0.005);
});

it('is the same for the first numbers of more, and differs by names', () => {
  expect(truncated(300, 0.2).subarray(0, 70)).toEqual(truncated(70, 0.2));
  expect(truncated(20, 0.2, 'other')).not.toEqual(truncated(20, 0.2));
});

it('refuses bounds that leave nearly nothing', () => {
  expect(() => truncated(1, 0)).toThrow('truncation: expected a number ≥ 0.01, got 0');
  expect(() => truncated(1, Number.NaN)).toThrow('truncation: expected a number ≥ 0.01, got NaN');
});
