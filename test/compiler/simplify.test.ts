// Every rewrite by name: a small graph where it applies, what becomes of it, and equal values.

import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/base/errors.ts';
import { interpret } from '../../src/compiler/interpret.ts';
import { rewriteNames, simplify } from '../../src/compiler/simplify.ts';
import { interpolate, square, zeros } from '../../src/graph/compositions.ts';
import { add, div, exp, greater, mul, neg, select, sqrt, sub, tanh } from '../../src/graph/elementwise.ts';
import { gemm, matmul } from '../../src/graph/gemm.ts';
import { constant, input, stopGradient } from '../../src/graph/leaves.ts';
import { printGraph } from '../../src/graph/print.ts';
import { reduceMax } from '../../src/graph/reduce-max.ts';
import { broadcastTo, reduceSum } from '../../src/graph/reduction.ts';
import { concat, pad, reshape, slice, transpose } from '../../src/graph/shaping.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { randomFeeds, runNative } from '../graph/oracles.ts';
import { expectClose, tolerances } from '../tolerances.ts';
import { randomGraph } from './random-graph.ts';
import { describeTable, type Graph } from './rewrite-table.ts';

const scalar = input('scalar', []);
const vector = input('vector', [3]);
const column = input('column', [2, 1]);
const x = input('x', [2, 3]);
const y = input('y', [2, 3]);
const weight = input('weight', [3, 2]);
const cube = input('cube', [2, 3, 2]);

const wide = input('wide', [2, 2]);
const product = matmul(x, weight);
const another = matmul(y, weight);

const rows = (start: number, end: number) => ({ axis: 0, start, end });

const [kernel, bias] = [input('kernel', [4, 3]), input('bias', [4])];
const layer = (samples: Tensor) => gemm(samples, kernel, { transposeB: true, summand: bias });

