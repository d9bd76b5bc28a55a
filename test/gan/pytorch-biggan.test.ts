// BigGAN in the float64 interpreter against torch.float64: see fixtures/pytorch/biggan.py.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mapRecord, underPrefix } from '../../src/base/record.ts';
import { type StaticShape, sizeOf } from '../../src/base/shape.ts';
import { interpret, toDense } from '../../src/compiler/interpret.ts';
import * as biggan from '../../src/gan/architectures/biggan-networks.ts';
import { defineGan, type Gan, initialState, stateTypes } from '../../src/gan/gan.ts';
import { samplingGraph } from '../../src/gan/inference.ts';
import { scalarValues } from '../../src/gan/inputs.ts';
import { trainingGraph, trainingStep, wholeIteration } from '../../src/gan/iteration.ts';
import { objectives } from '../../src/gan/objectives/registry.ts';
import { orthogonallyRegularised } from '../../src/gan/orthogonal-regularisation.ts';
import type { Dense } from '../../src/graph/tensor.ts';
import { adam } from '../../src/optim/adam.ts';
import { blockedOnnx } from '../../src/targets/onnx/blocked/target.ts';
import { onnx } from '../../src/targets/onnx/onnx.ts';
import { latent as latents, type Sampler, symmetric, uniform } from '../pytorch-fixtures.ts';
import { optimized } from '../targets/onnx/optimized.ts';

interface Summary {
  readonly shape: StaticShape;
  readonly norm: number;
  readonly projections: readonly number[];
}

interface Recorded {
  readonly sampleShape: StaticShape;
  /** 0 where networks are told none. */
  readonly classes: number;
  readonly options: Readonly<
    Record<'latent' | 'channels' | 'attention' | 'classEmbedding', number> & Record<'splitNoise', boolean>
  >;
  readonly orthogonal: number;
  /** What a model card prints. */
  readonly code?: string;
  readonly definitions?: readonly string[];
  readonly metrics: readonly Readonly<Record<string, number>>[];
  readonly samples: Summary;
  readonly state: Readonly<Record<string, Summary>>;
}

const [BATCH, CRITIC_STEPS, RATE] = [3, 2, 1e-3];
const TOLERANCE = 1e-8;

const file = new URL('../fixtures/pytorch/biggan.json', import.meta.url);
const cases = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, Recorded>>);

const drawn = (sampler: Sampler, stream: string, shape: readonly number[]): Dense => ({
  shape,
  values: sampler(`biggan/${stream}`, sizeOf(shape)),
});

function ganOf({ sampleShape, classes, options, orthogonal }: Recorded): Gan {
  const values = { ...options, architecture: 'biggan', init: 'normal', sampleShape } as const;
  const names = Array.from({ length: classes }, (_, index) => String(index));
  const spec = { ...values, ...(classes > 0 && { classes: names }) };
  const generator = biggan.generator(spec);
  const rule = adam({ beta1: 0, beta2: 0.999, epsilon: 1e-6 });
  return defineGan({
    ...{ generator, critic: biggan.critic(spec), objective: objectives.get('hinge') },
    ...{ generatorOptimizer: rule, criticOptimizer: rule, latent: options.latent, sampleShape },
    transforms: orthogonal > 0 ? { generator: orthogonallyRegularised(orthogonal, generator) } : {},
    ...{ batch: BATCH, criticSteps: CRITIC_STEPS },
    ema: { decay: 0.9, start: 1, buffers: 'average' },
  });
}

/** Parameters and vectors as `draw_parameters` draws them; averages are equal to them, slots and statistics as they begin. */
function initialOf(name: string, gan: Gan): Record<string, Dense> {
  const state = mapRecord(mapRecord(initialState(gan, 1), toDense), (value, key) => {
    const [network] = key.split('.');
    if (network !== 'generator' && network !== 'critic') return value;
    if (!/(weight|weight_orig|weight_u|bias|gamma)$/.test(key)) return value;
    const { values } = drawn(symmetric, `${name}/${key}`, value.shape);
    if (key.endsWith('weight_u')) {
      const norm = Math.hypot(...values);
      return { shape: value.shape, values: values.map((each) => each / norm) };
    }
    const isWeight = value.shape.length > 1;
    const scale = isWeight ? 2 * 2 ** -Math.ceil(Math.log2(sizeOf(value.shape.slice(1))) / 2) : 1 / 4;
    const offset = !isWeight && key.endsWith('weight') ? 1 : 0;
    return { shape: value.shape, values: values.map((each) => each * scale + offset) };
  });
  return mapRecord(state, (value, key) =>
    key.startsWith('average.') ? state[key.slice('average.'.length)]! : value,
  );
}

