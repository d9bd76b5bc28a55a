// Every objective learns with every optimizer: a short run on real MNIST lowers the sliced Wasserstein distance between
// digits and samples: the mean, over 64 random directions of pixel space, of the exact distance of 500 projections.

import { beforeAll, expect, it } from 'vitest';
import { float32, float32Data } from '../../src/base/host-tensor.ts';
import { fillNormal } from '../../src/base/random.ts';
import { type Dataset, fillSamples } from '../../src/data/dataset.ts';
import { loadDataset } from '../../src/data/registry.ts';
import { objectives } from '../../src/gan/objectives/registry.ts';
import { optimizers } from '../../src/optim/registry.ts';
import type { Device } from '../../src/runtime/device.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { resolveConfig } from '../../src/train/config.ts';
import { ganOf, settingsOf } from '../../src/train/setup.ts';
import { createTrainer, type Trainer } from '../../src/train/trainer.ts';

/** What remains of the untrained generator's distance, at most. */
const REMAINS = 0.5;
const ITERATIONS = 150;

/** Rates with which small networks learn in so few iterations. */
const rates: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'wgan-gp': { rmsprop: 1e-3, adam: 1e-3, sgd: 0.05 },
  wgan: { rmsprop: 5e-4, adam: 5e-4, sgd: 0.1 },
  gan: { rmsprop: 5e-4, adam: 1e-3, sgd: 0.2 },
  'gan-minimax': { rmsprop: 5e-4, adam: 1e-3, sgd: 0.2 },
  'wgan-lp': { rmsprop: 1e-3, adam: 1e-3, sgd: 0.05 },
  'wgan-div': { rmsprop: 1e-3, adam: 1e-3, sgd: 0.015 },
  lsgan: { rmsprop: 5e-4, adam: 1e-3, sgd: 5e-3 },
  hinge: { rmsprop: 5e-4, adam: 1e-3, sgd: 0.1 },
  dragan: { rmsprop: 5e-4, adam: 1e-3, sgd: 0.05 },
  rpgan: { rmsprop: 5e-4, adam: 1e-3, sgd: 0.2 },
};

/** Far scores have a large gradient in least squares, near ones a small one: a rate that is safe at first is slow later. */
const momenta: Readonly<Record<string, number>> = { lsgan: 0.9 };

let device: Device;
let dataset: Dataset;
let real: readonly Float64Array[];

const COUNT = 500;
const PIXELS = 784;
const directions = Array.from({ length: 64 }, (_, counter) => {
  const direction = new Float32Array(PIXELS);
  fillNormal(direction, { seed: 1, purpose: 'evaluate', counter: counter + 1 });
  const length = Math.hypot(...direction);
  return direction.map((value) => value / length);
});

/** For each direction, the sorted projections of float32[COUNT, PIXELS]. */
function projections(samples: Float32Array): Float64Array[] {
  return directions.map((direction) => {
    const values = Float64Array.from({ length: COUNT }, (_, row) =>
      direction.reduce((sum, value, pixel) => sum + value * samples[row * PIXELS + pixel]!, 0),
    );
    return values.sort();
  });
}

beforeAll(async () => {
  device = await openDevice('cpu', { threads: 2 });
  dataset = await loadDataset('mnist');
  const digits = new Float32Array(COUNT * PIXELS);
  fillSamples(
    dataset,
    Uint32Array.from({ length: COUNT }, (_, row) => row),
    0,
    COUNT,
    digits,
  );
  real = projections(digits);
});

async function distance(trainer: Trainer): Promise<number> {
  const latent = float32([COUNT, trainer.gan.latent]);
  fillNormal(latent.data, { seed: 1, purpose: 'evaluate', counter: 0 });
  const fake = projections(float32Data(await trainer.sample(latent), 'samples'));
  const gaps = fake.flatMap((values, index) =>
    Array.from(values, (value, row) => Math.abs(value - real[index]![row]!)),
  );
  return gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
}

const runs = objectives.names.flatMap((objective) =>
  optimizers.names.map((optimizer) => ({ objective, optimizer })),
);

it.each(runs)('$objective learns with $optimizer', async ({ objective, optimizer }) => {
  const said = {
    ...{
      objective,
      optimizer,
      learningRate: rates[objective]![optimizer],
      momentum: optimizer === 'sgd' ? (momenta[objective] ?? 0) : undefined,
      average: 0,
      batch: 32,
      clip: 0.05,
    },
    ...{ latent: 16, generatorHidden: [64], criticHidden: [64], generatorNorm: 'batch' },
  };
  const config = resolveConfig({}, { from: said });
  const gan = ganOf(config, dataset.sampleShape);
  const trainer = await createTrainer({ gan, settings: settingsOf(config), seed: 1, dataset, device });
  const before = await distance(trainer);
  for (let iteration = 0; iteration < ITERATIONS * (6 - config.training.criticSteps); iteration++)
    await trainer.step();
  const after = await distance(trainer);
  await trainer.release();
  expect(after).toBeLessThan(REMAINS * before);
});
