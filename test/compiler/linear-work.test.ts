// Work grows with the graph and no faster: nodes are counted, not seconds.

import { describe, expect, it } from 'vitest';
import { gradient } from '../../src/compiler/gradient.ts';
import { compile, compiling } from '../../src/compiler/program.ts';
import type { Work } from '../../src/compiler/work.ts';
import { initialState } from '../../src/gan/gan.ts';
import { trainingStep, wholeIteration } from '../../src/gan/iteration.ts';
import { objectives } from '../../src/gan/objectives/registry.ts';
import { mean, sampleNorm, square } from '../../src/graph/compositions.ts';
import { conv } from '../../src/graph/convolution.ts';
import { add, mul, relu, sub, tanh } from '../../src/graph/elementwise.ts';
import { input, stopGradient } from '../../src/graph/leaves.ts';
import { reduceSum } from '../../src/graph/reduction.ts';
import { flatten } from '../../src/graph/shaping.ts';
import { type Tensor, topologicalOrder } from '../../src/graph/tensor.ts';
import { lowering } from '../../src/targets/lower.ts';
import { blockedOnnx } from '../../src/targets/onnx/blocked/target.ts';
import { onnx } from '../../src/targets/onnx/onnx.ts';
import { type PartialConfig, resolveConfig } from '../../src/train/config.ts';
import { ganOf } from '../../src/train/setup.ts';

const sizes: PartialConfig = { latent: 3, batch: 4, generatorHidden: [6, 5], criticHidden: [5, 6] };

function iterationOf(config: PartialConfig) {
  const gan = ganOf(resolveConfig({ ...sizes, ...config }), [1, 2, 4]);
  return trainingStep(initialState(gan, 1), wholeIteration(gan));
}

/** Nodes that are visited until the work is done, each time that they are. */
function visitsOf(work: Work<unknown>): number {
  let visits = 0;
  for (let next = work.next(); !next.done; next = work.next()) visits += next.value;
  return visits;
}

const compileVisits = (config: PartialConfig) =>
  visitsOf(compiling(iterationOf(config), { name: 'iteration' }));

const lowerVisits = (config: PartialConfig) =>
  visitsOf(lowering(compile(iterationOf(config), { name: 'iteration' }), onnx));

const nodesMade = (config: PartialConfig) => {
  const before = input('first', []).serial;
  iterationOf(config);
  return input('last', []).serial - before;
};

describe.each(objectives.names)('%s', (objective) => {
  it.each([
    ['compile', compileVisits],
    ['lower', lowerVisits],
    ['graph', nodesMade],
  ])('%s: twice the critic steps are at most about twice the work', (_, workOf) => {
    const [four, eight] = [4, 8].map((criticSteps) => workOf({ objective, criticSteps })) as [number, number];
    expect(eight).toBeLessThanOrEqual(2.1 * four);
  });

  it.each([
    ['compile', compileVisits],
    ['lower', lowerVisits],
    ['graph', nodesMade],
  ])('%s: twice the layers are at most about twice the work', (_, workOf) => {
    const [six, twelve] = [6, 12].map((layers) => {
      const hidden = new Array<number>(layers).fill(4);
      return workOf({ objective, criticSteps: 1, generatorHidden: hidden, criticHidden: hidden });
    }) as [number, number];
    expect(twelve).toBeLessThanOrEqual(2.1 * six);
  });
});

describe('convolutional networks', () => {
  const channels = 8;
  const image = input('image', [2, channels, 4, 4]);

  /** Weights and slopes of residual blocks under a gradient penalty, as a critic's step has them. */
  function residual(blocks: number): Record<string, Tensor> {
    const weights = Array.from({ length: 2 * blocks }, (_, index) =>
      input(`weight${index}`, [channels, channels, 3, 3]),
    );
    const block = (x: Tensor, at: number) => {
      const inner = conv(relu(x), weights[at]!, { padding: 1 });
      return add(x, conv(relu(inner), weights[at + 1]!, { padding: 1 }));
    };
    const deep = weights.reduce((x, _, at) => (at % 2 === 0 ? block(x, at) : x), image);
    const scores = reduceSum(flatten(deep), { axes: [1] });
    const [slope] = gradient(reduceSum(scores), [image]);
    const loss = add(mean(scores), mean(square(sub(sampleNorm(flatten(slope!)), 1))));
    return Object.fromEntries(
      gradient(loss, weights).map((found, at) => [`weight${at}.next`, sub(weights[at]!, found)]),
    );
  }

  it.each([
    ['compile', (graph: Record<string, Tensor>) => compiling(graph, { name: 'step' })],
    [
      'lower',
      (graph: Record<string, Tensor>) => lowering(compile(graph, { name: 'step' }), blockedOnnx(channels)),
    ],
  ] as const)('%s: twice the blocks are at most about twice the work', (_, work) => {
    expect(visitsOf(work(residual(12)))).toBeLessThanOrEqual(2.1 * visitsOf(work(residual(6))));
  });
});

it('a reshape goes through a long sum at once', () => {
  const sumOf = (count: number) => {
    const parts = Array.from({ length: count }, (_, index) => tanh(input(`x${index}`, [2, 3, 4])));
    return visitsOf(compiling({ sum: flatten(parts.reduce(add)) }, { name: 'sum' }));
  };
  expect(sumOf(40)).toBeLessThanOrEqual(2.1 * sumOf(20));
});

describe('gradient', () => {
  /** The node, its inputs counted whenever they are read. */
  const counted = (node: Tensor, reads: { count: number }): Tensor => ({
    ...node,
    get inputs() {
      reads.count++;
      return node.inputs;
    },
  });

  it('does not walk through what is older than all of its variables', () => {
    const reads = { count: 0 };
    let old = counted(input('x', [3]), reads);
    for (let depth = 0; depth < 100; depth++) old = counted(tanh(old), reads);
    const weight = input('weight', [3]);
    reads.count = 0;
    gradient(mean(mul(weight, old)), [weight]);
    expect(reads.count).toBeLessThan(10);
  });

  it('does not walk through a stopped gradient', () => {
    const reads = { count: 0 };
    const weight = input('weight', [3]);
    let younger = counted(tanh(weight), reads);
    for (let depth = 0; depth < 100; depth++) younger = counted(tanh(younger), reads);
    const stopped = stopGradient(younger);
    reads.count = 0;
    gradient(mean(mul(weight, stopped)), [weight]);
    expect(reads.count).toBe(0);
  });

  it.each([
    ['a variable', (weight: Tensor) => weight],
    ['what depends on it', tanh],
  ])('does not differentiate what reads the stopped gradient of %s', (_, held) => {
    const weight = input('weight', [3]);
    let stopped = stopGradient(held(weight));
    for (let depth = 0; depth < 100; depth++) stopped = tanh(stopped);
    const loss = mean(mul(add(weight, stopped), 2));
    const [slope] = gradient(loss, [weight]);
    expect(topologicalOrder([slope!]).length).toBeLessThan(10);
    expect(input('last', []).serial - loss.serial).toBeLessThan(30);
  });
});
