// Networks that are told classes, in the float64 interpreter against torch.float64: see fixtures/pytorch/conditional.py.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mapRecord } from '../../src/base/record.ts';
import { type StaticShape, sizeOf } from '../../src/base/shape.ts';
import { interpret, toDense } from '../../src/compiler/interpret.ts';
import { mlp } from '../../src/gan/architectures/mlp.ts';
import { defineGan, type Gan, initialState, stateTypes } from '../../src/gan/gan.ts';
import { scalarValues } from '../../src/gan/inputs.ts';
import { trainingGraph, trainingStep, wholeIteration } from '../../src/gan/iteration.ts';
import { objectives } from '../../src/gan/objectives/registry.ts';
import type { Dense } from '../../src/graph/tensor.ts';
import { adam } from '../../src/optim/adam.ts';
import { rmsprop } from '../../src/optim/rmsprop.ts';
import { latent as latents, type Sampler, symmetric, uniform } from '../pytorch-fixtures.ts';
import { optimized } from '../targets/onnx/optimized.ts';

interface Recorded {
  readonly objective: 'wgan-gp' | 'hinge';
  readonly condition: 'projection' | 'concat';
  readonly optimizer: 'adam' | 'rmsprop';
  readonly metrics: readonly Readonly<Record<string, number>>[];
  readonly state: Readonly<
    Record<string, { readonly shape: StaticShape; readonly norm: number; readonly projections: number[] }>
  >;
}

const [BATCH, CRITIC_STEPS, LATENT, CLASSES, INPUTS] = [4, 2, 3, 3, 2];
const TOLERANCE = 1e-8;

const file = new URL('../fixtures/pytorch/conditional.json', import.meta.url);
const cases = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, Recorded>>);

const drawn = (sampler: Sampler, stream: string, shape: readonly number[]): Dense => ({
  shape,
  values: sampler(`networks/${stream}`, sizeOf(shape)),
});

function ganOf({ objective, condition, optimizer }: Recorded): Gan {
  const sampleShape = [INPUTS];
  const classes = Array.from({ length: CLASSES }, (_, index) => String(index));
  const spec = {
    architecture: 'mlp',
    sampleShape,
    classes,
    activation: 'tanh',
    norm: 'none',
    hidden: [6, 5],
  };
  const rule = { adam: adam({ epsilon: 1e-8 }), rmsprop: rmsprop({ epsilon: 1e-8 }) }[optimizer];
  return defineGan({
    generator: mlp.generator({ ...spec, condition: 'embedding', latent: LATENT }),
    critic: mlp.critic({ ...spec, condition }),
    objective: objectives.get(objective),
    ...{ generatorOptimizer: rule, criticOptimizer: rule, latent: LATENT, sampleShape },
    ...{ batch: BATCH, criticSteps: CRITIC_STEPS, ema: { decay: 0 } },
  });
}

function oneHot(streams: readonly string[]): Dense {
  const chosen = streams.flatMap((stream) => [...drawn(uniform, stream, [BATCH]).values]);
  const values = new Float64Array(chosen.length * CLASSES);
  chosen.forEach((share, row) => {
    values[row * CLASSES + Math.floor(share * CLASSES)] = 1;
  });
  return { shape: [chosen.length, CLASSES], values };
}

/** Parameters as `draw_parameters` draws them; slots and statistics as they begin. */
function initialOf(name: string, gan: Gan): Record<string, Dense> {
  return mapRecord(mapRecord(initialState(gan, 1), toDense), (value, key) => {
    const [network] = key.split('.');
    if ((network !== 'generator' && network !== 'critic') || !/\.(weight|bias)$/.test(key)) return value;
    const { values } = drawn(symmetric, `${name}/${key}`, value.shape);
    const fan = sizeOf(value.shape.slice(1));
    const scale = value.shape.length > 1 ? 2 * 2 ** -Math.ceil(Math.log2(fan) / 2) : 1 / 4;
    const offset = value.shape.length === 1 && key.endsWith('weight') ? 1 : 0;
    return { shape: value.shape, values: values.map((each) => each * scale + offset) };
  });
}

function feedsOf(name: string, gan: Gan, iteration: number): Record<string, Dense> {
  const steps = Array.from({ length: CRITIC_STEPS }, (_, step) => `${name}/${iteration}/${step}`);
  const scalars = scalarValues(trainingGraph(stateTypes(gan), wholeIteration(gan)).inputs, {
    ...{ iteration, settings: { generatorLearningRate: 1e-3, criticLearningRate: 1e-3, penalty: 10 } },
    counts: { critic: iteration * CRITIC_STEPS, generator: iteration },
  });
  return {
    ...Object.fromEntries(
      steps.flatMap((at, step) => [
        [`real.${step}`, drawn(symmetric, `${at}/real`, [BATCH, ...gan.sampleShape])],
        [`mix.${step}`, drawn(uniform, `${at}/mix`, [BATCH, 1])],
        [`labels.real.${step}`, oneHot([`${at}/labels.real`])],
      ]),
    ),
    'labels.critic': oneHot(steps.map((at) => `${at}/labels.fake`)),
    'labels.generator': oneHot([`${name}/${iteration}/generator/labels`]),
    'latent.critic': {
      shape: [CRITIC_STEPS * BATCH, LATENT],
      values: Float64Array.from(
        steps.flatMap((at) => [...drawn(latents, `${at}/latent`, [BATCH, LATENT]).values]),
      ),
    },
    'latent.generator': drawn(latents, `${name}/${iteration}/generator/latent`, [BATCH, LATENT]),
    ...mapRecord(scalars, (values) => ({ shape: [values.length], values: Float64Array.from(values) })),
  };
}

describe.each(cases)('%s', (name, recorded) => {
  it('updates as PyTorch does', () => {
    const gan = ganOf(recorded);
    const state = initialOf(name, gan);
    const step = optimized(trainingStep(stateTypes(gan), wholeIteration(gan)));
    recorded.metrics.forEach((metrics, iteration) => {
      const values = interpret(step, { ...state, ...feedsOf(name, gan, iteration) }) as Record<string, Dense>;
      for (const key of Object.keys(state)) state[key] = values[`${key}.next`] ?? state[key]!;
      for (const [metric, value] of Object.entries(metrics)) {
        const off = Math.abs(values[metric]!.values[0]! - value);
        expect(off, `${metric} of iteration ${iteration}`).toBeLessThanOrEqual(
          TOLERANCE * Math.max(Math.abs(value), 1e-3),
        );
      }
    });
    for (const [key, { shape, norm, projections }] of Object.entries(recorded.state)) {
      const { values, shape: own } = state[key]!;
      expect(own, key).toEqual(shape);
      expect(Math.abs(Math.hypot(...values) - norm), key).toBeLessThanOrEqual(TOLERANCE * norm);
      projections.forEach((projection, k) => {
        const signs = drawn(symmetric, `projection/${k}/${key}`, [values.length]).values;
        const found = values.reduce((sum, value, index) => sum + value * signs[index]!, 0);
        expect(Math.abs(found - projection), `${key}, projection ${k}`).toBeLessThanOrEqual(TOLERANCE * norm);
      });
    }
  });
});
