// BigGAN in the float64 interpreter against torch.float64: see fixtures/pytorch/biggan.py.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mapRecord, underPrefix } from '../../src/base/record.ts';
import type { StaticShape } from '../../src/base/shape.ts';
import { interpret, toDense } from '../../src/compiler/interpret.ts';
import * as biggan from '../../src/gan/architectures/biggan-networks.ts';
import { defineGan, type Gan, initialState } from '../../src/gan/gan.ts';
import { samplingGraph } from '../../src/gan/inference.ts';
import { objectives } from '../../src/gan/objectives/registry.ts';
import { orthogonallyRegularised } from '../../src/gan/orthogonal-regularisation.ts';
import type { Dense } from '../../src/graph/tensor.ts';
import { adam } from '../../src/optim/adam.ts';
import { blockedOnnx } from '../../src/targets/onnx/blocked/target.ts';
import { onnx } from '../../src/targets/onnx/onnx.ts';
import { latent as latents, symmetric } from '../pytorch-fixtures.ts';
import {
  drawing,
  drawnLabels,
  drawnParameter,
  expectSummary,
  type RecordedUpdates,
  replayUpdates,
  type Summary,
} from './recorded-updates.ts';

interface Recorded extends RecordedUpdates {
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
  readonly samples: Summary;
}

const [BATCH, CRITIC_STEPS] = [3, 2];
/** Tensors of a smaller norm are compared as if they had this one. */
const LEAST = 1e-3;

const file = new URL('../fixtures/pytorch/biggan.json', import.meta.url);
const cases = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, Recorded>>);

const draw = drawing('biggan');

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
    if (!key.endsWith('weight_u')) return drawnParameter(draw, `${name}/${key}`, key, value);
    const { values } = draw(symmetric, `${name}/${key}`, value.shape);
    const norm = Math.hypot(...values);
    return { shape: value.shape, values: values.map((each) => each / norm) };
  });
  return mapRecord(state, (value, key) =>
    key.startsWith('average.') ? state[key.slice('average.'.length)]! : value,
  );
}

describe.each(cases)('%s', (name, recorded) => {
  const gan = ganOf(recorded);

  it.each([
    ['standard ops', onnx] as const,
    ...(name === 'attention' ? [['blocks of 4', blockedOnnx(4)] as const] : []),
  ])('updates as PyTorch does, by %s', (_, target) => {
    const { classes } = recorded;
    const state = replayUpdates(gan, initialOf(name, gan), recorded, { draw, name, classes, target });
    expect(Object.keys(state).filter((key) => !key.startsWith('optimizer.'))).toHaveLength(
      Object.keys(recorded.state).length,
    );
    for (const [key, summary] of Object.entries(recorded.state)) {
      expectSummary(draw, key, state[key]!, summary, LEAST);
    }

    const parameters = underPrefix('average.generator', initialState(gan, 1));
    const graph = samplingGraph(gan.generator, parameters, {
      ...{ prefix: 'average.generator', latent: gan.latent, count: BATCH },
    });
    const samples = interpret(graph, {
      ...state,
      latent: draw(latents, `${name}/samples/latent`, [BATCH, gan.latent]),
      ...(classes > 0 && { labels: drawnLabels(draw, [`${name}/samples/labels`], BATCH, classes) }),
    });
    expectSummary(draw, 'samples', samples.samples!, recorded.samples, LEAST);
  });

  it('says in Python what PyTorch loaded there, where its code is recorded', () => {
    const { pytorch, definitions } = gan.generator;
    if (recorded.code === undefined) return;
    expect(pytorch).toBe(recorded.code);
    expect(definitions).toEqual(recorded.definitions);
  });
});
