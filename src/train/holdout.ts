// The critic's numbers on samples that training never sees: where they part from those on training samples, the
// critic has learnt its training samples by heart (Gulrajani et al. 2017, figure 5b).

import {
  type Float32Tensor,
  float32,
  float32Data,
  type HostTensor,
  type TensorRecord,
} from '../base/host-tensor.ts';
import { fillNormal } from '../base/random.ts';
import { mapRecord, underPrefix } from '../base/record.ts';
import { compile } from '../compiler/program.ts';
import { type Dataset, fillSamples } from '../data/dataset.ts';
import { labelsOf } from '../data/labels.ts';
import type { Gan } from '../gan/gan.ts';
import { estimateGraph, samplingGraph } from '../gan/inference.ts';
import type { Measurements } from '../health/measurements.ts';
import type { Device, DeviceState } from '../runtime/device.ts';
import { judgedAtOnce } from './memory.ts';
import { oneHot } from './sampler.ts';
import type { IterationNumbers } from './snapshot.ts';

/** At most so many samples are looked at, spread over the list. */
const LIMIT = 1024;

/** What the critic says of samples inside and outside of training. */
export interface Holdout {
  /** The critic's numbers on held-out samples. */
  numbers(iteration: number, state: DeviceState): Promise<Partial<IterationNumbers>>;
  /** The same number on training and on held-out samples, by the same critic, against the same fakes. */
  compare(
    iteration: number,
    state: DeviceState,
  ): Promise<Pick<Measurements, 'seenEstimate' | 'unseenEstimate'>>;
  release(): Promise<void>;
}

/** Loads a program that scores up to 1,024 real samples, fewer of networks that take much memory, against as many fakes, from noise of its own. */
export async function createHoldout(
  gan: Gan,
  dataset: Dataset,
  rows: { readonly train: Uint32Array; readonly holdout: Uint32Array },
  device: Device,
  state: TensorRecord,
  seed: number,
): Promise<Holdout> {
  const count = Math.min(rows.holdout.length, judgedAtOnce(gan, LIMIT));
  const classes = gan.generator.classes;
  const unseen = samplesOf(dataset, rows.holdout, count, classes);
  const seen = samplesOf(dataset, rows.train, count, classes);
  const latent = float32([count, gan.latent]);
  const options = { prefix: 'generator', latent: gan.latent, count };
  const sampling = samplingGraph(gan.generator, underPrefix('generator', state), options);
  const generate = await device.load(compile(sampling, { name: 'holdout fakes' }), { isAuxiliary: true });
  const estimate = compile(estimateGraph(gan, underPrefix('critic', state), count), { name: 'holdout' });
  const score = await device.load(estimate, { isAuxiliary: true });
  const fakesAt = async (iteration: number, { labels }: Reals, current: DeviceState) => {
    fillNormal(latent.data, { seed, purpose: 'holdout', counter: iteration });
    return (await generate.run({ latent, ...labels }, current)).samples!;
  };
  const numbersOf = async ({ real, labels }: Reals, fake: HostTensor, current: DeviceState) =>
    mapRecord(
      await score.run({ real, fake, ...labels }, current),
      (tensor, name) => float32Data(tensor, name)[0]!,
    );
  return {
    numbers: async (iteration, current) =>
      numbersOf(unseen, await fakesAt(iteration, unseen, current), current),
    async compare(iteration, current) {
      const fake = await fakesAt(iteration, seen, current);
      const [seenEstimate] = Object.values(await numbersOf(seen, fake, current));
      const other = seen.labels === undefined ? fake : await fakesAt(iteration, unseen, current);
      const [unseenEstimate] = Object.values(await numbersOf(unseen, other, current));
      return { seenEstimate: seenEstimate!, unseenEstimate: unseenEstimate! };
    },
    async release() {
      await Promise.all([generate.release(), score.release()]);
    },
  };
}

/** Real samples, with the classes of which fakes beside them are, where networks are told some. */
interface Reals {
  readonly real: Float32Tensor;
  readonly labels?: { readonly labels: Float32Tensor };
}

function samplesOf(dataset: Dataset, rows: Uint32Array, count: number, classes: number | undefined): Reals {
  const chosen = Uint32Array.from({ length: count }, (_, index) => {
    return rows[Math.floor((index * rows.length) / count)]!;
  });
  const real = float32([count, ...dataset.sampleShape]);
  fillSamples(dataset, chosen, 0, count, real.data);
  if (classes === undefined || dataset.labels === undefined) return { real };
  return { real, labels: { labels: oneHot(labelsOf(dataset.labels, chosen).values, classes) } };
}
