// What an objective may be made of: several weighted terms on both sides, options of its own, live scalars by name.

import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { liveNames, option } from '../../src/base/options.ts';
import { mapRecord } from '../../src/base/record.ts';
import { gradient } from '../../src/compiler/gradient.ts';
import { interpret, toDense } from '../../src/compiler/interpret.ts';
import { defineGan, type Gan, initialState } from '../../src/gan/gan.ts';
import { scalarValues } from '../../src/gan/inputs.ts';
import { trainingGraph, wholeIteration } from '../../src/gan/iteration.ts';
import { defineObjective, type Objective } from '../../src/gan/objectives/objective.ts';
import { mean, ones, square } from '../../src/graph/compositions.ts';
import { add, mul, softplus, sub } from '../../src/graph/elementwise.ts';
import { reduceSum } from '../../src/graph/reduction.ts';
import type { Dense, Tensor } from '../../src/graph/tensor.ts';
import { activation, linear, sequential } from '../../src/nn/layers.ts';
import { sgd } from '../../src/optim/sgd.ts';
import { randomFeeds } from '../graph/oracles.ts';

const weight = (initial: number) =>
  option(z.number(), { default: initial, label: ['', ''], help: ['', ''], changes: 'live' });

/** γ/2 · mean ‖∇ critic‖²: R1 on reals, R2 on fakes (Mescheder et al. 2018, arXiv:1801.04406, equation 9). */
function zeroCentred(critic: (x: Tensor) => Tensor, x: Tensor): Tensor {
  const scores = critic(x);
  const [slope] = gradient(scores, [x], { seed: ones(scores.shape) });
  return mul(mean(reduceSum(square(slope!), { axes: [1] })), 0.5);
}

/** Three terms: two of slopes on the critic's side, which share a weight, and one on each side of scores. */
const threeTerms = defineObjective({
  ...{ name: 'three-terms', summary: '', source: '' },
  options: {
    gamma: weight(0.3),
    drift: weight(0.01),
    spread: weight(0.2),
    margin: option(z.number(), { default: 0.5, label: ['', ''], help: ['', ''] }),
  },
  critic: {
    loss: ({ real, fake }) => mean(softplus(sub(fake, real))),
    terms: [
      {
        ...{ name: 'r1', weight: 'gamma', looksAtSlopes: true },
        of: ({ critic, real }) => ({
          value: zeroCentred(critic, real),
          numbers: { realScore: mean(critic(real)) },
        }),
      },
      {
        ...{ name: 'r2', weight: 'gamma', looksAtSlopes: true },
        of: ({ critic, fake }) => ({ value: zeroCentred(critic, fake) }),
      },
      {
        ...{ name: 'drift', weight: 'drift' },
        of: ({ scores, options: { margin } }) => ({ value: mean(square(sub(scores.real, margin))) }),
      },
    ],
  },
  generator: {
    loss: ({ fake }) => mean(softplus(mul(fake, -1))),
    terms: [{ ...{ name: 'spread', weight: 'spread' }, of: ({ fake }) => ({ value: mean(square(fake)) }) }],
  },
  defaults: { optimizer: 'sgd', learningRate: 1, criticSteps: 1, average: 0, beta1: 0 },
});

const network = (inputs: number, outputs: number) =>
  sequential([linear(inputs, 5), activation('softplus'), linear(5, outputs)]);

function ganWith(objective: Objective, options: Gan['objectiveOptions'] = {}): Gan {
  return defineGan({
    generator: network(3, 2),
    critic: network(2, 1),
    ...{ objective, objectiveOptions: options, generatorOptimizer: sgd(), criticOptimizer: sgd() },
    ...{ latent: 3, sampleShape: [2], batch: 4, criticSteps: 1 },
  });
}

const settings = { generatorLearningRate: 1, criticLearningRate: 1, gamma: 0.3, drift: 0.01, spread: 0.2 };
const counts = { critic: 0, generator: 0 };

