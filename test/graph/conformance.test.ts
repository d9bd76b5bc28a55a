// Every op against ONNX Runtime and against finite differences, walking the rows of samples.ts.

import { describe, expect, it } from 'vitest';
import { formatType } from '../../src/base/shape.ts';
import { gradient } from '../../src/compiler/gradient.ts';
import { interpret } from '../../src/compiler/interpret.ts';
import { add, clip } from '../../src/graph/elementwise.ts';
import { constant, input } from '../../src/graph/leaves.ts';
import { type OpName, ops } from '../../src/graph/ops.ts';
import { printGraph } from '../../src/graph/print.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { expectClose, tolerances } from '../tolerances.ts';
import {
  centralDifference,
  createRandom,
  dense,
  direction,
  type Feeds,
  innerProduct,
  runNative,
  weighted,
} from './oracles.ts';
import { instantiate, samples } from './samples.ts';

interface Case {
  readonly title: string;
  readonly node: Tensor;
  readonly inputs: readonly Tensor[];
  readonly feeds: Feeds;
  readonly hasKinks: boolean;
}

const casesOf = (name: OpName): Case[] =>
  samples[name].map((sample, index) => {
    const { node, inputs, ...rest } = instantiate(sample, index + 1);
    const operands = inputs.map((x) => `${x.attributes.name} ${formatType(x)}`).join(', ');
    return { title: `${operands}: ${printGraph({ y: node }).split('\n')[0]}`, node, inputs, ...rest };
  });

const scalar = (value: number) => dense([], () => value);

/** ⟨Jᵀ·seed, directions⟩ as graph: the derivative of y along directions of its inputs. */
function along(y: Tensor, xs: readonly Tensor[], directions: Feeds, seed?: Tensor): Tensor {
  return gradient(y, xs, { seed })
    .map((dx, index) => weighted(dx, directions[String(xs[index]!.attributes.name)]!))
    .reduce(add, constant(0));
}

/** The differentiable inputs of a case, weights for its output, and a direction for each input. */
function directed({ inputs, node }: Case) {
  const random = createRandom(99);
  const xs = inputs.filter(({ dtype }) => dtype === 'float32');
  const weights = direction(node.shape as number[], random);
  const directions: Feeds = Object.fromEntries(
    xs.map((x) => [x.attributes.name, direction(x.shape as number[], random)]),
  );
  return { xs, weights, directions };
}

describe.each(Object.keys(ops) as OpName[])('%s', (name) => {
  const cases = casesOf(name);
  /** stopGradient is a constant to `gradient` only: test/compiler/gradient.test.ts. */
  const differentiable = cases.filter(
    ({ node, inputs, hasKinks }) =>
      !hasKinks &&
      name !== 'StopGradient' &&
      node.dtype === 'float32' &&
      inputs.some(({ dtype }) => dtype === 'float32'),
  );

  it.each(cases)('$title: shape and values as ONNX Runtime has them', async ({ node, feeds }) => {
    expect(node.op).toBe(ops[name]);
    const native = await runNative({ y: node }, feeds);
    expectClose(interpret({ y: node }, feeds).y, native.y!, tolerances.float32);
  });

  it.each(differentiable)('$title: first derivative', (sample) => {
    const { xs, weights, directions } = directed(sample);
    const loss = weighted(sample.node, weights);
    const { slope } = interpret({ slope: along(loss, xs, directions) }, sample.feeds);
    expectClose(slope, centralDifference(loss, sample.feeds, directions), tolerances.float64);
  });

  it.each(differentiable)('$title: second derivative', (sample) => {
    const { xs, weights, directions } = directed(sample);
    const slope = along(weighted(sample.node, weights), xs, directions);
    const { curvature } = interpret({ curvature: along(slope, xs, directions) }, sample.feeds);
    expectClose(curvature, centralDifference(slope, sample.feeds, directions), tolerances.float64);
  });

  it.each(differentiable)('$title: ⟨Jv, w⟩ = ⟨v, Jᵀw⟩', (sample) => {
    const { xs, weights, directions } = directed(sample);
    const seed = input('w', sample.node.shape);
    const pulledBack = along(sample.node, xs, directions, seed);
    // ⟨Jᵀw, v⟩ is linear in w: its gradient with respect to w is Jv.
    const [pushed] = gradient(pulledBack, [seed]);
    const values = interpret({ pushed: pushed!, pulledBack }, { ...sample.feeds, w: weights });
    expectClose(scalar(innerProduct(values.pushed, weights)), values.pulledBack, tolerances.algebra);
    const differences = centralDifference(sample.node, sample.feeds, directions);
    expectClose(values.pushed, differences, tolerances.float64);
  });
});

it('clip keeps NaN, natively too', async () => {
  const x = dense([3], (index) => [Number.NaN, -1e30, 1e30][index]!);
  const y = clip(input('x', [3]), -1, 1);
  expect(interpret({ y }, { x }).y.values).toEqual(Float64Array.of(Number.NaN, -1, 1));
  expect([...(await runNative({ y }, { x })).y!.values]).toEqual([Number.NaN, -1, 1]);
});
