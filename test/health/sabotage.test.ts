// Real trainings: each that is spoilt gives its warning and no other, healthy ones give none. recipes/health trains
// more of them, over more seeds and iterations.

import { beforeAll, describe, expect, it } from 'vitest';
import { healthy, sabotaged, watchCase } from '../../recipes/health/cases.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import { loadDataset } from '../../src/data/registry.ts';
import type { Device } from '../../src/runtime/device.ts';
import { openDevice } from '../../src/runtime/devices.ts';

const ITERATIONS = 500;
/** Some troubles take longer to show. */
const longer: Readonly<Record<string, number>> = {
  collapse: 800,
  'exploding-weights': 700,
  overfitting: 1400,
};

/** One or two of each kind of sabotage. */
const chosen: readonly string[] = [
  'wgan-gp on digits, critic rate 1e-7',
  'wgan on digits, critic rate 1e-7',
  'gan on ring, critic rate 1e-7',
  'wgan-gp on digits, a flat critic',
  'wgan-gp on digits, penalty 0',
  'wgan-gp on ring, penalty 0',
  'wgan on digits, clip 1e-5',
  'wgan on ring, clip 1e-5',
  'wgan on digits, clip 1',
  'wgan on ring, clip 1',
  'wgan-gp on digits, 500 images',
  'gan on ring, generator rate 1e-2',
  'wgan-gp on digits, dead ReLU',
  'gan-minimax on ring, dead ReLU',
  'gan on digits, rate 1e30',
  'wgan-gp on ring, rate 1e30',
];

let device: Device;
let datasets: Readonly<Record<string, Dataset>>;

beforeAll(async () => {
  device = await openDevice('cpu', { threads: 1 });
  datasets = { mnist: await loadDataset('mnist'), ring: await loadDataset('ring') };
});

describe('healthy', () => {
  it.each(healthy.map((given, index) => ({ ...given, seed: index + 1 })))('$name', async (given) => {
    const { seed } = given;
    const dataset = datasets[given.config.dataset!]!;
    const { warnings } = await watchCase(given, dataset, device, { seed, iterations: ITERATIONS });
    expect(warnings).toEqual([]);
  });
});

describe('spoilt', () => {
  const cases = sabotaged.filter(({ name }) => chosen.includes(name));

  it('in every way that is known', () => {
    expect(cases.map(({ name }) => name).toSorted()).toEqual(chosen.toSorted());
    expect(new Set(cases.map(({ expected }) => expected))).toEqual(
      new Set(sabotaged.map(({ expected }) => expected)),
    );
  });

  it.each(cases)('$name: $expected', async (given) => {
    const iterations = longer[given.expected!] ?? ITERATIONS;
    const dataset = datasets[given.config.dataset!]!;
    const { warnings } = await watchCase(given, dataset, device, { seed: 1, iterations });
    expect(warnings).toEqual([given.expected]);
  });
});
