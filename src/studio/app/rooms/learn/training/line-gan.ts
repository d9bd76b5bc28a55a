// A GAN on a line: one number of noise in, one number out.

import { mlp } from '../../../../../gan/architectures/mlp.ts';
import { defineGan } from '../../../../../gan/gan.ts';
import { generatorPhase } from '../../../../../gan/generator-phase.ts';
import { wholeIteration } from '../../../../../gan/iteration.ts';
import { objectives } from '../../../../../gan/objectives/registry.ts';
import { optimizers } from '../../../../../optim/registry.ts';
import { normalDensity } from '../math/two-lines.ts';
import { type Humps, humpsData } from './data.ts';
import { createTinyTrainer, type TinyTrainer } from './trainer.ts';

const spec = {
  architecture: mlp.name,
  hidden: [16, 16],
  activation: 'leaky-relu',
  norm: 'none',
  sampleShape: [1],
} as const;

export interface LineOptions {
  readonly objective: 'gan' | 'gan-minimax';
  /** Updates of the discriminator for each one of the generator; 0 leaves it as it is. */
  readonly criticSteps: number;
  readonly humps: () => Humps;
}

export function createLineTrainer({ objective, criticSteps, humps }: LineOptions): TinyTrainer {
  const optimizer = optimizers.get('adam').create({ momentum: 0, beta1: 0.5, beta2: 0.999 });
  const gan = defineGan({
    generator: mlp.generator({ ...spec, latent: 1 }),
    critic: mlp.critic(spec),
    objective: objectives.get(objective),
    generatorOptimizer: optimizer,
    criticOptimizer: optimizer,
    latent: 1,
    sampleShape: [1],
    batch: 64,
    criticSteps: Math.max(1, criticSteps),
  });
  return createTinyTrainer({
    gan,
    phases: criticSteps === 0 ? [generatorPhase(gan)] : wholeIteration(gan),
    settings: { generatorLearningRate: 1e-3, criticLearningRate: 2e-3, penalty: 0, clip: 1 },
    seed: 3,
    fillReal: humpsData(humps),
  });
}

/** Density of two humps of equal weight. */
export const humpsDensity = ({ left, right, sigma }: Humps, x: number): number =>
  (normalDensity((x - left) / sigma) + normalDensity((x - right) / sigma)) / (2 * sigma);
