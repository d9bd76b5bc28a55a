// From graph to ONNX: names, copies, constants, symbolic batches, standard ops, equal bytes.

import { describe, expect, it } from 'vitest';
import { ShapeError } from '../../../src/base/errors.ts';
import { type CompileOptions, compile } from '../../../src/compiler/program.ts';
import { rewriteNames } from '../../../src/compiler/simplify.ts';
import { mean, ones, sampleNorm, square, zeros } from '../../../src/graph/compositions.ts';
import { add, div, leakyRelu, mul, sub, tanh } from '../../../src/graph/elementwise.ts';
import { gemm } from '../../../src/graph/gemm.ts';
import { constant, input, stopGradient } from '../../../src/graph/leaves.ts';
import { reduceMax } from '../../../src/graph/reduce-max.ts';
import { concat, flatten, reshape, slice, transpose } from '../../../src/graph/shaping.ts';
import { take } from '../../../src/graph/take.ts';
import type { Tensor } from '../../../src/graph/tensor.ts';
import { onnxFile, onnxModel } from '../../../src/targets/onnx/onnx.ts';
import { randomGraph } from '../../compiler/random-graph.ts';
import { dense, type Feeds, randomFeeds, runNative } from '../../graph/oracles.ts';
import { expectClose, tolerances } from '../../tolerances.ts';
import { stepNames } from './optimized.ts';

type Graph = Readonly<Record<string, Tensor>>;

const x = input('x', [2, 3]);
const weight = input('weight', [4, 3]);
const feeds = randomFeeds({ x, weight });

/** The model of a graph as it stands. */
const modelOf = (graph: Graph, options: Partial<CompileOptions> = {}) =>
  onnxModel(compile(graph, { name: 'test', without: rewriteNames, ...options }));

const opTypes = (graph: Graph) => modelOf(graph).nodes.map(({ opType }) => opType);

describe('onnxModel', () => {
  it('names inputs and outputs, and describes them', () => {
    const model = modelOf(
      { y: tanh(x) },
      { name: 'model', descriptions: { x: 'points', y: 'images' }, metadata: { author: 'me' } },
    );
    expect(model).toMatchObject({
      graphName: 'model',
      inputs: [{ name: 'x', dtype: 'float32', shape: [2, 3], description: 'points' }],
      outputs: [{ name: 'y', dtype: 'float32', shape: [2, 3], description: 'images' }],
      nodes: [{ opType: 'Tanh', inputs: ['x'], outputs: ['y'], attributes: {} }],
      initializers: {},
      metadata: { author: 'me' },
    });
  });

  it('writes equal nodes once', () => {
    const places = [take(x, [2, -1], 1), take(x, [-1, 0], 1)]; // both put a zero after x
    expect(opTypes({ y: concat(places) })).toEqual(['Pad', 'Gather', 'Gather', 'Concat']);
  });

  it('writes nothing that no output needs: what it reads would stay in memory to the end', () => {
    const twice = modelOf({ y: tanh(reshape(reshape(tanh(x), [3, 2]), [1, 6])) });
    expect(twice.nodes.map(({ opType }) => opType)).toEqual(['Tanh', 'Reshape', 'Tanh']);
    expect(Object.keys(twice.initializers)).toHaveLength(1);
  });

  it('reshapes what was reshaped from what it was at first', async () => {
    const once = reshape(x, [6]);
    const graph = {
      a: tanh(reshape(once, [3, 2])),
      b: tanh(reshape(once, [2, 3])),
      c: reshape(once, [1, 6]),
    };
    const { nodes } = modelOf(graph);
    expect(nodes.map(({ opType, inputs }) => [opType, inputs[0]])).toEqual([
      ['Reshape', 'x'],
      ['Tanh', 'v1'],
      ['Tanh', 'x'],
      ['Reshape', 'x'],
    ]);
    const values = await runNative(graph, feeds);
    expect(values.a!.shape).toEqual([3, 2]);
    expectClose(
      values.c!,
      dense([1, 6], (i) => feeds.x!.values[i]!),
      0,
    );
  });

  it('copies a node that is two outputs, an output that is an input, and one that is a constant', async () => {
    const y = tanh(x);
    const graph = { a: y, b: y, c: x, d: constant([1, 2]), e: stopGradient(y), f: add(y, 1) };
    expect(opTypes(graph)).toEqual(['Tanh', 'Add', 'Identity', 'Identity', 'Identity', 'Identity']);
    const values = await runNative(graph, feeds);
    for (const name of ['a', 'b', 'e']) {
      expectClose(
        values[name]!,
        dense([2, 3], (i) => Math.tanh(feeds.x!.values[i]!)),
        tolerances.float32,
      );
    }
    expectClose(values.c!, feeds.x!, 0);
    expectClose(
      values.d!,
      dense([2], (index) => index + 1),
      0,
    );
  });

  it('stores equal constants once, and tells −0 from 0', async () => {
    const graph = { y: add(mul(x, 2), sub(2, x)), z: div(1, constant(-0)), p: div(1, constant(0)) };
    expect(Object.keys(modelOf(graph).initializers)).toHaveLength(4); // 2, 1, −0, 0
    const { z, p } = await runNative(graph, feeds);
    expect([z!.values[0], p!.values[0]]).toEqual([-Infinity, Infinity]);
  });

  it('accepts one input made twice', async () => {
    const y = add(x, input('x', [2, 3]));
    const values = await runNative({ y }, feeds);
    expectClose(
      values.y!,
      dense([2, 3], (index) => 2 * feeds.x!.values[index]!),
      tolerances.float32,
    );
  });

  it('keeps its own names apart from those of inputs and outputs', async () => {
    const v0 = input('v0', [2]);
    const c0 = input('c0', [2]);
    const graph = { v1: mul(add(v0, c0), 2), c1: sub(v0, 3) };
    const given: Feeds = { v0: dense([2], () => 1), c0: dense([2], () => 2) };
    const values = await runNative(graph, given);
    expect(values.v1!.values).toEqual(Float64Array.of(6, 6));
    expect(values.c1!.values).toEqual(Float64Array.of(-2, -2));
  });

  it('asks for what the program asks for, though its own rewrites read less', () => {
    const program = compile({ y: add(tanh(x), input('rate', [])) }, { name: 'test' });
    const { inputs } = onnxModel({ ...program, graph: { y: tanh(x) } });
    expect(inputs.map(({ name }) => name)).toEqual(['x', 'rate']);
  });

  it('refuses a broadcast to a symbolic shape', () => {
    expect(() => modelOf({ y: zeros(['N', 3]) })).toThrow(ShapeError);
  });
});

