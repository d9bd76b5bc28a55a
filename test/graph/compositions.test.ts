import { describe, expect, it } from 'vitest';
import { gradient } from '../../src/compiler/gradient.ts';
import { interpret } from '../../src/compiler/interpret.ts';
import * as compositions from '../../src/graph/compositions.ts';
import { input } from '../../src/graph/leaves.ts';
import { flatten } from '../../src/graph/shaping.ts';
import type { Dense, Tensor } from '../../src/graph/tensor.ts';
import { expectClose, tolerances } from '../tolerances.ts';
import { centralDifference, createRandom, dense, direction, runNative, weighted } from './oracles.ts';

const { interpolate, logSoftmax, logSumExp, mean, ones, sampleNorm, softmax, square, zeros } = compositions;

const x = input('x', [2, 3]);
const numbers = [1, -2, 2, 0.5, 4, 3];
const feeds = { x: dense([2, 3], (index) => numbers[index]!) };

const matrix = (...values: number[]) => dense([2, 3], (index) => values[index]!);
const vector = (...values: number[]) => dense([values.length], (index) => values[index]!);
const scalar = (value: number) => dense([], () => value);
const logSum = (...values: number[]) => Math.log(values.reduce((sum, value) => sum + Math.exp(value), 0));
const [first, second] = [logSum(1, -2, 2), logSum(0.5, 4, 3)];

const table: Readonly<Record<string, readonly [Tensor, Dense]>> = {
  square: [square(x), matrix(1, 4, 4, 0.25, 16, 9)],
  mean: [mean(x), scalar(8.5 / 6)],
  'mean over an axis': [mean(x, { axes: [1], keepDims: true }), dense([2, 1], (row) => [1 / 3, 2.5][row]!)],
  sampleNorm: [sampleNorm(x), vector(3, Math.sqrt(25.25))],
  logSumExp: [logSumExp(x), scalar(logSum(...numbers))],
  'logSumExp over an axis': [logSumExp(x, { axes: [1] }), vector(first, second)],
  logSoftmax: [logSoftmax(x), matrix(1 - first, -2 - first, 2 - first, 0.5 - second, 4 - second, 3 - second)],
  'logSoftmax over the first axis': [
    logSoftmax(x, 0),
    dense([2, 3], (i) => numbers[i]! - logSum(numbers[i % 3]!, numbers[(i % 3) + 3]!)),
  ],
  'softmax over the first axis': [
    softmax(x, 0),
    dense([2, 3], (i) => Math.exp(numbers[i]! - logSum(numbers[i % 3]!, numbers[(i % 3) + 3]!))),
  ],
  interpolate: [interpolate(x, ones([2, 3]), zeros([2, 1])), matrix(1, 1, 1, 1, 1, 1)],
};

describe.each(Object.entries(table))('%s', (_, [y, expected]) => {
  it('has its value, also on ONNX Runtime', async () => {
    expectClose(interpret({ y }, feeds).y, expected, tolerances.algebra);
    expectClose((await runNative({ y }, feeds)).y!, expected, tolerances.float32);
  });

  it('has first and second derivatives', () => {
    const random = createRandom(1);
    const along = { x: direction([2, 3], random) };
    const loss = weighted(y, direction(expected.shape, random));
    const slope = weighted(gradient(loss, [x])[0]!, along.x);
    const curvature = weighted(gradient(slope, [x])[0]!, along.x);
    const values = interpret({ slope, curvature }, feeds);
    expectClose(values.slope, centralDifference(loss, feeds, along), tolerances.float64);
    // The maximum inside logSumExp is a constant to `gradient`, but moves with x: its differences cancel.
    expectClose(values.curvature, centralDifference(slope, feeds, along), tolerances.float64);
  });
});

it('logSumExp neither overflows nor vanishes', () => {
  for (const shift of [1000, -1000]) {
    const shifted = { x: dense([2, 3], (index) => numbers[index]! + shift) };
    expectClose(
      interpret({ y: logSumExp(x) }, shifted).y,
      scalar(logSum(...numbers) + shift),
      tolerances.algebra,
    );
  }
});

it('sampleNorm has a finite derivative at 0', () => {
  const [slope] = gradient(weighted(sampleNorm(x), vector(1, 1)), [x]);
  expect(interpret({ y: slope! }, { x: matrix(0, 0, 0, 0, 0, 0) }).y).toEqual(matrix(0, 0, 0, 0, 0, 0));
});

it('flatten keeps the first axis, symbolic or not', () => {
  expect(flatten(input('images', ['N', 3, 2, 2])).shape).toEqual(['N', 12]);
  expect(flatten(input('images', [4, 3])).shape).toEqual([4, 3]);
});