/** For each rewrite, graphs that it changes. */
const table: Readonly<Record<string, Graph>> = {
  'share-subexpressions': { a: add(tanh(x), exp(tanh(x))) },
  'fold-constants': {
    a: add(x, mul(constant([1, 2, 3]), 2)),
    b: reduceSum(broadcastTo(constant([1, 2]), [4, 2])),
  },
  'drop-stop-gradient': { a: tanh(stopGradient(x)) },
  'reshape-of-reshape': { a: reshape(reshape(x, [6]), [3, 2]), b: reshape(reshape(x, [6]), [2, 3]) },
  'reshape-of-uniform': { a: reshape(broadcastTo(constant(2), [40, 40]), [1600]) },
  'reshape-of-concat': { a: reshape(concat([cube, cube]), [4, 6]) },
  'reshape-of-range': {
    a: reshape(slice(cube, rows(1, 2)), [1, 6]),
    b: reshape(pad(cube, { axis: 0, before: 1, after: 0 }), [3, 6]),
  },
  'transpose-of-transpose': {
    a: transpose(transpose(cube, [1, 2, 0]), [0, 2, 1]),
    b: transpose(transpose(x)),
  },
  'slice-of-concat': { a: slice(concat([x, y]), rows(0, 2)), b: slice(concat([x, y]), rows(1, 3)) },
  'slice-of-slice': { a: slice(slice(weight, rows(1, 3)), rows(1, 2)) },
  'slice-of-pad': { a: slice(pad(x, { axis: 0, before: 1, after: 2 }), rows(1, 2)) },
  'concat-of-concat': { a: concat([concat([x, y]), x]) },
  'concat-of-slices': { a: concat([slice(x, rows(0, 1)), slice(x, rows(1, 2)), y]) },
  'sum-of-pads': {
    a: add(pad(x, { axis: 0, before: 0, after: 2 }), pad(y, { axis: 0, before: 2, after: 0 })),
    b: add(pad(x, { axis: 0, before: 2, after: 1 }), pad(y, { axis: 0, before: 0, after: 3 })),
  },
  'add-zero': { a: add(x, 0), b: add(zeros([2, 3]), x) },
  'subtract-zero': { a: sub(x, 0), b: sub(0, x) },
  'multiply-by-one': { a: mul(x, 1), b: mul(constant([1, 1, 1]), x) },
  'multiply-by-zero': { a: mul(x, 0), b: mul(scalar, constant([0, 0, 0])) },
  'add-same': { a: add(x, x) },
  'negate-as-product': { a: neg(x) },
  'divide-by-constant': { a: div(x, 4) },
  'merge-factors': { a: mul(mul(x, 2), 3), b: mul(2, mul(3, x)) },
  'factor-into-smaller': { a: mul(mul(column, x), 2), b: mul(mul(x, scalar), 2) },
  'add-negative': { a: add(x, mul(y, -1)), b: add(mul(x, -1), y), c: sub(x, mul(y, -1)) },
  'select-same': { a: select(greater(y, 0), x, x) },
  'uniform-constant': { a: add(column, constant([2, 2, 2])) },
  'broadcast-into-elementwise': {
    a: add(broadcastTo(vector, [2, 3]), x),
    b: select(greater(x, 0), broadcastTo(constant(1), [2, 3]), y),
  },
  'reshape-into-elementwise': {
    a: add(reshape(vector, [1, 3]), x),
    b: mul(vector, reshape(scalar, [1])),
    c: mul(x, reshape(reduceSum(y, { keepDims: true }), [])),
  },
  'reshape-of-elementwise': {
    a: reshape(tanh(cube), [2, 6]),
    b: reshape(mul(cube, input('each', [2, 1, 1])), [2, 6]),
    c: reshape(add(scalar, cube), [2, 6]),
  },
  'elementwise-of-broadcasts': {
    a: tanh(broadcastTo(vector, [2, 3])),
    b: add(broadcastTo(vector, [2, 3]), broadcastTo(scalar, [2, 3])),
  },
  'broadcast-of-broadcast': { a: broadcastTo(broadcastTo(vector, [2, 3]), [4, 2, 3]) },
  'sum-of-broadcast': {
    a: reduceSum(broadcastTo(vector, [2, 3]), { axes: [0] }),
    b: reduceSum(broadcastTo(column, [2, 3]), { axes: [1], keepDims: true }),
    c: reduceSum(broadcastTo(scalar, [2, 3]), { axes: [1] }),
  },
  'sum-over-ones': {
    a: reduceSum(column, { axes: [1] }),
    b: reduceSum(column, { keepDims: true }),
    c: reduceMax(column, { axes: [1], keepDims: true }),
  },
  'sum-of-scaled': { a: reduceSum(mul(x, 2), { axes: [1] }) },
  'sum-of-sum': { a: reduceSum(reduceSum(cube, { axes: [1] }), { axes: [1] }) },
  'drop-summed-axes': { a: reshape(reduceSum(x, { axes: [0], keepDims: true }), [3]) },
  'factor-of-product': { a: mul(mul(x, 2), y), b: mul(scalar, mul(weight, 2)) },
  'factor-of-quotient': {
    a: div(mul(x, 2), square(y)),
    b: div(x, mul(square(y), 2)),
    c: div(3, add(square(y), 1)),
  },
  'factor-of-root': { a: sqrt(mul(square(x), 4)) },
  'factor-of-offset': { a: add(mul(x, 2), 6), b: add(scalar, mul(y, 2)) },
  'factor-of-sum': { a: add(mul(x, 2), mul(y, 6)), b: add(mul(wide, 2), square(product)) },
  'factor-into-square': { a: mul(square(product), 4) },
  'factor-into-shared-product': {
    a: add(tanh(square(mul(product, 4))), div(product, add(square(wide), 1))),
    b: add(square(mul(another, 4)), tanh(mul(another, 3))),
  },
  'transpose-into-product': {
    a: matmul(transpose(x), y),
    b: matmul(x, transpose(y)),
    c: gemm(transpose(weight), x, { transposeA: true }),
  },
  'transpose-of-product': { a: transpose(gemm(x, y, { transposeB: true, alpha: 2 })) },
  'outer-product': {
    a: matmul(column, input('row', [1, 4])),
    b: gemm(input('row', [1, 4]), column, { transposeA: true, transposeB: true, alpha: 2 }),
  },
  'scale-into-product': {
    a: matmul(mul(x, 2), weight),
    b: matmul(x, mul(3, weight)),
    c: mul(gemm(x, weight, { summand: column, alpha: 2, beta: 3 }), 5),
  },
  'product-of-interpolation': {
    a: concat([matmul(concat([x, y]), weight), matmul(interpolate(x, y, column), weight)]),
    b: concat([layer(concat([y, x])), layer(interpolate(x, y, column))]),
  },
  'sum-into-product': {
    a: add(matmul(x, weight), column),
    b: sub(matmul(weight, x), vector),
    c: sub(scalar, gemm(x, y, { transposeB: true, alpha: 3 })),
  },
};