/** An iteration's outputs, and what it was fed. */
function iterate(gan: Gan, live: typeof settings = settings) {
  const { outputs: graph, inputs } = trainingGraph(initialState(gan, 1), wholeIteration(gan));
  const scalars = scalarValues(inputs, { iteration: 0, settings: live, counts });
  const feeds = {
    ...randomFeeds(graph),
    ...mapRecord(initialState(gan, 1), toDense),
    ...mapRecord(scalars, (values): Dense => ({ shape: [values.length], values: Float64Array.from(values) })),
  };
  return mapRecord(interpret(graph, feeds), ({ values }) => values);
}

const first = (values: Float64Array | undefined) => values![0]!;

describe('an objective with three weighted terms', () => {
  const plain = iterate(ganWith(threeTerms), { ...settings, gamma: 0, drift: 0, spread: 0 });
  const weighted = iterate(ganWith(threeTerms));

  it('logs each of them by name, unweighted, with what it tells besides', () => {
    const logged = Object.keys(weighted).filter((name) => !name.endsWith('.next'));
    expect(logged).toEqual(['criticLoss', 'r1', 'realScore', 'r2', 'drift', 'generatorLoss', 'spread']);
    for (const name of ['r1', 'realScore', 'r2', 'drift']) expect(weighted[name]).toEqual(plain[name]);
  });

  it('minimises the sum', () => {
    const { r1, r2, drift, criticLoss, spread, generatorLoss } = mapRecord(weighted, first);
    expect(criticLoss).toBeCloseTo(first(plain.criticLoss) + 0.3 * r1! + 0.3 * r2! + 0.01 * drift!, 12);
    // at a learning rate of 1 the critic of the generator step is another one: of the loss the term alone is the same
    expect(spread).toBeCloseTo(first(plain.spread), 12);
    expect(generatorLoss).not.toBeCloseTo(first(plain.generatorLoss), 6);
  });

  it('moves weights by each term in proportion to its live weight', () => {
    const moved = (live: Partial<typeof settings>) =>
      iterate(ganWith(threeTerms), { ...settings, gamma: 0, drift: 0, spread: 0, ...live })[
        'critic.2.weight.next'
      ]!;
    const rest = moved({});
    for (const live of ['gamma', 'drift'] as const) {
      const [once, twice] = [moved({ [live]: 0.1 }), moved({ [live]: 0.2 })];
      const steps = [...rest].map((value, index) => [once[index]! - value, (twice[index]! - value) / 2]);
      expect(Math.hypot(...steps.map(([step]) => step!))).toBeGreaterThan(1e-5);
      for (const [step, half] of steps) expect(step).toBeCloseTo(half!, 12);
    }
  });

  it('has options that stay for the run beside those that are live', () => {
    expect(liveNames(threeTerms.options)).toEqual(['gamma', 'drift', 'spread']);
    expect(ganWith(threeTerms).objectiveOptions).toEqual({ margin: 0.5 });
    const other = iterate(ganWith(threeTerms, { margin: 2 }));
    expect(first(other.drift)).not.toBeCloseTo(first(weighted.drift), 6);
  });
});

it('a weight that is no live option is refused, with the name that is missing', () => {
  const options = { margin: option(z.number(), { default: 1, label: ['', ''], help: ['', ''] }) };
  const terms = [{ name: 'drift', weight: 'margin', of: () => ({ value: add(1, 1) as Tensor }) }];
  expect(() =>
    defineObjective({
      ...threeTerms,
      options,
      critic: { ...threeTerms.critic, terms },
      generator: {
        loss: threeTerms.generator.loss,
      },
    }),
  ).toThrow(/live option "margin"/);
});

it('a live option without a value is refused', () => {
  const gan = ganWith(threeTerms);
  const { gamma: _, ...rest } = settings;
  const { inputs } = trainingGraph(initialState(gan, 1), wholeIteration(gan));
  expect(() => scalarValues(inputs, { iteration: 0, settings: rest, counts })).toThrow(/gamma/);
});
