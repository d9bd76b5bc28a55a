// Whole training programs: their graphs as golden text, and their values with every rewrite switched off.

import { describe, expect, it } from 'vitest';
import { mapRecord } from '../../src/base/record.ts';
import { interpret, toDense } from '../../src/compiler/interpret.ts';
import type { GeneratorSpec } from '../../src/gan/architectures/architecture.ts';
import { dcgan } from '../../src/gan/architectures/dcgan.ts';
import { mlp } from '../../src/gan/architectures/mlp.ts';
import { defineGan, type Gan, initialState } from '../../src/gan/gan.ts';
import { generatorPhase } from '../../src/gan/generator-phase.ts';
import { criticUpdate, trainingStep, wholeIteration } from '../../src/gan/iteration.ts';
import { objectives } from '../../src/gan/objectives/registry.ts';
import { constantOp, inputOp } from '../../src/graph/leaves.ts';
import { printGraph } from '../../src/graph/print.ts';
import { type Dense, isOp, type Tensor, topologicalOrder } from '../../src/graph/tensor.ts';
import { adam } from '../../src/optim/adam.ts';
import { rmsprop } from '../../src/optim/rmsprop.ts';
import { createRandom } from '../graph/oracles.ts';
import { optimized, stepNames } from '../targets/onnx/optimized.ts';

const TOLERANCE = 1e-9;

interface Networks {
  readonly norm: 'none' | 'batch';
  /** Of fully connected networks; others are convolutional. */
  readonly activation?: 'leaky-relu' | 'elu';
}

/** Objectives with all that others are made of. */
const telling = ['wgan-gp', 'wgan', 'gan', 'gan-minimax'];

const programs: readonly (Networks & { readonly objective: string })[] = [
  ...objectives.names.flatMap((objective) => [
    { objective, norm: 'none', activation: 'leaky-relu' } as const,
    ...(telling.includes(objective) ? [{ objective, norm: 'batch', activation: 'elu' } as const] : []),
  ]),
  { objective: 'wgan-gp', norm: 'none' },
  { objective: 'gan', norm: 'batch' },
];

function networksOf({ norm, activation }: Networks) {
  if (activation === undefined) {
    const sampleShape = [1, 8, 8];
    const spec = { architecture: 'dcgan', latent: 3, channels: 2, kernel: 3, norm, sampleShape };
    return { sampleShape, generator: dcgan.generator(spec), critic: dcgan.critic(spec) };
  }
  const sampleShape = [1, 2, 4];
  const spec: GeneratorSpec = {
    architecture: 'mlp',
    ...{ latent: 3, hidden: [6, 5], activation, norm, sampleShape },
  };
  const critic = mlp.critic({ ...spec, norm: norm === 'batch' ? 'layer' : 'none' });
  return { sampleShape, generator: mlp.generator(spec), critic };
}

function ganFor({ objective, ...networks }: (typeof programs)[number]): Gan {
  return defineGan({
    ...networksOf(networks),
    objective: objectives.get(objective),
    generatorOptimizer: adam(),
    criticOptimizer: rmsprop(),
    ...{ latent: 3, batch: 4, criticSteps: 2, ema: { decay: 0.9 } },
  });
}

function feedsFor(graph: Readonly<Record<string, Tensor>>, gan: Gan): Record<string, Dense> {
  const random = createRandom(7);
  const state = mapRecord(initialState(gan, 1), toDense);
  const inputs = topologicalOrder(Object.values(graph)).filter((node) => isOp(node, inputOp));
  const drawn = inputs.map(({ attributes, shape }): [string, Dense] => {
    const count = (shape as readonly number[]).reduce((product, dimension) => product * dimension, 1);
    const values = Float64Array.from({ length: count }, () => 0.1 + random());
    return [String(attributes.name), { shape: shape as readonly number[], values }];
  });
  // slots are drawn: at 0, an optimizer makes full steps of the rounding noise of gradients that are 0
  const weights = Object.entries(state).filter(([name]) => !name.startsWith('optimizer.'));
  return { ...Object.fromEntries(drawn), ...Object.fromEntries(weights) };
}

const titled = programs.map((program) => ({ ...program, networks: program.activation ?? 'dcgan' }));

