import { expect, it } from 'vitest';
import { mean, square } from '../../src/graph/compositions.ts';
import { add, cast, greater, leakyRelu, mul, select } from '../../src/graph/elementwise.ts';
import { gemm } from '../../src/graph/gemm.ts';
import { constant, input } from '../../src/graph/leaves.ts';
import { printGraph } from '../../src/graph/print.ts';
import { concat, slice } from '../../src/graph/shaping.ts';

it('prints a layer: inputs by name, attributes, types', () => {
  const x = input('x', ['N', 3]);
  const weight = input('0.weight', [2, 3]);
  const bias = input('0.bias', [2]);
  const y = leakyRelu(gemm(x, weight, { transposeB: true, summand: bias }), 0.2);
  expect(printGraph({ y })).toMatchInlineSnapshot(`
    "%0 = Gemm(x, 0.weight, 0.bias, transposeA=false, transposeB=true, alpha=1, beta=1) : float32[N,2]
    %1 = LeakyRelu(%0, alpha=0.2) : float32[N,2]
    y = %1"
  `);
});

it('prints small constants inline, large ones by their count, and a shared node once', () => {
  const x = input('x', [2, 3]);
  const shared = square(x);
  const y = add(mul(shared, 0.1), constant([1, 2, 3]));
  const z = mean(add(shared, constant(new Float64Array(6), [2, 3])));
  expect(printGraph({ y, z, x })).toMatchInlineSnapshot(`
    "%0 = Mul(x, x) : float32[2,3]
    %1 = Mul(%0, 0.1) : float32[2,3]
    %2 = Add(%1, float32[3][1,2,3]) : float32[2,3]
    %3 = Add(%0, float32[2,3][6 values]) : float32[2,3]
    %4 = ReduceSum(%3, axes=[0,1], keepDims=false) : float32[]
    %5 = Mul(%4, 0.1666667) : float32[]
    y = %2
    z = %5
    x = x"
  `);
});

it('prints other dtypes, axes and ranges', () => {
  const x = input('x', [2, 3], 'uint8');
  const images = cast(x, 'float32');
  const bright = select(greater(images, 127), images, 0);
  const y = concat([slice(bright, { axis: -1, start: 0, end: 1 }), images], 1);
  expect(printGraph({ y })).toMatchInlineSnapshot(`
    "%0 = Cast(x, to=float32) : float32[2,3]
    %1 = Greater(%0, 127) : bool[2,3]
    %2 = Where(%1, %0, 0) : float32[2,3]
    %3 = Slice(%2, axis=1, start=0, end=1) : float32[2,1]
    %4 = Concat(%3, %0, axis=1) : float32[2,4]
    y = %4"
  `);
});
