// How far numbers may differ, in one place, and the comparison that uses it.

import { expect } from 'vitest';
import type { Dense } from '../src/graph/tensor.ts';

export const tolerances = {
  /** Central differences in float64. */
  float64: 1e-5,
  /** ONNX Runtime against the float64 interpreter. */
  float32: 2e-3,
  /** Two graphs of equal algebra, both in float64. */
  algebra: 1e-9,
} as const;

/** Magnitude below which differences count absolutely: gradients that are zero have no relative error. */
const floor = 0.1;

/** Largest difference over the largest expected magnitude. NaN where one side is not finite. */
export function relativeError(actual: Dense, expected: Dense): number {
  let difference = 0;
  let scale = floor;
  expected.values.forEach((value, index) => {
    difference = Math.max(difference, Math.abs(actual.values[index]! - value));
    scale = Math.max(scale, Math.abs(value));
  });
  return difference / scale;
}

/** Expects equal shapes, and values within a tolerance of the largest one. */
export function expectClose(actual: Dense, expected: Dense, tolerance: number, what = 'values'): void {
  expect(actual.shape, `shape of ${what}`).toEqual(expected.shape);
  expect(actual.values.length, `size of ${what}`).toBe(expected.values.length);
  const error = relativeError(actual, expected);
  expect(error <= tolerance, `${what}: relative error ${error}, tolerance ${tolerance}`).toBe(true);
}
