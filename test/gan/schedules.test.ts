// Schedules of rates, weights, β₂ and the average.

import { describe, expect, it } from 'vitest';
import { initialState } from '../../src/gan/gan.ts';
import { scalarValues } from '../../src/gan/inputs.ts';
import { criticUpdate, trainingGraph, wholeIteration } from '../../src/gan/iteration.ts';
import { courses, leftAt } from '../../src/gan/schedules.ts';
import { adam } from '../../src/optim/adam.ts';
import { presets, resolveConfig } from '../../src/train/config.ts';
import { cautionsOf, ganOf, settingsOf } from '../../src/train/setup.ts';

const small = { latent: 2, generatorHidden: [3], criticHidden: [3], batch: 4 };

/** The scalars of an iteration of a configuration. */
function scalarsAt(said: Parameters<typeof resolveConfig>[0], iteration: number, preset?: string) {
  const config = resolveConfig({ ...small, ...said }, { preset });
  const gan = ganOf(config, [2]);
  const { inputs } = trainingGraph(initialState(gan, 1), wholeIteration(gan));
  const counts = { critic: iteration * gan.criticSteps, generator: iteration };
  return scalarValues(inputs, { iteration, settings: settingsOf(config), counts });
}

describe('a schedule', () => {
  it.each([
    ['constant', [1, 1, 1, 1]],
    ['linear', [1, 0.75, 0.5, 0]],
    ['cosine', [1, (1 + Math.SQRT1_2) / 2, 0.5, 0]],
  ])('%s goes from 1 to 0 within its horizon, and stays there', (name, expected) => {
    expect(courses.names).toContain(name);
    const schedule = { name, horizon: 40, rateEnd: 0, penaltyEnd: 1 };
    [0, 10, 20, 40].forEach((iteration, index) => {
      expect(leftAt(schedule, iteration)).toBeCloseTo(expected[index]!, 12);
    });
    expect(leftAt(schedule, 1000)).toBe(leftAt(schedule, 40));
  });

  it('leads live learning rates and weights of penalties, and nothing else', () => {
    const said = {
      ...{ objective: 'gan', optimizer: 'sgd', learningRate: 0.4, r1: 2, criticSteps: 2 },
      ...{ schedule: 'linear', horizon: 10, rateEnd: 0.5, penaltyEnd: 0 },
    };
    expect(scalarsAt(said, 0)).toMatchObject({ 'scalar.critic.rate': [0.4, 0.4], 'scalar.r1': [2, 2] });
    const half = scalarsAt(said, 5);
    expect(half['scalar.generator.rate']![0]).toBeCloseTo(0.3, 12);
    expect(half['scalar.r1']![0]).toBeCloseTo(1, 12);
    expect(scalarsAt(said, 99)).toMatchObject({ 'scalar.critic.rate': [0.2, 0.2], 'scalar.r1': [0, 0] });
    const clipped = { objective: 'wgan', schedule: 'linear', horizon: 10, penaltyEnd: 0 };
    expect(scalarsAt(clipped, 10)['scalar.clip']![0]).toBe(0.01);
  });

  it('has no horizon but its own: that of a new run is its iterations, and stays when more are made', () => {
    const config = resolveConfig({ schedule: 'linear', iterations: 70 });
    expect(config.training.schedule.horizon).toBe(70);
    const longer = resolveConfig({ iterations: 90 }, { from: config });
    expect(longer.training.schedule.horizon).toBe(70);
    expect(cautionsOf(longer).map(({ name }) => name)).toEqual(['schedule-ends-early']);
    expect(resolveConfig({ iterations: 70 }).training.schedule.horizon).toBe(null);
  });

  it('is there in the warm-up too, and compiles nothing where there is none', () => {
    const gan = ganOf(resolveConfig({ ...small, schedule: 'cosine', horizon: 10 }), [2]);
    const { inputs } = trainingGraph(initialState(gan, 1), criticUpdate(gan));
    const moment = {
      iteration: 0,
      settings: settingsOf(resolveConfig()),
      counts: { critic: 0, generator: 0 },
    };
    expect(scalarValues(inputs, moment)['scalar.critic.rate']).toEqual([1e-3]);
  });
});

describe('Adam whose β₂ follows a schedule', () => {
  const optimizer = adam({ beta1: 0, beta2: 0.9, beta2End: 0.99 });

  it('has the β₂ of now as an input, and corrects by it', () => {
    expect(adam({ beta2: 0.9, beta2End: 0.9 }).scalars).toEqual(adam({ beta2: 0.9 }).scalars);
    const { beta2, fresh, rate } = optimizer.derive(0.1, 3, 0.5);
    expect(beta2).toBeCloseTo(0.945, 12);
    expect(fresh! ** 2).toBeCloseTo(1 - 0.945, 12);
    expect(rate).toBeCloseTo(0.1 * Math.sqrt(1 - 0.945 ** 3), 12);
  });
});

describe('the preset r3gan', () => {
  it('has the numbers of the paper, at the beginning and at the end of its horizon', () => {
    const { horizon } = presets.r3gan!;
    const at = (iteration: number) => scalarsAt({ batch: 4 }, iteration, 'r3gan');
    const [first, last] = [at(0), at(Number(horizon))];
    expect([first['scalar.r1'], first['scalar.r2']]).toEqual([[0.05], [0.05]]);
    expect(last['scalar.r1']![0]).toBeCloseTo(0.005, 12);
    expect(first['scalar.critic.beta2']).toEqual([0.9]);
    expect(last['scalar.critic.beta2']![0]).toBeCloseTo(0.99, 12);
    expect(last['scalar.critic.rate']![0]).toBeCloseTo(5e-5, 12);
    expect(first['scalar.average']).toEqual([1]);
    expect(last['scalar.average']![0]).toBeCloseTo(1 - 0.5 ** (1 / 2500), 12);
  });

  it('says that the network of the paper is another', () => {
    const config = resolveConfig({}, { preset: 'r3gan' });
    expect(cautionsOf(config).map(({ message }) => message)).toEqual([
      expect.stringContaining('residual network'),
    ]);
    expect(cautionsOf(resolveConfig({ objective: 'rpgan' }))).toEqual([]);
  });
});

it('accumulation is cautioned where a layer looks at a whole batch', () => {
  const names = (said: Parameters<typeof resolveConfig>[0]) =>
    cautionsOf(resolveConfig(said), { sampleShape: [2] }).map(({ name }) => name);
  expect(names({ accumulate: 4, generatorNorm: 'batch' })).toEqual(['accumulated-statistics']);
  expect(names({ accumulate: 4 })).toEqual([]);
  expect(names({ generatorNorm: 'batch' })).toEqual([]);
});
