// Phases: their order, cadences and shares, gradients that wait, averages, and sets of variables that are no network.
// Each is held against the same updates written out by hand, in float64.

import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { ConfigError } from '../../src/base/errors.ts';
import { float32 } from '../../src/base/host-tensor.ts';
import { option } from '../../src/base/options.ts';
import { mapRecord } from '../../src/base/record.ts';
import { gradient } from '../../src/compiler/gradient.ts';
import { interpret, toDense } from '../../src/compiler/interpret.ts';
import { criticPhase, lazyCriticPhases } from '../../src/gan/critic-phase.ts';
import { defineGan, type Gan, type GanParts, initialState } from '../../src/gan/gan.ts';
import { generatorPhase, lazyGeneratorPhases } from '../../src/gan/generator-phase.ts';
import { scalarValues } from '../../src/gan/inputs.ts';
import { trainingGraph, wholeIteration } from '../../src/gan/iteration.ts';
import { type CriticPass, defineObjective, type Term } from '../../src/gan/objectives/objective.ts';
import { isDue, onlyPart, type Phase, partsOf, updatesOf } from '../../src/gan/phases.ts';
import { emptySlots } from '../../src/gan/update.ts';
import { mean, ones, square } from '../../src/graph/compositions.ts';
import { add, div, maximum, mul, neg, sqrt, sub } from '../../src/graph/elementwise.ts';
import { input } from '../../src/graph/leaves.ts';
import { reduceSum } from '../../src/graph/reduction.ts';
import type { Dense, Tensor } from '../../src/graph/tensor.ts';
import type { Tensors } from '../../src/nn/layer.ts';
import { linear } from '../../src/nn/layers.ts';
import { sidePass } from '../../src/nn/pass.ts';
import { adam } from '../../src/optim/adam.ts';
import { sgd } from '../../src/optim/sgd.ts';
import { randomFeeds } from '../graph/oracles.ts';

type Values = Readonly<Record<string, Dense>>;

const live = (initial: number) =>
  option(z.number(), { default: initial, label: ['', ''], help: ['', ''], changes: 'live' });

const r1: Term<CriticPass> = {
  ...{ name: 'r1', weight: 'gamma', looksAtSlopes: true, every: 4 },
  of({ critic, real }) {
    const scores = critic(real);
    const [slope] = gradient(scores, [real], { seed: ones(scores.shape) });
    return { value: mul(mean(reduceSum(square(slope!), { axes: [1] })), 0.5) };
  },
};

/** Wasserstein losses; R1 in every 4th iteration, a path length with a running mean in every 3rd, on half a batch. */
const lazy = defineObjective({
  ...{ name: 'lazy', summary: '', source: '' },
  options: { gamma: live(0.5), path: live(2) },
  critic: { loss: ({ real, fake }) => sub(mean(fake), mean(real)), terms: [r1] },
  generator: {
    loss: ({ fake }) => neg(mean(fake)),
    terms: [
      {
        ...{ name: 'pathLength', weight: 'path', every: 3, share: 0.5 },
        of({ fake, w, random, variables }) {
          const noise = random('path', fake.shape, 'normal');
          const [slope] = gradient(reduceSum(mul(fake, noise)), [w]);
          const length = sqrt(reduceSum(square(slope!), { axes: [1] }));
          const pathMean = add(variables.pathMean!, mul(sub(mean(length), variables.pathMean!), 0.01));
          return { value: mean(square(sub(length, pathMean))), variables: { pathMean } };
        },
      },
    ],
  },
  variables: { pathMean: float32([]) },
  defaults: { optimizer: 'sgd', learningRate: 1, criticSteps: 1, average: 0, beta1: 0 },
});

function ganWith(parts: Partial<GanParts> = {}): Gan {
  return defineGan({
    ...{ generator: linear(3, 2), critic: linear(2, 1), objective: lazy },
    ...{ generatorOptimizer: sgd(), criticOptimizer: sgd() },
    ...{ latent: 3, sampleShape: [2], batch: 4, criticSteps: 1 },
    ...parts,
  });
}

