// Networks that are told classes, in the float64 interpreter against torch.float64: see fixtures/pytorch/conditional.py.

import { readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import { mapRecord } from '../../src/base/record.ts';
import { toDense } from '../../src/compiler/interpret.ts';
import { mlp } from '../../src/gan/architectures/mlp.ts';
import { defineGan, type Gan, initialState } from '../../src/gan/gan.ts';
import { objectives } from '../../src/gan/objectives/registry.ts';
import type { Dense } from '../../src/graph/tensor.ts';
import { adam } from '../../src/optim/adam.ts';
import { rmsprop } from '../../src/optim/rmsprop.ts';
import {
  drawing,
  drawnParameter,
  expectSummary,
  type RecordedUpdates,
  replayUpdates,
} from './recorded-updates.ts';

interface Recorded extends RecordedUpdates {
  readonly objective: 'wgan-gp' | 'hinge';
  readonly condition: 'projection' | 'concat';
  readonly optimizer: 'adam' | 'rmsprop';
}

const [BATCH, CRITIC_STEPS, LATENT, CLASSES, INPUTS] = [4, 2, 3, 3, 2];

const file = new URL('../fixtures/pytorch/conditional.json', import.meta.url);
const cases = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, Recorded>>);

const draw = drawing('networks');

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

/** Parameters as `draw_parameters` draws them; slots and statistics as they begin. */
const initialOf = (name: string, gan: Gan): Record<string, Dense> =>
  mapRecord(mapRecord(initialState(gan, 1), toDense), (value, key) =>
    /^(generator|critic)\..*\.(weight|bias)$/.test(key)
      ? drawnParameter(draw, `${name}/${key}`, key, value)
      : value,
  );

describe.each(cases)('%s', (name, recorded) => {
  it('updates as PyTorch does', () => {
    const gan = ganOf(recorded);
    const state = replayUpdates(gan, initialOf(name, gan), recorded, { draw, name, classes: CLASSES });
    for (const [key, summary] of Object.entries(recorded.state))
      expectSummary(draw, key, state[key]!, summary);
  });
});