describe('onnxFile', () => {
  it('gives equal bytes for equal graphs', () => {
    const random = (seed: number) => onnxFile(compile({ loss: randomGraph(seed).loss }, { name: 'p' }));
    expect(random(1)).toEqual(random(1));
    expect(random(1)).not.toEqual(random(2));
  });

  it('uses standard ops only', () => {
    const model = modelOf({
      loss: randomGraph(3).loss,
      y: leakyRelu(gemm(x, weight, { transposeB: true })),
    });
    expect(model.opset).toBe(17);
    expect(model.domains).toBeUndefined();
    expect(model.nodes.every(({ domain }) => domain === undefined)).toBe(true);
  });
});

/** A network that uses everything that may meet a symbolic batch. */
function network(batch: number | 'N'): Tensor {
  const latent = input('latent', [batch, 6]);
  const hidden = leakyRelu(
    gemm(latent, input('0.weight', [8, 6]), { transposeB: true, summand: input('0.bias', [8]) }),
    0.2,
  );
  const channels = reshape(hidden, [batch, 2, 4]);
  const swapped = flatten(transpose(channels, [0, 2, 1]));
  const joined = concat([swapped, slice(hidden, { axis: 1, start: 2, end: 5 })], 1);
  const norms = reshape(sampleNorm(joined), [batch, 1]);
  const centred = sub(joined, mean(joined, { axes: [1], keepDims: true }));
  const scaled = div(centred, add(norms, reduceMax(square(joined), { axes: [1], keepDims: true })));
  const images = reshape(tanh(mul(scaled, constant([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]))), [batch, 1, 11]);
  return add(images, ones([11]));
}

describe.each([1, 3, 64])('a symbolic batch of %i', (batch) => {
  it.each([
    ['as it stands', stepNames],
    ['simplified', []],
  ])('gives what the static program gives, %s', async (_, without) => {
    const fixed = randomFeeds({ y: network(batch) });
    const expected = await runNative({ y: network(batch) }, fixed, without);
    const values = await runNative({ y: network('N') }, fixed, without);
    expect(values.y!.shape).toEqual([batch, 1, 11]);
    expectClose(values.y!, expected.y!, tolerances.algebra);
  });
});
