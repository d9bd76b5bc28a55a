// The table of a program's inputs: random tensors that layers and terms ask for, labels, and what fills them.

import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { ConfigError } from '../../src/base/errors.ts';
import { float32, float32Data, type TensorRecord } from '../../src/base/host-tensor.ts';
import { option } from '../../src/base/options.ts';
import { fillNormal, fillUniform } from '../../src/base/random.ts';
import { gradient } from '../../src/compiler/gradient.ts';
import type { Batcher } from '../../src/data/batches.ts';
import { defineDataset } from '../../src/data/dataset.ts';
import { defineGan, type Gan, type GanParts, initialState } from '../../src/gan/gan.ts';
import { criticUpdate, trainingGraph, wholeIteration } from '../../src/gan/iteration.ts';
import type { Critic, Generator } from '../../src/gan/networks.ts';
import { defineObjective } from '../../src/gan/objectives/objective.ts';
import { objectives } from '../../src/gan/objectives/registry.ts';
import { mean, ones, sampleNorm, square } from '../../src/graph/compositions.ts';
import { add, mul, neg, sub } from '../../src/graph/elementwise.ts';
import { inputOp } from '../../src/graph/leaves.ts';
import { concat } from '../../src/graph/shaping.ts';
import { isOp, topologicalOrder } from '../../src/graph/tensor.ts';
import { functionLayer } from '../../src/nn/layer.ts';
import { activation, linear, sequential } from '../../src/nn/layers.ts';
import { sgd } from '../../src/optim/sgd.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { createFeeds } from '../../src/train/feeds.ts';
import { createTrainer } from '../../src/train/trainer.ts';

/** Adds noise in training, as dropout would scale. */
const noisy = functionLayer((x, { mode, random }) =>
  mode === 'training' ? add(x, mul(random('noise', x.shape, 'normal'), 0.1)) : x,
);

/** A penalty around the data, at x + ½·noise: DRAGAN's (Kodali et al. 2017, arXiv:1705.07215), without its deviation. */
const aroundData = defineObjective({
  ...{ name: 'around-data', summary: '', source: '' },
  options: {
    weight: option(z.number(), { default: 10, label: ['', ''], help: ['', ''], changes: 'live' }),
  },
  critic: {
    loss: ({ real, fake }) => sub(mean(fake), mean(real)),
    terms: [
      {
        ...{ name: 'dragan', weight: 'weight', looksAtSlopes: true },
        of({ critic, real, random }) {
          const x = add(real, mul(random('alpha', real.shape, 'uniform'), 0.5));
          const scores = critic(x);
          const [slope] = gradient(scores, [x], { seed: ones(scores.shape) });
          return { value: mean(square(sub(sampleNorm(slope!), 1))) };
        },
      },
    ],
  },
  generator: { loss: ({ fake }) => neg(mean(fake)) },
  defaults: { optimizer: 'sgd', learningRate: 1, criticSteps: 1, average: 0, beta1: 0 },
});

function ganWith(parts: Partial<GanParts> = {}): Gan {
  return defineGan({
    ...{ generator: linear(3, 2), objective: aroundData },
    critic: sequential([linear(2, 2), activation('softplus'), linear(2, 1)]),
    ...{ generatorOptimizer: sgd(), criticOptimizer: sgd() },
    ...{ latent: 3, sampleShape: [2], batch: 4, criticSteps: 2 },
    ...parts,
  });
}

const settings = { generatorLearningRate: 0.1, criticLearningRate: 0.1, weight: 10, penalty: 10, clip: 0.1 };
const moment = (iteration: number) => ({ iteration, settings, counts: { critic: 0, generator: 0 } });

/** Samples whose values and classes count up. */
function countingBatcher(classes: number): Batcher & { asked: number } {
  let cursor = 0;
  return {
    epoch: 0,
    asked: 0,
    get cursor() {
      return cursor;
    },
    next(count, out, _, labels) {
      for (let index = 0; index < count; index++) {
        out[2 * index] = cursor + index;
        if (labels) labels[index] = (cursor + index) % classes;
      }
      this.asked += labels ? 1 : 0;
      cursor += count;
    },
  };
}

