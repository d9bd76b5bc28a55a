// A small GAN of the plane on the ring of 8, under any switches.

import { fillNormal } from '../../../../../base/random.ts';
import { mlp } from '../../../../../gan/architectures/mlp.ts';
import { defineGan } from '../../../../../gan/gan.ts';
import { wholeIteration } from '../../../../../gan/iteration.ts';
import { optimizers } from '../../../../../optim/registry.ts';
import { ringData, ringModes } from './data.ts';
import { objectiveOf, type Switches } from './switches.ts';
import { createTinyTrainer, type TinyTrainer } from './trainer.ts';

const spec = {
  architecture: mlp.name,
  hidden: [32, 32],
  activation: 'leaky-relu',
  norm: 'none',
  sampleShape: [2],
} as const;
const latent = 4;

export interface PlaneOptions {
  readonly switches: Switches;
  readonly criticSteps: number;
}

/** A training that breaks shows as numbers that are not finite. */
export function createPlaneTrainer({ switches, criticSteps }: PlaneOptions): TinyTrainer {
  const { create } = optimizers.get(switches.hasMomentum ? 'adam' : 'rmsprop');
  const optimizer = create({ momentum: 0, beta1: 0.9, beta2: 0.999 });
  const gan = defineGan({
    generator: mlp.generator({ ...spec, latent }),
    critic: mlp.critic(spec),
    objective: objectiveOf(switches),
    generatorOptimizer: optimizer,
    criticOptimizer: optimizer,
    latent,
    sampleShape: [2],
    batch: 64,
    criticSteps,
  });
  return createTinyTrainer({
    gan,
    phases: wholeIteration(gan),
    settings: { generatorLearningRate: 1e-3, criticLearningRate: 1e-3, penalty: 0.1, clip: 0.1 },
    seed: 1,
    fillReal: ringData(),
  });
}

/** Fixed noise for looking at the generator. */
export function lookingNoise(count: number): Float64Array {
  const noise = new Float32Array(count * latent);
  fillNormal(noise, { seed: 1, purpose: 'preview', counter: 0 });
  return Float64Array.from(noise);
}

/** How many of the 8 modes have at least one point in `points` within `within` of their centre. */
export function modesReached(points: ArrayLike<number>, within: number): number {
  const reached = ringModes.centres.filter(([x, y]) => {
    for (let index = 0; index < points.length; index += 2) {
      if (Math.hypot(points[index]! - x, points[index + 1]! - y) < within) return true;
    }
    return false;
  });
  return reached.length;
}