const settings = { generatorLearningRate: 0.1, criticLearningRate: 0.2, gamma: 0.5, path: 2 };

/** What phases make of a state. */
function run(phases: readonly Phase[], state: Values, iteration = 0, counts = { critic: 0, generator: 0 }) {
  const graph = trainingGraph(
    mapRecord(state, ({ shape }) => ({ dtype: 'float32' as const, shape })),
    phases,
  );
  const scalars = mapRecord(scalarValues(graph.inputs, { iteration, settings, counts }), (values) => ({
    shape: [values.length],
    values: Float64Array.from(values),
  }));
  const feeds = { ...randomFeeds(graph.outputs), ...state, ...scalars };
  const outputs = interpret(graph.outputs, feeds);
  const next = mapRecord(state, (value, name) => outputs[`${name}.next`] ?? value);
  return { feeds, outputs, next, inputs: graph.inputs };
}

const stateOf = (gan: Gan): Values => mapRecord(initialState(gan, 1), toDense);
const rows = ({ values, shape: [count] }: Dense) => {
  const size = values.length / count!;
  return Array.from({ length: count! }, (_, row) => [...values.subarray(row * size, (row + 1) * size)]);
};
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const close = (actual: Dense | undefined, expected: readonly number[]) =>
  expect([...actual!.values].map((value, index) => value - expected[index]!)).toEqual(
    expected.map(() => expect.closeTo(0, 10)),
  );

describe('the phases of an iteration', () => {
  const gan = ganWith();
  const styleGan = (own: Gan) => [
    ...[generatorPhase(own), ...lazyGeneratorPhases(own)],
    ...[criticPhase(own), ...lazyCriticPhases(own)],
  ];

  it('are critic steps, then the generator step, each with its lazy regularisers', () => {
    const names = wholeIteration(gan).map(({ name }) => name);
    expect(names).toEqual(['critic', 'critic-r1', 'generator', 'generator-pathLength']);
  });

  it('come in the order that the GAN says', () => {
    const names = wholeIteration(ganWith({ phases: styleGan })).map(({ name }) => name);
    expect(names).toEqual(['generator', 'generator-pathLength', 'critic', 'critic-r1']);
  });

  it('are one program where all have one cadence, and programs of their own where some are rare', () => {
    expect(partsOf(wholeIteration(ganWith({ criticSteps: 3 })))).toHaveLength(4);
    const plain = [criticPhase(gan, { repeat: 3 }), generatorPhase(gan)];
    const [part, ...others] = partsOf(plain);
    expect(others).toEqual([]);
    expect(updatesOf(part!)).toEqual({ critic: 3, generator: 1 });
    expect(onlyPart(plain)).toEqual(part);
    expect(() => onlyPart(wholeIteration(gan))).toThrow(/one program, got 4/);
  });

  it('take part when they are due', () => {
    const due = (iteration: number) =>
      partsOf(wholeIteration(gan)).flatMap((part) => (isDue(part, iteration) ? part.phases[0]!.name : []));
    expect(due(0)).toEqual(['critic', 'critic-r1', 'generator', 'generator-pathLength']);
    expect(due(3)).toEqual(['critic', 'generator', 'generator-pathLength']);
    expect(due(4)).toEqual(['critic', 'critic-r1', 'generator']);
    expect(due(5)).toEqual(['critic', 'generator']);
  });

  it.each([
    ['a name twice', [criticPhase(gan), criticPhase(gan)], /"critic" twice/],
    ['an offset past its cadence', [criticPhase(gan, { every: 2, offset: 2 })], /offset 2/],
    ['gradients that no step takes', [criticPhase(gan, { apply: 'accumulate' })], /later step of critic/],
    [
      'gradients that a step of another program would take',
      [criticPhase(gan, { name: 'a', apply: 'accumulate', every: 2 }), criticPhase(gan)],
      /same program/,
    ],
  ])('with %s are refused', (_, phases, message) => {
    expect(() => partsOf(phases)).toThrow(ConfigError);
    expect(() => partsOf(phases)).toThrow(message);
  });
});

