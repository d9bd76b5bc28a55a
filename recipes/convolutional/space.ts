// Twelve settings of convolutional networks for digits.

import type { PartialConfig } from '../../src/train/config.ts';

/** A setting to try; its number names it. */
export interface Candidate {
  readonly number: number;
  readonly config: PartialConfig;
}

const dcgan = { architecture: 'dcgan', latent: 64, average: 0.999 };
const resnet = { architecture: 'resnet', latent: 64, average: 0.999 };
const adam = { optimizer: 'adam', beta1: 0, beta2: 0.9 };
const gp = { objective: 'wgan-gp', penalty: 10 };

/** In one or two critic steps, in which ten minutes give more updates of the generator than with the usual five. */
export const candidates: readonly Candidate[] = [
  { ...dcgan, ...gp, ...adam, channels: 32, criticSteps: 1, learningRate: 2e-4 },
  { ...dcgan, ...gp, ...adam, channels: 16, criticSteps: 1, learningRate: 5e-4 },
  { ...dcgan, ...gp, ...adam, channels: 16, criticSteps: 2, learningRate: 5e-4 },
  { ...dcgan, ...gp, ...adam, channels: 16, criticSteps: 2, learningRate: 1e-3, average: 0.997 },
  { ...dcgan, ...gp, channels: 16, criticSteps: 2, learningRate: 1e-3 },
  { ...dcgan, objective: 'hinge', r1: 0.1, ...adam, channels: 16, criticSteps: 1, learningRate: 5e-4 },
  { ...dcgan, objective: 'gan', ...adam, beta1: 0.5, beta2: 0.999, channels: 32, learningRate: 2e-4 },
  { ...dcgan, objective: 'gan', r1: 0.1, ...adam, channels: 16, learningRate: 5e-4 },
  { ...dcgan, objective: 'rpgan', r1: 0.1, r2: 0.1, ...adam, channels: 16, learningRate: 5e-4 },
  { ...dcgan, objective: 'wgan', clip: 0.03, channels: 16, criticSteps: 2, learningRate: 2e-4 },
  { ...resnet, ...gp, ...adam, channels: 16, criticSteps: 1, learningRate: 5e-4 },
  { ...resnet, objective: 'hinge', r1: 0.1, ...adam, channels: 16, criticSteps: 1, learningRate: 5e-4 },
].map((config, number) => ({ number, config: { ...config, dataset: 'mnist' } }));

/** The default, which the winner is measured against. */
export const mlp: Candidate = { number: -1, config: { dataset: 'mnist', architecture: 'mlp' } };