describe.each(titled)('$objective, $norm, $networks', (program) => {
  const gan = ganFor(program);
  const graph = trainingStep(initialState(gan, 1), wholeIteration(gan));
  const feeds = feedsFor(graph, gan);
  const expected = interpret(graph, feeds);

  it('keeps its values with any rewrite switched off', () => {
    for (const name of ['', ...stepNames]) {
      const actual = interpret(optimized(graph, name === '' ? [] : [name]), feeds);
      for (const [output, { values }] of Object.entries(expected)) {
        const difference = values.map((value, index) => value - actual[output]!.values[index]!);
        const bound = TOLERANCE * Math.max(1, Math.hypot(...values));
        expect(Math.hypot(...difference), `${output} without ${name}`).toBeLessThanOrEqual(bound);
      }
    }
  });

  it('holds no constant as large as a weight', () => {
    for (const node of topologicalOrder(Object.values(optimized(graph)))) {
      if (isOp(node, constantOp)) expect(node.attributes.values.length).toBeLessThanOrEqual(16);
    }
  });
});

it('critic updates and the generator step, each in a program of its own, equal the whole iteration', () => {
  const gan = ganFor({ objective: 'wgan-gp', norm: 'batch', activation: 'elu' });
  const whole = trainingStep(initialState(gan, 1), wholeIteration(gan));
  const feeds = feedsFor(whole, gan);
  const expected = interpret(whole, feeds);
  const update = trainingStep(initialState(gan, 1), criticUpdate(gan));
  const rest = trainingStep(initialState(gan, 1), [generatorPhase(gan)]);
  const rowsOf = ({ shape, values }: Dense, step: number): Dense => {
    const size = values.length / gan.criticSteps;
    const part = values.subarray(step * size, (step + 1) * size);
    return { shape: [shape[0]! / gan.criticSteps, ...shape.slice(1)], values: part };
  };
  const advance = (state: Record<string, Dense>, outputs: Readonly<Record<string, Dense>>) => {
    const next = Object.entries(outputs).filter(([name]) => name.endsWith('.next'));
    return {
      ...state,
      ...Object.fromEntries(next.map(([name, value]) => [name.replace(/\.next$/, ''), value])),
    };
  };
  let state = feeds;
  for (let step = 0; step < gan.criticSteps; step++) {
    const sliced = mapRecord(feeds, (value, name) => {
      return /^(scalar|latent\.critic)/.test(name) && !name.startsWith('scalar.generator')
        ? rowsOf(value, step)
        : state[name]!;
    });
    const real = { 'real.0': feeds[`real.${step}`]!, 'mix.0': feeds[`mix.${step}`]! };
    state = advance(state, interpret(update, { ...sliced, ...real }));
  }
  const last = interpret(rest, state);
  for (const [name, { values }] of Object.entries(expected)) {
    const actual = last[name] ?? state[name.replace(/\.next$/, '')];
    if (!name.endsWith('.next') && last[name] === undefined) continue; // a critic's number
    const difference = values.map((value, index) => value - actual!.values[index]!);
    expect(Math.hypot(...difference), name).toBeLessThanOrEqual(
      TOLERANCE * Math.max(1, Math.hypot(...values)),
    );
  }
});

/** One critic step, then the generator step. */
const oneOfEach = (gan: Gan) => wholeIteration({ ...gan, criticSteps: 1 });

it.each(objectives.names)('%s becomes this graph', async (objective) => {
  const gan = ganFor({ objective, norm: 'none', activation: 'leaky-relu' });
  const graph = trainingStep(initialState(gan, 1), oneOfEach(gan));
  await expect(printGraph(optimized(graph))).toMatchFileSnapshot(`golden/${objective}.txt`);
});

it('a convolutional one becomes this graph', async () => {
  const gan = ganFor({ objective: 'wgan-gp', norm: 'none' });
  const graph = trainingStep(initialState(gan, 1), oneOfEach(gan));
  await expect(printGraph(optimized(graph))).toMatchFileSnapshot('golden/dcgan-wgan-gp.txt');
});

it('an average that begins with a ramp becomes this graph, and nothing else of it changes', async () => {
  const gan = ganFor({ objective: 'wgan-gp', norm: 'none', activation: 'leaky-relu' });
  const [plain, ramped] = ['none', 'linear'].map((ramp) =>
    trainingStep(initialState(gan, 1), oneOfEach({ ...gan, ema: { ...gan.ema!, ramp } })),
  );
  await expect(printGraph(optimized(ramped!))).toMatchFileSnapshot('golden/wgan-gp-ema-ramp.txt');
  const others = (graph: Readonly<Record<string, Tensor>>) =>
    Object.fromEntries(Object.entries(graph).filter(([name]) => !name.startsWith('average.')));
  expect(printGraph(optimized(others(ramped!)))).toBe(printGraph(optimized(others(plain!))));
});
