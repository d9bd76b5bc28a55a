// The rates of averages that begin with a ramp, and the average itself beside one in float64.

import { describe, expect, it, test } from 'vitest';
import { ConfigError } from '../../src/base/errors.ts';
import { float32Data } from '../../src/base/host-tensor.ts';
import { averagingRate, emaRamps } from '../../src/gan/ema-ramps.ts';
import { defineGan, initialState } from '../../src/gan/gan.ts';
import { scalarValues } from '../../src/gan/inputs.ts';
import { criticUpdate, trainingGraph, wholeIteration } from '../../src/gan/iteration.ts';
import type { Phase } from '../../src/gan/phases.ts';
import { createTrainer } from '../../src/train/trainer.ts';
import { toyOptions } from '../train/toy.ts';

/** Half-lives as their sources give them, spelled out again. */
const halfLives: Readonly<Record<string, (updates: number, decay: number) => number>> = {
  none: () => Number.POSITIVE_INFINITY,
  linear: (updates) => updates / 20,
  schedule: (updates, decay) => (Math.min(1, updates / HORIZON) * Math.log(0.5)) / Math.log(decay),
};

/** Of a linear schedule. */
const HORIZON = 100;
const left = (updates: number) => Math.max(0, 1 - updates / HORIZON);

describe.each(emaRamps.names)('%s', (ramp) => {
  it('halves a weight within its half-life, until the decay is the larger one', () => {
    for (const decay of [0.5, 0.9, 0.999, 0.9999]) {
      for (const updates of [1, 2, 7, 100, 2000, 50_000]) {
        const expected = Math.min(decay, Math.exp(Math.log(0.5) / halfLives[ramp]!(updates, decay)));
        expect(averagingRate(decay, ramp, updates, left(updates))).toBeCloseTo(1 - expected, 12);
      }
    }
  });

  it('never slows down the average again', () => {
    const rates = Array.from({ length: 5000 }, (_, updates) =>
      averagingRate(0.999, ramp, updates, left(updates)),
    );
    expect(rates).toEqual(rates.toSorted((a, b) => b - a));
    expect(rates[0]).toBe(ramp === 'none' ? 1 - 0.999 : 1);
  });

  it('makes the average that float64 makes of the same weights', async () => {
    const options = await toyOptions({ average: 0.9, emaRamp: ramp, schedule: 'linear', horizon: HORIZON });
    const trainer = await createTrainer(options);
    const expected = new Map<string, Float64Array>();
    for (let updates = 0; updates < 60; updates++) {
      for (const [name, tensor] of Object.entries(await trainer.state.view())) {
        if (updates === 0 && name.startsWith('generator.'))
          expected.set(name, Float64Array.from(float32Data(tensor, name)));
      }
      await trainer.step();
      const state = await trainer.state.view();
      const decay =
        updates === 0 && ramp !== 'none' ? 0 : Math.min(0.9, 0.5 ** (1 / halfLives[ramp]!(updates, 0.9)));
      for (const [name, average] of expected) {
        const weights = float32Data(state[name]!, name);
        average.forEach((value, index) => {
          average[index] = decay * value + (1 - decay) * weights[index]!;
        });
        const actual = float32Data(state[`average.${name}`]!, name);
        const distance = Math.max(...average.map((value, index) => Math.abs(value - actual[index]!)));
        expect(distance, `${name} after ${updates + 1}`).toBeLessThan(1e-6);
      }
    }
    await trainer.release();
  });
});

test('the scalar counts iterations, and is there only where an average begins with a ramp', async () => {
  const { gan, settings } = await toyOptions({ average: 0.9, emaRamp: 'linear' });
  const scalarsOf = (phases: readonly Phase[], iteration = 0) => {
    const { inputs } = trainingGraph(initialState(gan, 1), phases);
    return scalarValues(inputs, { iteration, settings, counts: { critic: 7, generator: iteration } });
  };
  const rateAt = (iteration: number) => scalarsOf(wholeIteration(gan), iteration)['scalar.average'];
  expect(rateAt(0)).toEqual([1]);
  expect(rateAt(20)).toEqual([0.5]);
  expect(rateAt(1000)).toEqual([1 - 0.9]);
  for (const ema of [{ ...gan.ema!, ramp: 'none' }, undefined]) {
    expect(Object.keys(scalarsOf(wholeIteration({ ...gan, ema })))).not.toContain('scalar.average');
  }
  expect(Object.keys(scalarsOf(criticUpdate(gan)))).not.toContain('scalar.average');
});

test('a ramp that is not known is refused by name', async () => {
  const { gan } = await toyOptions();
  const refused = () => defineGan({ ...gan, ema: { decay: 0.9, ramp: 'linaer' } });
  expect(refused).toThrow(ConfigError);
  expect(refused).toThrow('emaRamp: expected one of none, linear, schedule, got "linaer"');
});

test('a ramp along a schedule is refused where there is none', async () => {
  const { gan } = await toyOptions();
  expect(() => defineGan({ ...gan, ema: { decay: 0.9, ramp: 'schedule' } })).toThrow(
    'emaRamp: expected a schedule that it follows, got none',
  );
});
