// Shapes and dtypes that do not fit are refused where the node is built, with both in the message.

import { expect, it } from 'vitest';
import { ShapeError } from '../../src/base/errors.ts';
import { logSoftmax, mean } from '../../src/graph/compositions.ts';
import * as elementwise from '../../src/graph/elementwise.ts';
import { gemm, matmul } from '../../src/graph/gemm.ts';
import { constant, input } from '../../src/graph/leaves.ts';
import { reduceMax } from '../../src/graph/reduce-max.ts';
import { broadcastTo, reduceSum } from '../../src/graph/reduction.ts';
import { concat, pad, reshape, slice, transpose } from '../../src/graph/shaping.ts';
import type { Tensor } from '../../src/graph/tensor.ts';

const matrix = input('matrix', [2, 3]);
const vector = input('vector', [4]);
const batch = input('batch', ['N', 3]);
const labels = input('labels', [2, 3], 'int64');
const mask = input('mask', [2, 3], 'bool');
const bytes = input('bytes', [2, 3], 'uint8');

const { add, div, greater, exp, select, step, leakyRelu } = elementwise;

const rows: readonly (readonly [string, () => Tensor])[] = [
  ['add, shapes', () => add(matrix, vector)],
  ['add, symbol', () => add(batch, matrix)],
  ['add, dtypes', () => add(matrix, labels)],
  ['add, bool', () => add(mask, mask)],
  ['div, integers', () => div(labels, 2)],
  ['greater, bool', () => greater(mask, mask)],
  ['exp, integers', () => exp(labels)],
  ['select, condition', () => select(matrix, matrix, 0)],
  ['select, dtypes', () => select(mask, matrix, labels)],
  ['select, shapes', () => select(mask, vector, 0)],
  ['leakyRelu, slope', () => leakyRelu(matrix, 0)],
  ['step, values', () => step(matrix, { below: 1, above: 0 })],
  ['gemm, inner', () => matmul(matrix, matrix)],
  ['gemm, inner, transposed', () => gemm(matrix, input('weight', [4, 2]), { transposeB: true })],
  ['gemm, rank', () => matmul(matrix, vector)],
  ['gemm, dtypes', () => matmul(matrix, transpose(labels))],
  ['gemm, summand', () => gemm(matrix, transpose(matrix), { summand: vector })],
  ['gemm, summand too large', () => gemm(matrix, input('w', [3, 1]), { summand: matrix })],
  ['reshape, count', () => reshape(matrix, [4])],
  ['reshape, symbol', () => reshape(batch, [6])],
  ['transpose, axes', () => transpose(matrix, [0, 2])],
  ['transpose, twice', () => transpose(matrix, [0, 0])],
  ['transpose, partial', () => transpose(matrix, [0])],
  ['concat, shapes', () => concat([matrix, vector])],
  ['concat, dtypes', () => concat([matrix, labels])],
  ['concat, symbol', () => concat([batch, batch])],
  ['concat, axis', () => concat([matrix], 2)],
  ['concat, none', () => concat([])],
  ['slice, range', () => slice(matrix, { axis: 0, start: 1, end: 3 })],
  ['slice, empty', () => slice(matrix, { axis: 1, start: 1, end: 1 })],
  ['slice, symbol', () => slice(batch, { axis: 0, start: 0, end: 1 })],
  ['pad, counts', () => pad(matrix, { axis: 0, before: -1, after: 0 })],
  ['broadcastTo, shapes', () => broadcastTo(matrix, [2, 4])],
  ['broadcastTo, smaller', () => broadcastTo(matrix, [3])],
  ['reduceSum, axes', () => reduceSum(matrix, { axes: [2] })],
  ['reduceSum, bytes', () => reduceSum(bytes)],
  ['reduceMax, integers', () => reduceMax(labels)],
  ['mean, symbol', () => mean(batch)],
  ['logSoftmax, axis', () => logSoftmax(matrix, 2)],
  ['constant, count', () => constant([1, 2, 3], [2])],
];

/** The message of the ShapeError that a function throws. */
function refusal(build: () => Tensor): string {
  try {
    const { dtype, shape } = build();
    return `accepted as ${dtype}[${shape.join(',')}]`;
  } catch (error) {
    if (error instanceof ShapeError) return error.message;
    throw error;
  }
}

