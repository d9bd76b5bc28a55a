// Batches and noise as the JavaScript peers take them: from typed arrays, as their users would write.

import type { TensorRecord } from '../../../src/base/host-tensor.ts';
import { createBatcher } from '../../../src/data/batches.ts';
import { type Dataset, fillSamples } from '../../../src/data/dataset.ts';
import type { Model } from '../../works.ts';

/** What an iteration reads, row-major, all critic steps one after the other. */
export interface HostBatches {
  readonly real: Float32Array;
  readonly mix: Float32Array;
  readonly latentCritic: Float32Array;
  readonly latentGenerator: Float32Array;
}

/** Real batches of the next iteration. */
export function realBatches({ criticSteps, batch }: Model, dataset: Dataset): () => Float32Array {
  const batcher = createBatcher(dataset, { seed: 1 });
  return () => {
    const real = new Float32Array(criticSteps * batch * 784);
    batcher.next(criticSteps * batch, real);
    return real;
  };
}

/** The given batches of an iteration. */
export function givenBatches(dataset: Dataset, given: TensorRecord, at: number): HostBatches {
  const data = (name: string) => given[`${name}.${at}`]!.data as Float32Array;
  const rows = Uint32Array.from(given[`rows.${at}`]!.data as Int32Array);
  const real = new Float32Array(rows.length * 784);
  fillSamples(dataset, rows, 0, rows.length, real);
  return {
    real,
    mix: data('mix'),
    latentCritic: data('latent.critic'),
    latentGenerator: data('latent.generator'),
  };
}