const tableOf = (gan: Gan, phases = wholeIteration(gan)) =>
  trainingGraph(initialState(gan, 1), phases).inputs;
const namesOf = (gan: Gan) => tableOf(gan).flatMap(({ names }) => names);
const valuesOf = (tensors: TensorRecord, name: string) => [...float32Data(tensors[name]!, name)];

function filled(gan: Gan, iteration = 5, fixed: TensorRecord = {}): TensorRecord {
  const feeds = createFeeds(tableOf(gan), 1, { fixed });
  feeds.fill(moment(iteration), countingBatcher(3));
  return feeds.tensors;
}

describe('random tensors', () => {
  const plain = ganWith();
  const both = ganWith({
    generator: sequential([noisy, linear(3, 2)]),
    critic: sequential([linear(2, 2), noisy, activation('softplus'), linear(2, 1)]),
  });

  it('of a term are in the table, a part for each step', () => {
    expect(namesOf(plain)).toEqual([
      'latent.critic',
      ...['real.0', 'real.1'],
      'scalar.weight',
      ...['random.critic.alpha.0', 'random.critic.alpha.1'],
      'scalar.critic.rate',
      'latent.generator',
      'scalar.generator.rate',
    ]);
  });

  it('of layers come by themselves, named by where they are used', () => {
    const own = namesOf(both).filter((name) => !namesOf(plain).includes(name));
    expect(own).toEqual([
      'random.critic.generator.0.noise', // one pass makes the fakes of all steps
      ...['random.critic.critic.1.noise.0', 'random.critic.critic.1.noise.1'],
      ...['random.critic.dragan.critic.1.noise.0', 'random.critic.dragan.critic.1.noise.1'],
      'random.generator.generator.0.noise.0',
      'random.generator.critic.1.noise.0',
    ]);
    const shapes = new Map(tableOf(both).map(({ names, shape }) => [names[0], shape]));
    expect(shapes.get('random.critic.generator.0.noise')).toEqual([8, 3]);
    expect(shapes.get('random.critic.critic.1.noise.0')).toEqual([8, 2]); // real and fake, stacked
  });

  it('are all that the graph reads besides the state', () => {
    const state = initialState(both, 1);
    const { outputs, inputs } = trainingGraph(state, wholeIteration(both));
    const read = topologicalOrder(Object.values(outputs))
      .filter((node) => isOp(node, inputOp))
      .map(({ attributes }) => String(attributes.name))
      .filter((name) => !(name in state));
    expect(new Set(read)).toEqual(new Set(inputs.flatMap(({ names }) => names)));
  });

  it('are drawn by name and iteration: others change nothing, and older streams stay', () => {
    const [few, many] = [filled(plain), filled(both)];
    for (const name of Object.keys(few)) expect(valuesOf(many, name), name).toEqual(valuesOf(few, name));
    const alpha = new Float32Array(16);
    fillUniform(alpha, { seed: 1, purpose: 'random', counter: 5, name: 'critic.alpha' });
    expect([0, 1].flatMap((step) => valuesOf(few, `random.critic.alpha.${step}`))).toEqual([...alpha]);
    const latent = new Float32Array(24);
    fillNormal(latent, { seed: 1, purpose: 'latent', counter: 10 });
    expect(valuesOf(few, 'latent.critic')).toEqual([...latent]);
    expect(valuesOf(filled(plain, 6), 'random.critic.alpha.0')).not.toEqual(
      valuesOf(few, 'random.critic.alpha.0'),
    );
    expect(valuesOf(many, 'random.critic.critic.1.noise.0')).not.toEqual(
      valuesOf(many, 'random.critic.dragan.critic.1.noise.0'),
    );
  });

  it('have other streams ahead of all iterations', () => {
    const feeds = createFeeds(tableOf(plain, criticUpdate(plain)), 1);
    feeds.fill(moment(0), countingBatcher(3));
    const later = filled(plain, 0);
    expect(valuesOf(feeds.tensors, 'random.critic.alpha.0')).not.toEqual(
      valuesOf(later, 'random.critic.alpha.0'),
    );
  });

  it('can be kept at given values', () => {
    const noise = float32([4, 3], new Float32Array(12).fill(0.5));
    const tensors = filled(plain, 5, { 'latent.generator': noise });
    expect(tensors['latent.generator']).toBe(noise);
    expect(valuesOf(tensors, 'latent.generator')).toEqual(new Array(12).fill(0.5));
    expect(valuesOf(tensors, 'latent.critic')).toEqual(valuesOf(filled(plain), 'latent.critic'));
    const wrong = { 'latent.generator': float32([4, 2]) };
    expect(() => createFeeds(tableOf(plain), 1, { fixed: wrong })).toThrow(ConfigError);
    expect(() => createFeeds(tableOf(plain), 1, { fixed: { 'latent.other': noise } })).toThrow(
      /latent.other/,
    );
  });

  it('of two shapes under one name are refused', () => {
    const twice = functionLayer((x, { random }) =>
      add(mul(x, random('noise', x.shape, 'normal')), random('noise', [1, 1], 'normal')),
    );
    expect(() => namesOf(ganWith({ generator: sequential([twice, linear(3, 2)]) }))).toThrow(
      /expected one tensor under this name/,
    );
  });
});