describe('a lazy regulariser', () => {
  const gan = ganWith();

  it('is its term times weight and cadence, at a tempered rate', () => {
    const state = stateOf(gan);
    const { next, outputs } = run(lazyCriticPhases(gan), state);
    // the critic is linear: R1 = ‖w‖²/2, whose gradient is w
    const weight = [...state['critic.weight']!.values];
    const step = 0.2 * (4 / 5) * 4 * 0.5;
    close(
      next['critic.weight'],
      weight.map((value) => value - step * value),
    );
    close(outputs.r1, [weight.reduce((sum, value) => sum + (value * value) / 2, 0)]);
    expect(outputs).not.toHaveProperty('criticLoss');
  });

  it('is computed on its share of the batch, and moves variables of the objective on', () => {
    const state = stateOf(gan);
    const { next, outputs, feeds, inputs } = run(lazyGeneratorPhases(gan), state);
    // what a linear generator's slopes do not depend on is not asked for: no noise, no critic
    expect(inputs.map(({ names }) => names[0])).toEqual([
      'scalar.path.generator-pathLength',
      'random.generator-pathLength.path.0',
      'scalar.generator-pathLength.rate',
    ]);
    const noise = rows(feeds['random.generator-pathLength.path.0']!);
    expect(noise).toHaveLength(2);
    // the generator is linear: dw = noise · W
    const weight = rows(state['generator.weight']!);
    const slopes = noise.map((row) =>
      weight[0]!.map((_, j) => row[0]! * weight[0]![j]! + row[1]! * weight[1]![j]!),
    );
    const lengths = slopes.map((slope) => Math.hypot(...slope));
    const pathMean = 0.01 * meanOf(lengths) + 0.99 * state['objective.pathMean']!.values[0]!;
    close(next['objective.pathMean'], [pathMean]);
    close(outputs.pathLength, [meanOf(lengths.map((length) => (length - pathMean) ** 2))]);
  });

  it('lets the optimizer of its network make as much of as many images', () => {
    const { optimizer } = criticPhase(ganWith({ criticOptimizer: adam({ beta1: 0.5, beta2: 0.9 }) }));
    const expected = adam({ beta1: 0.5 ** 0.8, beta2: 0.9 ** 0.8 }).derive(0.8e-3, 7);
    expect(optimizer.derive(1e-3, 7)).toEqual(expected);
  });

  it('counts as an update: the next of the same network goes on from it', () => {
    const phases = [criticPhase(gan), ...lazyCriticPhases(gan)].map((phase) => ({ ...phase, every: 1 }));
    const withAdam = phases.map((phase) => ({ ...phase, optimizer: adam() }));
    const { scalars } = adam();
    const table = trainingGraph(stateOfAdam(), withAdam).inputs;
    const values = scalarValues(table, { iteration: 0, settings, counts: { critic: 6, generator: 0 } });
    const at = (number: number) => adam().derive(0.2, number);
    for (const name of scalars) {
      expect(values[`scalar.critic.${name}`]).toEqual([at(7)[name]]);
      expect(values[`scalar.critic-r1.${name}`]).toEqual([at(8)[name]]);
    }
  });

  const stateOfAdam = () => initialState(ganWith({ criticOptimizer: adam() }), 1);
});

