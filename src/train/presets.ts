// Named sets of keys, each pinned to its source. The studio's page does without them.

import type { Values } from '../base/options.ts';

/** By name. */
export const presets: Readonly<Record<string, Values>> = {
  tutorial: {
    objective: 'wgan-gp',
    architecture: 'mlp',
    penalty: 0.5,
    criticHidden: [512, 256],
    generatorHidden: [256, 512],
    latent: 100,
    activation: 'leaky-relu',
    norm: 'none',
    batch: 64,
    optimizer: 'rmsprop',
    momentum: 0,
    learningRate: 5e-4,
    criticSteps: 5,
    criticWarmup: 0,
    average: 0,
    iterations: 5000,
  },
  // Huang et al. 2024, arXiv:2501.05441, table 6, for CIFAR-10: 20 M images, here 10,000 iterations
  r3gan: {
    objective: 'rpgan',
    r1: 0.05,
    r2: 0.05,
    optimizer: 'adam',
    learningRate: 2e-4,
    beta1: 0,
    beta2: 0.9,
    beta2End: 0.99,
    criticSteps: 1,
    schedule: 'cosine',
    horizon: 10_000,
    rateEnd: 0.25,
    penaltyEnd: 0.1,
    average: 0.5 ** (1 / 2500), // a half-life of a quarter of the horizon
    emaRamp: 'schedule',
    iterations: 10_000,
  },
};
