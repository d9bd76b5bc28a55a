// What an iteration is fed: batches, noise, mixes and live scalars, written into arrays that are reused.

import {
  type Float32Tensor,
  float32,
  type HostTensor,
  hostTensor,
  type TensorRecord,
} from '../base/host-tensor.ts';
import { liveNames } from '../base/options.ts';
import { fillNormal, fillUniform, type StreamKey } from '../base/random.ts';
import { sizeOf } from '../base/shape.ts';
import type { Batcher } from '../data/batches.ts';
import type { Gan } from '../gan/gan.ts';
import type { Cut } from '../gan/iteration.ts';
import { type LiveSettings, liveScalars, type UpdateCounts } from '../gan/live-scalars.ts';

/** The inputs of one kind of program besides the state, refilled for every iteration. */
export interface Feeds {
  readonly tensors: TensorRecord;
  /** Draws the next batches, and the noise and mixes of this iteration or critic update. */
  fill(iteration: number, batcher: Batcher, settings: LiveSettings, counts: UpdateCounts): void;
}

type Stream = Omit<StreamKey, 'seed'>;

/** The streams of an iteration: one tensor of noise for its critic steps and one for its generator step, one of mixes. */
const iterationStreams = (iteration: number) => ({
  criticLatent: { purpose: 'latent', counter: 2 * iteration } satisfies Stream,
  generatorLatent: { purpose: 'latent', counter: 2 * iteration + 1 } satisfies Stream,
  mix: { purpose: 'mix', counter: iteration } satisfies Stream,
});

/** The streams of a critic update that comes before all iterations: counted by critic updates, and apart from those of
 *  iterations, which stay the same with and without a warm-up. */
const warmupStreams = (update: number) => ({
  criticLatent: { purpose: 'warmup-latent', counter: update } satisfies Stream,
  generatorLatent: undefined,
  mix: { purpose: 'warmup-mix', counter: update } satisfies Stream,
});

/** How a program is fed. */
export interface FeedOptions {
  /** Real samples as uint8, as `withByteSamples` reads them. */
  readonly areBytes?: boolean;
}

/** Feeds of a program of `gan` with the steps of `cut`; without a generator step, of critic updates ahead of all
 *  iterations. */
export function createFeeds(gan: Gan, cut: Cut, seed: number, { areBytes = false }: FeedOptions = {}): Feeds {
  const { batch, latent, sampleShape } = gan;
  const steps = Array.from({ length: cut.criticSteps }, (_, step) => step);
  const sampleSize = sizeOf(sampleShape);
  const reals = new (areBytes ? Uint8Array : Float32Array)(steps.length * batch * sampleSize);
  const mixes = new Float32Array(steps.length * batch);
  const criticLatent = float32([steps.length * batch, latent]);
  const generatorLatent = float32([batch, latent]);
  const noCounts = { critic: 0, generator: 0 };
  const noSettings = {
    ...{ generatorLearningRate: 0, criticLearningRate: 0 },
    ...Object.fromEntries(liveNames(gan.objective.options).map((name) => [name, 0])),
  };
  const scalars: Record<string, Float32Tensor> = {};
  for (const [name, values] of Object.entries(liveScalars(gan, noSettings, noCounts, cut))) {
    scalars[name] = float32([values.length]);
  }
  const tensors: Record<string, HostTensor> = {
    'latent.critic': criticLatent,
    'latent.generator': generatorLatent,
    ...scalars,
  };
  for (const step of steps) {
    const [from, to] = [step * batch, (step + 1) * batch];
    const real = reals.subarray(from * sampleSize, to * sampleSize);
    tensors[`real.${step}`] = hostTensor(areBytes ? 'uint8' : 'float32', [batch, ...sampleShape], real);
    tensors[`mix.${step}`] = float32([batch, ...sampleShape.map(() => 1)], mixes.subarray(from, to));
  }
  return {
    tensors,
    fill(iteration, batcher, settings, counts) {
      const streams = cut.hasGeneratorStep ? iterationStreams(iteration) : warmupStreams(counts.critic);
      batcher.next(steps.length * batch, reals);
      fillNormal(criticLatent.data, { seed, ...streams.criticLatent });
      if (streams.generatorLatent) fillNormal(generatorLatent.data, { seed, ...streams.generatorLatent });
      if (gan.objective.critic.terms) fillUniform(mixes, { seed, ...streams.mix });
      for (const [name, values] of Object.entries(liveScalars(gan, settings, counts, cut))) {
        scalars[name]!.data.set(values);
      }
    },
  };
}
