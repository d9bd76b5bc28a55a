// The look into networks, against what can be said of small ones by hand.

import { describe, expect, it } from 'vitest';
import { float32, type TensorRecord } from '../../src/base/host-tensor.ts';
import { fillNormal } from '../../src/base/random.ts';
import { mapRecord, underPrefix } from '../../src/base/record.ts';
import { interpret, toDense } from '../../src/compiler/interpret.ts';
import { initialState } from '../../src/gan/gan.ts';
import { probeGraph } from '../../src/gan/probe.ts';
import { input } from '../../src/graph/leaves.ts';
import { reduceSum } from '../../src/graph/reduction.ts';
import type { Dense } from '../../src/graph/tensor.ts';
import { inferencePass, type Pass, sidePass } from '../../src/nn/pass.ts';
import { resolveConfig } from '../../src/train/config.ts';
import { ganOf } from '../../src/train/setup.ts';
import { centralDifference, dense } from '../graph/oracles.ts';

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
  const feeds = mapRecord({ ...state, latent }, toDense);
  return { gan, feeds, outputs: interpret(probeGraph(gan, state, COUNT), feeds) };
}

/** The mean norm of the slope of a critic's summed scores at samples, by central differences. */
function slopeByDifferences({ gan, feeds, outputs }: ReturnType<typeof look>, pass: Pass): number {
  const { samples } = outputs as { readonly samples: Dense };
  const variables = mapRecord(underPrefix('critic', feeds), ({ shape }, name) =>
    input(`critic.${name}`, shape, name.endsWith('tracked') ? 'int64' : 'float32'),
  );
  const total = reduceSum(gan.critic.judge(variables, input('x', samples.shape), pass).scores);
  const at = (index: number) => ({ x: dense(samples.shape, (other) => Number(other === index)) });
  const slopes = Array.from(
    samples.values,
    (_, index) => centralDifference(total, { ...feeds, x: samples }, at(index)).values[0]!,
  );
  const norms = Array.from({ length: COUNT }, (_, row) => Math.hypot(...slopes.slice(2 * row, 2 * row + 2)));
  return norms.reduce((sum, norm) => sum + norm, 0) / COUNT;
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
  const found = look(
    { objective: 'gan', generatorNorm: 'batch', criticNorm: 'batch', criticHidden: [4], activation: 'elu' },
    (state) => state,
  );
  const slope = found.outputs.criticSlope!.values[0]!;
  expect(slope / slopeByDifferences(found, sidePass)).toBeCloseTo(1, 6);
  expect(Math.abs(slope / slopeByDifferences(found, inferencePass) - 1)).toBeGreaterThan(0.01);
  expect(Object.keys(found.outputs)).toContain('units.3.weight');
});

it('a generator of one layer has no hidden units', () => {
  const { outputs } = look({ generatorHidden: [] }, (state) => state);
  expect(Object.keys(outputs)).toEqual(['samples', 'criticSlope']);
});
