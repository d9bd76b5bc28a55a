import { expect, test } from 'vitest';
import { float32 } from '../../src/base/host-tensor.ts';
import { deadShare, evenness, gainOf, shareAtBound, spreadOf } from '../../src/health/measurements.ts';

test('the spread of a square is the root mean square of 4 sides and 2 diagonals', () => {
  const square = Float32Array.of(0, 0, 1, 0, 1, 1, 0, 1);
  expect(spreadOf(square, 4)).toBeCloseTo(Math.sqrt((4 * 1 + 2 * 2) / 6), 12);
});

test('evenness counts classes as if they were equally frequent', () => {
  expect(evenness([5, 5, 5, 5])).toBeCloseTo(1, 12);
  expect(evenness([20, 0, 0, 0])).toBeCloseTo(1 / 4, 12);
  expect(evenness([10, 10, 0, 0])).toBeCloseTo(1 / 2, 12);
});

test('dead units are counted in the layer with most of them', () => {
  expect(deadShare({ a: float32([4], [0, 1, 2, 3]), b: float32([4], [0, 0, 1e-30, 0]) })).toBe(0.75);
  expect(deadShare({})).toBe(0);
});

test('the gain of PyTorch’s start is 1/√3, of ones √inputs', () => {
  const uniform = Float32Array.from({ length: 4000 }, (_, index) => (2 * (index + 0.5)) / 4000 - 1);
  const weights = float32(
    [40, 100],
    uniform.map((value) => value / 10),
  );
  expect(gainOf({ 'critic.0.weight': weights }, 'critic')).toBeCloseTo(1 / Math.sqrt(3), 4);
  const ones = float32([3, 4], new Float32Array(12).fill(1));
  expect(gainOf({ 'critic.0.weight': ones, 'generator.0.weight': weights }, 'critic')).toBe(2);
  expect(gainOf({ 'critic.0.bias': float32([3]) }, 'critic')).toBe(0);
});

test('parameters at the bound are counted as float32, biases too', () => {
  const state = {
    'critic.0.weight': float32([2, 2], [0.01, -0.01, 0.009, 0]),
    'critic.0.bias': float32([2], [0.01, 0]),
    'generator.0.weight': float32([1, 1], [0.01]),
  };
  expect(shareAtBound(state, 0.01)).toBe(0.5);
});
