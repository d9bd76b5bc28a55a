// The look into networks, against what can be said of small ones by hand.

import { describe, expect, it } from 'vitest';
import { float32, type TensorRecord } from '../../src/base/host-tensor.ts';
import { fillNormal } from '../../src/base/random.ts';
import { mapRecord } from '../../src/base/record.ts';
import { evaluate, toDense } from '../../src/compiler/evaluate.ts';
import { initialState } from '../../src/gan/gan.ts';
import { probeGraph } from '../../src/gan/probe.ts';
import { resolveConfig } from '../../src/train/config.ts';
import { ganOf } from '../../src/train/setup.ts';

const COUNT = 16;

function look(change: Parameters<typeof resolveConfig>[0], edit: (state: TensorRecord) => TensorRecord) {
  const config = resolveConfig({
    latent: 3,
    generatorHidden: [6, 5],
    criticHidden: [],
    average: 0,
    ...change,
  });
  const gan = ganOf(config, [2]);
  const state = edit(initialState(gan, 1));
  const latent = float32([COUNT, 3]);
  fillNormal(latent.data, { seed: 1, purpose: 'preview', counter: 0 });
  return { outputs: evaluate(probeGraph(gan, state, COUNT), mapRecord({ ...state, latent }, toDense)) };
}

describe.each(['wgan-gp', 'wgan', 'gan', 'gan-minimax'])('%s', (objective) => {
  it('the slope of a linear critic is the norm of its weights, however small', () => {
    const weights = float32([1, 2], [3e-9, 4e-9]);
    const { outputs } = look({ objective }, (state) => ({ ...state, 'critic.0.weight': weights }));
    expect(Number(outputs.criticSlope!.values[0]) / 5e-9).toBeCloseTo(1, 5);
    expect(outputs.samples!.shape).toEqual([COUNT, 2]);
  });

  it('units that no sample switches on get no gradient', () => {
    const { outputs } = look({ objective, activation: 'relu' }, (state) => ({
      ...state,
      'generator.2.bias': float32([5], [-100, 100, -100, 100, 100]),
    }));
    const isDead = Array.from(outputs['units.2.weight']!.values, (sum) => Number(sum) === 0);
    expect(isDead).toEqual([true, false, true, false, false]);
    expect(Object.keys(outputs).filter((name) => name.startsWith('units.'))).toEqual([
      'units.0.weight',
      'units.2.weight',
    ]);
  });
});

it('looks at normalised networks as training sees them', () => {
  const { outputs } = look(
    { objective: 'gan', generatorNorm: 'batch', criticNorm: 'batch', criticHidden: [4] },
    (state) => state,
  );
  expect(Number.isFinite(Number(outputs.criticSlope!.values[0]))).toBe(true);
  expect(Object.keys(outputs)).toContain('units.3.weight');
});

it('a generator of one layer has no hidden units', () => {
  const { outputs } = look({ generatorHidden: [] }, (state) => state);
  expect(Object.keys(outputs)).toEqual(['samples', 'criticSlope']);
});
