// What the iteration asks of networks: buffers that move with the passes of losses, couplings, the way by w.

import { describe, expect, it } from 'vitest';
import { float32 } from '../../src/base/host-tensor.ts';
import { mapRecord } from '../../src/base/record.ts';
import { interpret, toDense } from '../../src/compiler/interpret.ts';
import { defineGan, type GanParts, initialState } from '../../src/gan/gan.ts';
import { trainingStep, wholeIteration } from '../../src/gan/iteration.ts';
import { type Critic, type Generator, layerCritic } from '../../src/gan/networks.ts';
import { objectives } from '../../src/gan/objectives/registry.ts';
import { mean } from '../../src/graph/compositions.ts';
import { add, mul, sign, sub } from '../../src/graph/elementwise.ts';
import { concatOp } from '../../src/graph/shaping.ts';
import { type Tensor, topologicalOrder } from '../../src/graph/tensor.ts';
import type { Layer } from '../../src/nn/layer.ts';
import { linear, sequential } from '../../src/nn/layers.ts';
import { adam } from '../../src/optim/adam.ts';
import { rmsprop } from '../../src/optim/rmsprop.ts';
import { sgd } from '../../src/optim/sgd.ts';
import { randomFeeds } from '../graph/oracles.ts';

/** Leaves its input as it is and counts the passes that move buffers on. */
const counting: Layer = {
  couples: 'none',
  buffers: ['passes'],
  init: () => ({ passes: float32([]) }),
  apply: ({ passes }, x, { buffers }) => ({
    output: x,
    buffers: buffers === 'advance' ? { passes: add(passes!, 1) } : {},
  }),
};

/** Takes the mean of the batch from each sample, as a layer that couples groups of the size of the batch. */
const grouping: Layer = {
  ...{ couples: 'group', init: () => ({}) },
  apply: (_, x) => ({ output: sub(x, mean(x, { axes: [0], keepDims: true })), buffers: {} }),
};

function ganWith(parts: Partial<Pick<GanParts, 'generator' | 'critic'>>) {
  return defineGan({
    generator: linear(2, 2),
    critic: linear(2, 1),
    objective: objectives.get('wgan-gp'),
    ...{ generatorOptimizer: sgd(), criticOptimizer: sgd() },
    ...{ latent: 2, sampleShape: [2], batch: 4, criticSteps: 3 },
    ...parts,
  });
}

function iterationOf(parts: Parameters<typeof ganWith>[0]) {
  const gan = ganWith(parts);
  const state = initialState(gan, 1);
  const graph = trainingStep(state, wholeIteration(gan));
  return { graph, feeds: { ...randomFeeds(graph), ...mapRecord(state, toDense) } };
}

/** Whether real samples and fakes, 4 of each, go through the critic as one batch. */
const isStacked = (graph: Readonly<Record<string, Tensor>>) =>
  topologicalOrder([graph.wasserstein!]).some(({ op, shape }) => op === concatOp && shape[0] === 8);

describe('a variable without axes', () => {
  /** x·scale */
  const scaling: Layer = {
    couples: 'none',
    init: () => ({ scale: float32([]) }),
    apply: ({ scale }, x) => ({ output: mul(x, scale!), buffers: {} }),
  };

  it.each([
    ['sgd with momentum', sgd({ momentum: 0.5 })],
    ['rmsprop', rmsprop()],
    ['adam', adam()],
  ])('keeps its shape under %s', (_, optimizer) => {
    const gan = defineGan({
      ...ganWith({ critic: sequential([linear(2, 2), scaling, linear(2, 1)]) }),
      ...{ criticOptimizer: optimizer, objective: objectives.get('wgan') },
    });
    const state = initialState(gan, 1);
    const step = trainingStep(state, wholeIteration(gan));
    const moved = Object.keys(state).filter((name) => name.includes('critic.1.scale'));
    expect(moved.length).toBe(1 + optimizer.slots.length);
    for (const name of moved) expect(step[`${name}.next`]!.shape).toEqual([]);
  });
});