describe('labels', () => {
  const classes = 3;
  const [inner, judge] = [linear(3 + classes, 2), linear(2 + classes, 1)];
  const generator: Generator = {
    ...{ couples: 'none', classes, init: inner.init },
    map: (_, latent) => ({ output: latent, buffers: {} }),
    synthesize: (variables, w, pass) => inner.apply(variables, concat([w, pass.labels!], 1), pass),
  };
  const critic: Critic = {
    ...{ couples: 'none', classes, init: judge.init },
    judge(variables, x, pass) {
      const { output, buffers } = judge.apply(variables, concat([x, pass.labels!], 1), pass);
      return { scores: output, buffers };
    },
  };
  const conditional = ganWith({ generator, critic });

  it('are inputs where a network is told classes, and nowhere else', () => {
    const labels = (gan: Gan) => namesOf(gan).filter((name) => name.startsWith('labels.'));
    expect(labels(ganWith())).toEqual([]);
    expect(new Set(labels(conditional))).toEqual(
      new Set(['labels.critic', 'labels.real.0', 'labels.real.1', 'labels.generator']),
    );
    expect(labels(ganWith({ generator }))).not.toContain('labels.real.0');
  });

  it('of real samples are those of the batch; of fakes they are drawn, one of the classes each', () => {
    const table = tableOf(conditional);
    const feeds = createFeeds(table, 1);
    const batcher = countingBatcher(classes);
    feeds.fill(moment(0), batcher);
    feeds.fill(moment(1), batcher);
    const oneHot = (label: number) => [0, 1, 2].map((own) => Number(own === label % classes));
    expect(valuesOf(feeds.tensors, 'labels.real.1')).toEqual([12, 13, 14, 15].flatMap(oneHot));
    expect(valuesOf(feeds.tensors, 'real.1').filter((_, index) => index % 2 === 0)).toEqual([12, 13, 14, 15]);
    const uniform = new Float32Array(8);
    fillUniform(uniform, { seed: 1, purpose: 'labels', counter: 1, name: 'critic' });
    expect(valuesOf(feeds.tensors, 'labels.critic')).toEqual(
      [...uniform].flatMap((value) => oneHot(Math.floor(value * classes))),
    );
    expect(batcher.asked).toBe(2);
  });

  it('of samples are the classes in turn', async () => {
    const dataset = defineDataset({
      ...{ name: 'line', sampleShape: [2], values: new Float32Array(12).fill(0.5) },
      labels: { classes: ['a', 'b', 'c'], values: Uint8Array.of(0, 1, 2, 0, 1, 2) },
    });
    const device = await openDevice('cpu', { threads: 1 });
    const trainer = await createTrainer({ gan: conditional, settings, seed: 1, dataset, device });
    await trainer.step();
    const still = await trainer.sample(float32([6, 3]));
    const rows = Array.from({ length: 6 }, (_, row) => [...still.data.subarray(2 * row, 2 * row + 2)]);
    expect(rows.slice(3)).toEqual(rows.slice(0, 3));
    expect(rows[1]).not.toEqual(rows[0]);
    await trainer.release();
  });

  it('of a pair are one under a penalty on the line between them', () => {
    const penalised = ganWith({ generator, critic, objective: objectives.get('wgan-gp') });
    const labels = namesOf(penalised).filter((name) => name.startsWith('labels.'));
    expect(new Set(labels)).toEqual(new Set(['labels.real.0', 'labels.real.1', 'labels.generator']));
  });
});