it('names the rule and the shapes', () => {
  const messages = rows.map(([what, build]) => `${what} → ${refusal(build)}`);
  expect(`\n${messages.join('\n')}\n`).toMatchInlineSnapshot(`
    "
    add, shapes → Add: shapes must broadcast, got [2,3] and [4]
    add, symbol → Add: shapes must broadcast, got [N,3] and [2,3]
    add, dtypes → Add: dtypes must be equal, got float32[2,3] and int64[2,3]
    add, bool → Add: needs float32 or int64 or int32 or uint8, got bool[2,3] and bool[2,3]
    div, integers → Div: needs float32, got int64[2,3] and int64[]
    greater, bool → Greater: needs float32 or int64 or int32 or uint8, got bool[2,3] and bool[2,3]
    exp, integers → Exp: needs float32, got int64[2,3]
    select, condition → select: needs a bool condition and two equal dtypes, got float32[2,3], float32[2,3], float32[]
    select, dtypes → select: needs a bool condition and two equal dtypes, got bool[2,3], float32[2,3], int64[2,3]
    select, shapes → select: shapes must broadcast, got [2,3] and [4]
    leakyRelu, slope → leakyRelu: needs a slope alpha > 0, got 0
    step, values → step: needs 0 ≤ below < above ≤ 1, got 1 and 0
    gemm, inner → gemm: needs matrices of equal inner size, got float32[2,3] and float32[2,3]
    gemm, inner, transposed → gemm: needs matrices of equal inner size, got float32[2,3] and float32[4,2] transposed
    gemm, rank → gemm: needs matrices of equal inner size, got float32[2,3] and float32[4]
    gemm, dtypes → gemm: needs float32, got float32[2,3] and int64[3,2]
    gemm, summand → gemm: shapes must broadcast, got [4] and [2,2]
    gemm, summand too large → gemm: the summand must broadcast to [2,1], got float32[2,3]
    reshape, count → reshape: must keep the number of elements, got float32[2,3] and [4]
    reshape, symbol → reshape: must keep the number of elements, got float32[N,3] and [6]
    transpose, axes → transpose: axes must be distinct and below the rank 2, got [0,2]
    transpose, twice → transpose: axes must be distinct and below the rank 2, got [0,0]
    transpose, partial → transpose: must name every axis, got float32[2,3] and [0]
    concat, shapes → concat: tensors must agree in dtype and on all axes but 0, got float32[2,3], float32[4]
    concat, dtypes → concat: tensors must agree in dtype and on all axes but 0, got float32[2,3], int64[2,3]
    concat, symbol → concat: tensors must agree in dtype and on all axes but 0, got float32[N,3], float32[N,3]
    concat, axis → concat: axes must be distinct and below the rank 2, got [2]
    concat, none → concat: needs at least one tensor, got none
    slice, range → slice: needs 0 ≤ start < end ≤ size of axis 0, got 1:3 of float32[2,3]
    slice, empty → slice: needs 0 ≤ start < end ≤ size of axis 1, got 1:1 of float32[2,3]
    slice, symbol → slice: needs 0 ≤ start < end ≤ size of axis 0, got 0:1 of float32[N,3]
    pad, counts → pad: needs counts ≥ 0 on a fixed axis, got -1, 0 on axis 0 of float32[2,3]
    broadcastTo, shapes → broadcastTo: shapes must broadcast, got [2,3] and [2,4]
    broadcastTo, smaller → broadcastTo: must stretch to [3], got float32[2,3]
    reduceSum, axes → reduceSum: axes must be distinct and below the rank 2, got [2]
    reduceSum, bytes → reduceSum: needs float32, int64 or int32, got uint8[2,3]
    reduceMax, integers → reduceMax: needs float32, got int64[2,3]
    mean, symbol → mean: needs fixed axes, got axis 0 of [N,3]
    logSoftmax, axis → reduceMax: axes must be distinct and below the rank 2, got [2]
    constant, count → constant: float32[2] holds 2 elements, got 3
    "
  `);
});
