// A small dataset and the trainers of it.

import { fillNormal } from '../../src/base/random.ts';
import { type Dataset, defineDataset } from '../../src/data/dataset.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { type PartialConfig, resolveConfig } from '../../src/train/config.ts';
import { ganOf, scheduleOf, settingsOf } from '../../src/train/setup.ts';
import type { TrainerOptions } from '../../src/train/trainer.ts';

/** 60 points around (1, 1). */
export function toyDataset(): Dataset {
  const values = new Float32Array(120);
  fillNormal(values, { seed: 5, purpose: 'evaluate', counter: 0 });
  return defineDataset({ name: 'toy', sampleShape: [2], values: values.map((value) => 1 + 0.1 * value) });
}

/** What a trainer of a tiny network on the toy needs. */
export async function toyOptions(more: PartialConfig = {}): Promise<TrainerOptions> {
  const config = resolveConfig({
    generatorHidden: [8],
    criticHidden: [8],
    latent: 3,
    batch: 9,
    criticSteps: 2,
    ...more,
  });
  const dataset = toyDataset();
  const { seed, criticWarmup, holdout } = scheduleOf(config);
  return {
    gan: ganOf(config, dataset.sampleShape),
    settings: settingsOf(config),
    ...{ seed, criticWarmup, holdout },
    dataset,
    device: await openDevice('cpu', { threads: 1 }),
  };
}