describe('gradients that wait', () => {
  it('are added to those of the next step: two halves are a whole', () => {
    const gan = ganWith({
      objective: defineObjective({
        ...lazy,
        options: {},
        critic: { loss: lazy.critic.loss },
        generator: { loss: lazy.generator.loss },
      }),
    });
    const state = stateOf(gan);
    const accumulated = [
      criticPhase(gan, { name: 'first', apply: 'accumulate', gain: 0.5 }),
      criticPhase(gan, { name: 'second', gain: 0.5 }),
    ];
    const { next, feeds } = run(accumulated, state);
    expect(updatesOf({ phases: accumulated })).toEqual({ critic: 1 });
    // linear critic: d loss/dw = mean fake − mean real
    const fakesOf = (name: string) => {
      const weight = rows(state['generator.weight']!);
      return rows(feeds[`latent.${name}`]!).map((z) =>
        weight.map(
          (row, i) =>
            state['generator.bias']!.values[i]! + row.reduce((sum, value, j) => sum + value * z[j]!, 0),
        ),
      );
    };
    const column = (samples: readonly (readonly number[])[], axis: number) =>
      meanOf(samples.map((row) => row[axis]!));
    const step = (name: string, axis: number) =>
      column(fakesOf(name), axis) - column(rows(feeds[`real.${name}.0`]!), axis);
    const expected = [0, 1].map(
      (axis) =>
        state['critic.weight']!.values[axis]! - 0.2 * 0.5 * (step('first', axis) + step('second', axis)),
    );
    close(next['critic.weight'], expected);
  });
});

describe('a transform of all gradients of a network', () => {
  const clip = (bound: number) => (gradients: Tensors) => {
    const squares = Object.values(gradients).map((each) => reduceSum(square(each)));
    const norm = sqrt(squares.reduce((sum, each) => add(sum, each)));
    return mapRecord(gradients, (each) => div(each, maximum(div(norm, bound), 1)));
  };
  const objective = defineObjective({
    ...lazy,
    options: {},
    critic: { loss: lazy.critic.loss },
    generator: { loss: lazy.generator.loss },
  });
  const move = (parts: Partial<GanParts>) => {
    const gan = ganWith({ objective, ...parts });
    const state = stateOf(gan);
    const { next } = run([criticPhase(gan)], state);
    return ['critic.weight', 'critic.bias'].flatMap((name) =>
      [...next[name]!.values].map((value, index) => value - state[name]!.values[index]!),
    );
  };

  it('comes before the update: a step clipped by its norm is as long as allowed, and goes the same way', () => {
    const free = move({});
    const length = Math.hypot(...free);
    const bound = length / 0.2 / 3;
    const clipped = move({ transforms: { critic: clip(bound) } });
    expect(Math.hypot(...clipped)).toBeCloseTo(length / 3, 10);
    clipped.forEach((value, index) => {
      expect(value).toBeCloseTo(free[index]! / 3, 10);
    });
  });
});

describe('the average', () => {
  const averageAfter = (ema: GanParts['ema'], iteration: number) => {
    const gan = ganWith({ ema });
    const state = stateOf(gan);
    const away = {
      ...state,
      'average.generator.weight': { shape: [2, 3], values: new Float64Array(6).fill(7) },
    };
    const { next } = run([generatorPhase(gan)], away, iteration);
    return [...next['average.generator.weight']!.values].map((value, index) => ({
      share: (value - 7) / (next['generator.weight']!.values[index]! - 7),
    }));
  };

  it('is the weights themselves until its start', () => {
    for (const { share } of averageAfter({ decay: 0.9, start: 5 }, 4)) expect(share).toBeCloseTo(1, 10);
    for (const { share } of averageAfter({ decay: 0.9, start: 5 }, 5)) expect(share).toBeCloseTo(0.1, 10);
  });

  it.each(['copy', 'average'] as const)('of buffers: %s', (buffers) => {
    const counting = {
      ...linear(3, 2),
      buffers: ['passes'],
      init: (random: Parameters<ReturnType<typeof linear>['init']>[0]) => ({
        ...linear(3, 2).init(random),
        passes: float32([]),
      }),
      apply: (variables: Tensors, x: Tensor, pass: typeof sidePass) => ({
        output: linear(3, 2).apply(variables, x, pass).output,
        buffers: pass.buffers === 'advance' ? { passes: add(variables.passes!, 1) as Tensor } : {},
      }),
    };
    const gan = ganWith({ generator: counting, ema: { decay: 0.75, buffers } });
    const { next } = run([generatorPhase(gan)], stateOf(gan));
    close(next['average.generator.passes'], [buffers === 'copy' ? 1 : 0.25]);
  });
});