function oneHot(streams: readonly string[], classes: number): Dense {
  const chosen = streams.flatMap((stream) => [...drawn(uniform, stream, [BATCH]).values]);
  const values = new Float64Array(chosen.length * classes);
  chosen.forEach((share, row) => {
    values[row * classes + Math.floor(share * classes)] = 1;
  });
  return { shape: [chosen.length, classes], values };
}

const stacked = (parts: readonly Dense[]): Dense => ({
  shape: [parts.length * BATCH, ...parts[0]!.shape.slice(1)],
  values: Float64Array.from(parts.flatMap(({ values }) => [...values])),
});

function feedsOf(
  name: string,
  { classes }: Recorded,
  gan: Gan,
  iteration: number,
): Readonly<Record<string, Dense>> {
  const steps = Array.from({ length: CRITIC_STEPS }, (_, step) => `${name}/${iteration}/${step}`);
  const last = `${name}/${iteration}/generator`;
  const scalars = scalarValues(trainingGraph(stateTypes(gan), wholeIteration(gan)).inputs, {
    ...{ iteration, settings: { generatorLearningRate: RATE, criticLearningRate: RATE } },
    counts: { critic: iteration * CRITIC_STEPS, generator: iteration },
  });
  const noise = (at: string) => drawn(latents, `${at}/latent`, [BATCH, gan.latent]);
  const named = (key: string, value: (at: string) => Dense) =>
    Object.fromEntries(steps.map((at, step) => [`${key}.${step}`, value(at)]));
  return {
    ...named('real', (at) => drawn(symmetric, `${at}/real`, [BATCH, ...gan.sampleShape])),
    ...(classes > 0 && {
      ...named('labels.real', (at) => oneHot([`${at}/labels.real`], classes)),
      'labels.critic': oneHot(
        steps.map((at) => `${at}/labels.fake`),
        classes,
      ),
      'labels.generator': oneHot([`${last}/labels`], classes),
    }),
    'latent.critic': stacked(steps.map(noise)),
    'latent.generator': noise(last),
    ...mapRecord(scalars, (values) => ({ shape: [values.length], values: Float64Array.from(values) })),
  };
}

function expectSummary(key: string, { shape, values }: Dense, recorded: Summary): void {
  expect(shape, key).toEqual(recorded.shape);
  const bound = TOLERANCE * Math.max(recorded.norm, 1e-3);
  expect(Math.abs(Math.hypot(...values) - recorded.norm), key).toBeLessThanOrEqual(bound);
  recorded.projections.forEach((projection, k) => {
    const signs = drawn(symmetric, `projection/${k}/${key}`, [values.length]).values;
    const found = values.reduce((sum, value, index) => sum + value * signs[index]!, 0);
    expect(Math.abs(found - projection), `${key}, projection ${k}`).toBeLessThanOrEqual(bound);
  });
}

describe.each(cases)('%s', (name, recorded) => {
  const gan = ganOf(recorded);

  it.each([
    ['standard ops', onnx] as const,
    ...(name === 'attention' ? [['blocks of 4', blockedOnnx(4)] as const] : []),
  ])('updates as PyTorch does, by %s', (_, target) => {
    const state = initialOf(name, gan);
    const step = optimized(trainingStep(stateTypes(gan), wholeIteration(gan)), [], target);
    recorded.metrics.forEach((metrics, iteration) => {
      const values = interpret(step, { ...state, ...feedsOf(name, recorded, gan, iteration) });
      for (const key of Object.keys(state)) state[key] = values[`${key}.next`] ?? state[key]!;
      for (const [metric, value] of Object.entries(metrics)) {
        const off = Math.abs(values[metric]!.values[0]! - value);
        expect(off, `${metric} of iteration ${iteration}`).toBeLessThanOrEqual(
          TOLERANCE * Math.max(Math.abs(value), 1e-3),
        );
      }
    });
    expect(Object.keys(state).filter((key) => !key.startsWith('optimizer.'))).toHaveLength(
      Object.keys(recorded.state).length,
    );
    for (const [key, summary] of Object.entries(recorded.state)) expectSummary(key, state[key]!, summary);

    const parameters = underPrefix('average.generator', initialState(gan, 1));
    const graph = samplingGraph(gan.generator, parameters, {
      ...{ prefix: 'average.generator', latent: gan.latent, count: BATCH },
    });
    const samples = interpret(graph, {
      ...state,
      latent: drawn(latents, `${name}/samples/latent`, [BATCH, gan.latent]),
      ...(recorded.classes > 0 && { labels: oneHot([`${name}/samples/labels`], recorded.classes) }),
    });
    expectSummary('samples', samples.samples!, recorded.samples);
  });

  it('says in Python what PyTorch loaded there, where its code is recorded', () => {
    const { pytorch, definitions } = gan.generator;
    if (recorded.code === undefined) return;
    expect(pytorch).toBe(recorded.code);
    expect(definitions).toEqual(recorded.definitions);
  });
});
