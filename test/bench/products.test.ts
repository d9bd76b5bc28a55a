// The floor: the products of a program, cut out of what is around them.

import { expect, it } from 'vitest';
import { ganOf } from '../../bench/peers/gan-of.ts';
import { productsOf } from '../../bench/peers/products.ts';
import { works } from '../../bench/works.ts';
import { compile } from '../../src/compiler/program.ts';
import { stateTypes } from '../../src/gan/gan.ts';
import { trainingStep, wholeIteration } from '../../src/gan/iteration.ts';
import { conv } from '../../src/graph/convolution.ts';
import { relu } from '../../src/graph/elementwise.ts';
import { gemm } from '../../src/graph/gemm.ts';
import { input } from '../../src/graph/leaves.ts';
import { flatten } from '../../src/graph/shaping.ts';
import { type Tensor, topologicalOrder } from '../../src/graph/tensor.ts';
import { optimize } from '../../src/targets/lower.ts';
import { blockedOnnx } from '../../src/targets/onnx/blocked/target.ts';

const counts = (graph: Readonly<Record<string, Tensor>>) => {
  const found: Record<string, number> = {};
  for (const { op } of topologicalOrder(Object.values(graph))) found[op.name] = (found[op.name] ?? 0) + 1;
  return found;
};

it('keeps products in their order and nothing between them', () => {
  const [x, w] = [input('x', [2, 16, 8, 8]), input('w', [16, 16, 3, 3])];
  const first = conv(x, w, { padding: 1 });
  const second = conv(relu(first), w, { padding: 1 });
  const y = gemm(flatten(second), input('v', [1024, 1]));
  const found = productsOf({ y });
  expect(counts(found)).toEqual({ Conv: 2, Gemm: 1, Input: 4 });
  const all = topologicalOrder(Object.values(found));
  const [one, two] = all.filter(({ op }) => op.name === 'Conv') as [Tensor, Tensor];
  expect(two.inputs[0]).toBe(one);
});

it('shares an input among large operands, but never makes two products one', () => {
  const large = [input('a', [1024, 1024]), input('b', [1024, 1024]), input('c', [1024, 1024])];
  const small = input('s', [1024, 8]);
  const different = input('t', [1024, 8]);
  const [a, b, c] = large as [Tensor, Tensor, Tensor];
  const found = productsOf({ p: gemm(a, small), q: gemm(b, small), r: gemm(c, different) });
  expect(counts(found)).toEqual({ Gemm: 3, Input: 4 });
  expect(counts(compile(found, { name: 'products' }).graph)).toEqual({ Gemm: 3, Input: 4 });
});

it('has as many products as the lowered program of a convolutional work', () => {
  const { model } = works.find(({ id }) => id === 10)!;
  const gan = ganOf({ ...model, batch: 2, criticSteps: 1 });
  const { graph } = compile(trainingStep(stateTypes(gan), wholeIteration(gan)), { name: 'iteration' });
  const lowered = optimize(graph, blockedOnnx(16));
  const before = counts(lowered);
  const after = counts(compile(productsOf(lowered), { name: 'products' }).graph);
  expect(before.BlockedConv).toBeGreaterThan(0);
  expect([after.BlockedConv, after.Gemm]).toEqual([before.BlockedConv, before.Gemm]);
  expect(Object.keys(after).toSorted()).toEqual(['BlockedConv', 'Gemm', 'Input']);
});