const simplifyWithout = (graph: Graph, without: readonly string[]) => simplify(graph, { without });

describeTable(table, { names: rewriteNames, all: rewriteNames, rewrite: simplifyWithout });

describe('simplify', () => {
  it('refuses an unknown rewrite and names the nearest', () => {
    const misspelt = () => simplify({ x }, { without: ['add-zeros'] });
    expect(misspelt).toThrow(ConfigError);
    expect(misspelt).toThrow(/^rewrite: expected one of share-subexpressions, .* got "add-zeros"$/);
    expect(misspelt).toThrow(expect.objectContaining({ help: 'did you mean "add-zero"?' }));
  });

  it('keeps what another user needs', () => {
    const product = matmul(x, weight);
    const scaled = mul(x, 2);
    const graph = {
      a: transpose(product),
      b: mul(product, 2),
      c: add(product, 1),
      d: matmul(scaled, weight),
      e: tanh(scaled),
    };
    expect(printGraph(simplify(graph))).toBe(printGraph(graph));
  });

  it('looks at users after equal nodes are merged', () => {
    const product = matmul(x, weight);
    const graph = { y: add(tanh(transpose(product)), exp(transpose(product))) };
    const once = simplify(graph);
    expect(printGraph(once)).not.toContain('Transpose');
    expect(printGraph(simplify(once))).toBe(printGraph(once));
  });

  it('tells inputs of one name and different types apart', () => {
    const graph = { a: tanh(x), b: tanh(input('x', [4])) };
    expect(simplify(graph).b.shape).toEqual([4]);
  });

  it('tells −0 from 0', () => {
    const graph = { a: div(1, add(scalar, constant(-0))), b: div(1, add(scalar, constant(0))) };
    const feeds = { scalar: { shape: [], values: Float64Array.of(-0) } };
    const values = interpret(simplify(graph, { without: ['add-zero'] }), feeds);
    expect([values.a.values[0], values.b.values[0]]).toEqual([-Infinity, Infinity]);
  });

  it('keeps integers integers', () => {
    const labels = input('labels', [2], 'int64');
    for (const node of [mul(labels, 0), mul(labels, 1), add(labels, labels), sub(0, labels)]) {
      expect(simplify({ node }).node.dtype).toBe('int64');
    }
  });

  it('moves no factor where float32 would overflow', async () => {
    const graph = { a: add(mul(x, 1e-35), 1e5), b: add(mul(x, 1e-25), mul(y, 1e25)) };
    const feeds = randomFeeds(graph);
    const values = await runNative(graph, feeds, []);
    const expected = interpret(graph, feeds);
    expectClose(values.a!, expected.a, tolerances.float32);
    expectClose(values.b!, expected.b, tolerances.float32);
  });

  it('leaves a symbolic batch symbolic', () => {
    const batch = input('batch', ['N', 3]);
    const graph = { y: add(mul(batch, 0), mul(square(batch), 2)) };
    expect(simplify(graph).y.shape).toEqual(['N', 3]);
  });

  it.each(rewriteNames)('keeps the values of random graphs without %s', (name) => {
    for (let seed = 1; seed <= 8; seed++) {
      const { loss, feeds } = randomGraph(seed);
      const values = interpret({ loss, simplified: simplify({ loss }, { without: [name] }).loss }, feeds);
      expectClose(values.simplified, values.loss, tolerances.algebra, `seed ${seed}`);
    }
  });
});
