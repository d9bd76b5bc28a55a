// Our training loop around a loaded program: batches, noise, scalars, one run per iteration.
// Only this file changes when the benchmark moves to the library's trainer. Runs in a browser too.

import { float32, type TensorRecord } from '../../src/base/host-tensor.ts';
import { fillNormal, fillUniform } from '../../src/base/random.ts';
import { mapRecord } from '../../src/base/record.ts';
import { createBatcher } from '../../src/data/batches.ts';
import { type Dataset, fillSamples } from '../../src/data/dataset.ts';
import type { Gan } from '../../src/gan/gan.ts';
import { wholeIteration } from '../../src/gan/iteration.ts';
import { liveScalars } from '../../src/gan/live-scalars.ts';
import type { Model } from '../works.ts';
import { type Feeds, feedsOf, settingsOf } from './gan-of.ts';
import type { Numbers } from './serve.ts';

/** Runs the program once: next state, metrics. */
export type RunIteration = (feeds: TensorRecord) => Promise<TensorRecord>;

/** Iterations on a dataset in memory. */
export interface Training {
  /** One iteration on the next batches with fresh noise. */
  iterate(): Promise<void>;
  /** One iteration on given rows of the dataset and given noise. */
  replay(given: TensorRecord, iteration: number): Promise<Numbers>;
}

/** @param run  runs the fused iteration of `gan` over the state that it holds */
export function createTraining(gan: Gan, model: Model, dataset: Dataset, run: RunIteration): Training {
  const seed = 1;
  const feeds = feedsOf(gan);
  const batcher = createBatcher(dataset, { seed });
  const { batch, criticSteps } = gan;
  let iteration = 0;
  const runWithScalars = (at: number) => run({ ...feeds.tensors, ...scalarsOf(gan, model, at) });
  return {
    async iterate() {
      batcher.next(criticSteps * batch, feeds.real);
      fillNormal(feeds.latentCritic, { seed, purpose: 'latent', counter: 2 * iteration });
      fillNormal(feeds.latentGenerator, { seed, purpose: 'latent', counter: 2 * iteration + 1 });
      fillUniform(feeds.mix, { seed, purpose: 'mix', counter: iteration });
      await runWithScalars(iteration++);
    },
    async replay(given, at) {
      readGiven(feeds, dataset, given, at);
      return mapRecord(await runWithScalars(at), ({ data }) => Number(data[0]));
    },
  };
}

function scalarsOf(gan: Gan, model: Model, iteration: number): TensorRecord {
  const counts = { critic: iteration * gan.criticSteps, generator: iteration };
  const scalars = liveScalars(gan, settingsOf(model), counts, wholeIteration(gan));
  return mapRecord(scalars, (values) => float32([values.length], values));
}

function readGiven(feeds: Feeds, dataset: Dataset, given: TensorRecord, iteration: number): void {
  const data = (name: string) => given[`${name}.${iteration}`]!.data as Float32Array;
  const rows = Uint32Array.from(given[`rows.${iteration}`]!.data as Int32Array);
  fillSamples(dataset, rows, 0, rows.length, feeds.real);
  feeds.mix.set(data('mix'));
  feeds.latentCritic.set(data('latent.critic'));
  feeds.latentGenerator.set(data('latent.generator'));
}
