// Whole updates of architectures in the float64 interpreter against torch.float64: see fixtures/pytorch/networks.py.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mapRecord } from '../../src/base/record.ts';
import { type StaticShape, sizeOf } from '../../src/base/shape.ts';
import { toDense } from '../../src/compiler/interpret.ts';
import { architectures } from '../../src/gan/architectures/registry.ts';
import { defineGan, type Gan, initialState } from '../../src/gan/gan.ts';
import { layerGenerator } from '../../src/gan/networks.ts';
import { objectives } from '../../src/gan/objectives/registry.ts';
import type { Dense } from '../../src/graph/tensor.ts';
import { activation, linear, sequential, unflattenSamples } from '../../src/nn/layers.ts';
import { adam } from '../../src/optim/adam.ts';
import { rmsprop } from '../../src/optim/rmsprop.ts';
import { blockedOnnx } from '../../src/targets/onnx/blocked/target.ts';
import { onnx } from '../../src/targets/onnx/onnx.ts';
import {
  drawing,
  drawnParameter,
  expectSummary,
  type RecordedUpdates,
  replayUpdates,
} from './recorded-updates.ts';

interface Recorded extends RecordedUpdates {
  readonly sampleShape: StaticShape;
  readonly options: Readonly<Record<string, unknown>>;
  readonly optimizer: 'adam' | 'rmsprop';
}

const [BATCH, CRITIC_STEPS, LATENT] = [2, 1, 4];
/** A bias before batch normalisation, or before layer normalisation of one channel, has a gradient of 0, whose rounding
 *  rules that divide by it enlarge. */
const isUnruled = (key: string, name: string) =>
  /^generator\.\d\.main\.2\.1\.bias$/.test(key) || (name === 'resnet-64' && key === 'critic.1.main.2.bias');

const file = new URL('../fixtures/pytorch/networks.json', import.meta.url);
const cases = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, Recorded>>);

const draw = drawing('networks');

function ganOf(name: string, { sampleShape, options, optimizer }: Recorded): Gan {
  const architecture = architectures.get(name.split('-')[0]!);
  const { criticNorm, ...others } = options;
  const spec = { ...others, architecture: architecture.name, sampleShape };
  const layers = [linear(LATENT, sizeOf(sampleShape)), activation('tanh'), unflattenSamples(sampleShape)];
  const rule = { adam: adam({ epsilon: 1e-8 }), rmsprop: rmsprop({ epsilon: 1e-8 }) }[optimizer];
  return defineGan({
    generator: /64|vgg/.test(name)
      ? layerGenerator(sequential(layers))
      : architecture.generator({ ...spec, norm: 'batch', latent: LATENT }),
    critic: architecture.critic({ ...spec, norm: criticNorm }),
    objective: objectives.get('wgan-gp'),
    ...{ generatorOptimizer: rule, criticOptimizer: rule, latent: LATENT, sampleShape },
    ...{ batch: BATCH, criticSteps: CRITIC_STEPS, ema: { decay: 0 } },
  });
}

/** Parameters as `draw_parameters` draws them; slots and statistics as they begin. */
const initialOf = (name: string, gan: Gan): Record<string, Dense> =>
  mapRecord(mapRecord(initialState(gan, 1), toDense), (value, key) =>
    /^(generator|critic)\..*\.(weight|bias)$/.test(key)
      ? drawnParameter(draw, `${name}/${key}`, key, value)
      : value,
  );

describe.each(cases)('%s', (name, recorded) => {
  it.each([
    ['standard ops', onnx] as const,
    ...(name === 'resnet' ? [['blocks of 4', blockedOnnx(4)] as const] : []),
  ])('updates as PyTorch does, by %s', (_, target) => {
    const gan = ganOf(name, recorded);
    const state = replayUpdates(gan, initialOf(name, gan), recorded, { draw, name, target });
    for (const [key, summary] of Object.entries(recorded.state)) {
      if (isUnruled(key, name)) expect(state[key]!.shape, key).toEqual(summary.shape);
      else expectSummary(draw, key, state[key]!, summary);
    }
  });
});