describe('buffers', () => {
  it('of a generator move on with the fakes of each critic step and with its own step', () => {
    const { graph, feeds } = iterationOf({ generator: sequential([counting, linear(2, 2)]) });
    expect([...interpret(graph, feeds)['generator.0.passes.next']!.values]).toEqual([4]);
  });

  it('of a critic move on with its loss, not with its penalty nor with the step of the generator', () => {
    const { graph, feeds } = iterationOf({ critic: sequential([counting, linear(2, 1)]) });
    expect([...interpret(graph, feeds)['critic.0.passes.next']!.values]).toEqual([3]);
  });

  it('of a critic that sees real and fake apart move on with each', () => {
    const critic = { ...layerCritic(sequential([counting, linear(2, 1)])), seesApart: true } as const;
    const { graph, feeds } = iterationOf({ critic });
    expect(isStacked(graph)).toBe(false);
    expect([...interpret(graph, feeds)['critic.0.passes.next']!.values]).toEqual([6]);
  });

  it('get no slot of the optimizer', () => {
    const gan = ganWith({ critic: sequential([counting, linear(2, 1)]) });
    const momentum = { ...gan, criticOptimizer: sgd({ momentum: 0.9 }) };
    expect(
      Object.keys(initialState(momentum, 1)).filter((name) => name.startsWith('optimizer.critic')),
    ).toEqual(['optimizer.critic.1.weight.momentum_buffer', 'optimizer.critic.1.bias.momentum_buffer']);
  });
});

describe('a critic that couples', () => {
  it('nothing sees real and fake in one pass', () => {
    expect(isStacked(iterationOf({}).graph)).toBe(true);
  });

  it('groups is allowed under a gradient penalty, and sees real and fake apart', () => {
    const { graph, feeds } = iterationOf({ critic: sequential([grouping, linear(2, 1)]) });
    expect(isStacked(graph)).toBe(false);
    // without its mean, a batch scores the bias on average, real or fake
    expect(interpret(graph, feeds).wasserstein!.values[0]).toBeCloseTo(0, 12);
  });

  it('statistics is refused under a gradient penalty, with what to do', () => {
    const statistics: Layer = { ...grouping, couples: 'statistics' };
    expect(() => ganWith({ critic: sequential([statistics, linear(2, 1)]) })).toThrow(
      /batch normalisation cannot/,
    );
  });
});

it('a generator goes by w, and the buffers of both ways come along', () => {
  const mapping = sequential([counting, linear(2, 2)]);
  const generator: Generator = {
    couples: 'none',
    buffers: ['0.passes', 'seen'],
    init: (random) => ({ ...mapping.init(random), seen: float32([]) }),
    map: (variables, z, pass) => mapping.apply(variables, z, pass),
    synthesize: ({ seen }, w) => ({ output: add(w, 1), buffers: { seen: add(seen!, 10) } }),
  };
  const { graph, feeds } = iterationOf({ generator });
  const values = interpret(graph, feeds);
  expect([...values['generator.0.passes.next']!.values]).toEqual([4]);
  expect([...values['generator.seen.next']!.values]).toEqual([40]);
});

/** Samples moved by noise as strong as a probability, which grows while the critic is sure of real ones: the shape of
 *  adaptive augmentation (Karras et al. 2020, arXiv:2006.06676, section 3). */
function augmented(critic: Critic): Critic {
  return {
    ...critic,
    seesApart: true,
    buffers: [...(critic.buffers ?? []), 'augment.p'],
    init: (random) => ({ ...critic.init(random), 'augment.p': float32([], [0.25]) }),
    judge({ 'augment.p': p, ...variables }, samples, pass) {
      const noise = pass.random('augment.noise', samples.shape, 'normal');
      const judgement = critic.judge(variables, add(samples, mul(noise, p!)), pass);
      if (pass.of !== 'real' || pass.buffers === 'hold') return judgement;
      const isSure = sub(mean(sign(judgement.scores)), 0.6);
      return {
        ...judgement,
        buffers: { ...judgement.buffers, 'augment.p': add(p!, mul(sign(isSure), 0.125)) },
      };
    },
  };
}

it('augmentation adapts itself between samples and critic, penalties looking through it', () => {
  const { graph, feeds } = iterationOf({ critic: augmented(layerCritic(linear(2, 1))) });
  const values = interpret(graph, feeds);
  // three critic steps, each up or down by an eighth, and none by the penalty or the generator
  const steps = (values['critic.augment.p.next']!.values[0]! - 0.25) / 0.125;
  expect([-3, -1, 1, 3]).toContain(steps);
  const noises = Object.keys(feeds).filter((name) => name.includes('augment.noise'));
  expect(noises.length).toBeGreaterThanOrEqual(3);
  const apart = interpret(graph, {
    ...feeds,
    ...Object.fromEntries(
      noises.map((name) => [name, { ...feeds[name]!, values: feeds[name]!.values.map((x) => -x) }]),
    ),
  });
  expect(apart.criticLoss!.values[0]).not.toBe(values.criticLoss!.values[0]);
});