it('buffers of the critic move on in a generator step where that is said', () => {
  const counting = {
    ...linear(2, 1),
    buffers: ['passes'],
    init: (random: Parameters<ReturnType<typeof linear>['init']>[0]) => ({
      ...linear(2, 1).init(random),
      passes: float32([]),
    }),
    apply: (variables: Tensors, x: Tensor, pass: typeof sidePass) => ({
      output: linear(2, 1).apply(variables, x, pass).output,
      buffers: pass.buffers === 'advance' ? { passes: add(variables.passes!, 1) as Tensor } : {},
    }),
  };
  const gan = ganWith({ critic: counting });
  const passes = (criticBuffers: 'hold' | 'advance') =>
    run([generatorPhase(gan, { criticBuffers })], stateOf(gan)).next['critic.passes'];
  close(passes('hold'), [0]);
  close(passes('advance'), [1]);
});

it('any named set is trained: a latent that a fixed generator makes a target of', () => {
  const gan = ganWith();
  const { generator } = gan;
  const weights = Object.fromEntries(
    Object.entries(stateOf(gan)).filter(([name]) => name.startsWith('generator.')),
  );
  const start = { latent: float32([1, 3]), offset: float32([2]) };
  const optimizer = adam({ beta1: 0.9 });
  const slots = emptySlots(optimizer, start, (shape) => float32(shape));
  let state: Values = {
    ...weights,
    ...mapRecord({ 'projection.latent': start.latent, 'projection.offset': start.offset }, toDense),
    ...Object.fromEntries(
      Object.entries(slots).map(([name, slot]) => [`optimizer.projection.${name}`, toDense(slot)]),
    ),
  };
  const target = input('target', [1, 2]);
  const projection: Phase = {
    ...generatorPhase(gan, { name: 'projection' }),
    ...{
      trains: 'projection',
      buffers: [],
      optimizer,
      ema: undefined,
      learningRate: 'generatorLearningRate',
    },
    begin: () => ({
      buffers: {},
      lossOf(_, now) {
        const own = { weight: now['generator.weight']!, bias: now['generator.bias']! };
        const made = generator.synthesize(own, now['projection.latent']!, sidePass).output;
        const miss = reduceSum(square(sub(add(made, now['projection.offset']!), target)));
        const loss = add(miss, reduceSum(square(now['projection.offset']!)));
        return { loss, metrics: { miss }, buffers: {} };
      },
    }),
  };
  const goal: Dense = { shape: [1, 2], values: Float64Array.of(0.7, -0.4) };
  let first = 0;
  let last = 0;
  for (let step = 0; step < 150; step++) {
    const counts = { critic: 0, generator: 0, projection: step };
    const graph = trainingGraph(
      mapRecord(state, ({ shape }) => ({ dtype: 'float32' as const, shape })),
      [projection],
    );
    const scalars = mapRecord(
      scalarValues(graph.inputs, { iteration: step, settings, counts }),
      (values) => ({
        shape: [values.length],
        values: Float64Array.from(values),
      }),
    );
    const outputs = interpret(graph.outputs, { ...state, ...scalars, target: goal });
    expect(Object.keys(outputs).filter((name) => name.startsWith('generator.'))).toEqual([]);
    state = mapRecord(state, (value, name) => outputs[`${name}.next`] ?? value);
    last = outputs.miss!.values[0]!;
    if (step === 0) first = last;
  }
  expect(first).toBeGreaterThan(0.1);
  expect(last).toBeLessThan(1e-4);
});
