// What a plan says of time.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { iterationCost } from '../../src/cli/plan/cost.ts';
import { type Place, planLines } from '../../src/cli/plan/plan.ts';
import { measureSpeed } from '../../src/cli/plan/speed.ts';
import { painter } from '../../src/cli/terminal/colors.ts';
import { requested } from '../../src/cli/train/train-options.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { type PartialConfig, resolveConfig } from '../../src/train/config.ts';
import { ganOf } from '../../src/train/setup.ts';
import { toyDataset } from '../train/toy.ts';

const dataset = toyDataset();
const small: PartialConfig = {
  ...{ generatorHidden: [8], criticHidden: [8], latent: 4, batch: 10, criticSteps: 2, iterations: 3000 },
};

const planOf = (place: Partial<Place>, said: PartialConfig = {}) =>
  planLines(
    resolveConfig({ ...small, ...said }),
    dataset,
    { out: 'runs/x', room: undefined, ...place },
    painter(1),
  ).join('\n');

const { operations } = iterationCost(ganOf(resolveConfig(small), dataset.sampleShape));

describe('the time in a plan', () => {
  it('is that of all iterations, at the speed that was measured', () => {
    expect(planOf({ speed: operations })).toMatch(
      /time +about 50 min 0 s\n +at [\d.]+ kFLOP a second, as convolutions just timed here let expect/,
    );
    expect(planOf({})).not.toMatch(/^time/m);
  });

  it('is the one that was given, where that comes first, with the iteration that it reaches', () => {
    const place = { speed: operations, seconds: 600 };
    expect(planOf(place)).toMatch(/time +stopped after 10 min 0 s, at about iteration 600 of 3,000/);
    expect(planOf({ ...place, seconds: 36_000 })).toMatch(/time +about /);
  });
});

it('counts the samples of all batches that make an update', () => {
  expect(planOf({}, { accumulate: 3 })).toContain('180,000 real samples');
});

it('the speed of a machine is that of the fastest run', async () => {
  const device = await openDevice('cpu', { threads: 1 });
  let [time, call] = [0, 0];
  /** Runs take 8, 6, 4, 6, 8… milliseconds. */
  const now = () => {
    if (call++ % 2 === 1) time += [8, 6, 4, 6, 8, 10, 12][(call - 2) / 2]!;
    return time;
  };
  const computed = 3 * 2 * 16 * 32 * 32 * 64 * 64 * 9;
  expect(await measureSpeed(device, now)).toBeCloseTo((0.76 * computed) / 0.004, -3);
});

it('a configuration file is read once: it may be gone when the data are known', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wgan-plan-'));
  const config = join(folder, 'config.json');
  writeFileSync(config, '{"iterations": 77}');
  const { choose } = requested({ config }, {});
  rmSync(folder, { recursive: true });
  expect(choose!(dataset).config.training.iterations).toBe(77);
});