it('a generator whose loss compares with reals consumes some of its own, and labels with them', () => {
  const relativistic = defineObjective({
    ...{ name: 'relativistic', summary: '', source: '' },
    critic: { loss: ({ real, fake }) => mean(sub(fake, real)) },
    generator: { loss: ({ real, fake }) => mean(sub(real!, fake)), usesReals: true },
    defaults: { optimizer: 'sgd', learningRate: 1, criticSteps: 1, average: 0, beta1: 0 },
  });
  const gan = ganWith({ objective: relativistic });
  expect(namesOf(gan)).toContain('real.generator.0');
  const batcher = countingBatcher(3);
  const feeds = createFeeds(tableOf(gan), 1);
  feeds.fill(moment(0), batcher);
  expect(batcher.cursor).toBe(12);
  expect(valuesOf(feeds.tensors, 'real.generator.0')[0]).toBe(8);
});

it('a GAN with noise in both networks and a relativistic loss trains, rare phases and looks among it', async () => {
  const lazyRelativistic = defineObjective({
    ...{ name: 'relativistic', summary: '', source: '' },
    options: {
      weight: option(z.number(), { default: 10, label: ['', ''], help: ['', ''], changes: 'live' }),
    },
    critic: {
      loss: ({ real, fake }) => mean(sub(fake, real)),
      terms: [{ ...aroundData.critic.terms![0]!, every: 2 }],
    },
    generator: { loss: ({ real, fake }) => mean(sub(real!, fake)), usesReals: true },
    defaults: { optimizer: 'sgd', learningRate: 1, criticSteps: 1, average: 0, beta1: 0 },
  });
  const gan = ganWith({
    generator: sequential([noisy, linear(3, 2)]),
    critic: sequential([linear(2, 2), noisy, activation('softplus'), linear(2, 1)]),
    objective: lazyRelativistic,
  });
  const dataset = defineDataset({ name: 'line', sampleShape: [2], values: new Float32Array(40).fill(0.5) });
  const device = await openDevice('cpu', { threads: 1 });
  const trainer = await createTrainer({ gan, settings, seed: 1, dataset, device });
  const logged: string[][] = [];
  for (let step = 0; step < 3; step++) logged.push(Object.keys(await trainer.step()));
  const { counts, cursor } = await trainer.snapshot();
  expect((await trainer.look()).criticSlope).toBeGreaterThan(0);
  await trainer.release();
  const numbers = ['criticLoss', 'generatorLoss'];
  const sorted = logged.map((names) => names.toSorted());
  expect(sorted).toEqual([
    ['criticLoss', 'dragan', 'generatorLoss'],
    numbers,
    ['criticLoss', 'dragan', 'generatorLoss'],
  ]);
  expect(counts).toEqual({ critic: 3 * 2 + 2, generator: 3 });
  expect(cursor).toBe(3 * (2 + 1) * 4 + 2 * 4);
});
