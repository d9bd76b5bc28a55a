// Training runs on MNIST, measured by the Fréchet distance of the classifier's features.

import { sizeOf } from '../../src/base/shape.ts';
import { type Dataset, defineDataset } from '../../src/data/dataset.ts';
import { readClassifier } from '../../src/metrics/classifier-file.ts';
import { frechetDistance } from '../../src/metrics/frechet.ts';
import { classHistogram } from '../../src/metrics/histogram.ts';
import { type DigitClassifier, digitCount, openDigitClassifier } from '../../src/metrics/mnist-features.ts';
import { type Moments, momentsOf } from '../../src/metrics/moments.ts';
import { drawImages, type Sampler } from '../../src/metrics/samples.ts';
import type { Device } from '../../src/runtime/device.ts';
import type { PartialConfig } from '../../src/train/config.ts';
import { datasetOf, deviceOfRuns } from './resources.ts';
import { type Trained, type Training, trainMeasured } from './training.ts';

/** Fully connected networks that make an iteration of about 10 ms on one thread. */
export const smallNetworks: PartialConfig = {
  dataset: 'mnist',
  latent: 64,
  generatorHidden: [128, 128],
  criticHidden: [128, 128],
  average: 0,
};

/** A look at digits. */
export interface DigitLook {
  /** Of 2,000 samples, which adds about 0.5 to that of 10,000: to compare looks with looks. */
  readonly frechet?: number;
}

/** The last look, of 10,000 samples. */
export interface DigitFinal {
  readonly frechet: number;
  /** Samples per digit. */
  readonly classes: readonly number[];
}

export type DigitResult = Trained<DigitLook, DigitFinal>;

/** A run on digits. */
export interface DigitTraining extends Training {
  /** Train on so many of the first digits only. */
  readonly digits?: number;
  /** Samples of a look; 0 for none. */
  readonly lookSamples?: number;
  readonly finalSamples?: number;
}

/** What all runs of a process share. */
interface Bench {
  readonly device: Device;
  readonly dataset: Dataset;
  readonly classifier: DigitClassifier;
  readonly real: Moments;
}

let opened: Promise<Bench> | undefined;

async function openBench(): Promise<Bench> {
  const device = await deviceOfRuns();
  const dataset = await datasetOf('mnist');
  const classifier = await openDigitClassifier(device, await readClassifier());
  const { features } = await classifier.describe(dataset.values as Uint8Array);
  return { device, dataset, classifier, real: momentsOf(features) };
}

/** Trains on digits and measures. */
export async function trainDigits(training: DigitTraining): Promise<DigitResult> {
  opened ??= openBench();
  const bench = await opened;
  const { digits, lookSamples = 2000, finalSamples = 10_000 } = training;
  const dataset = digits === undefined ? bench.dataset : firstDigits(bench.dataset, digits);
  return trainMeasured(
    training,
    { device: bench.device, dataset },
    {
      look: async (sampler) =>
        lookSamples === 0 ? {} : { frechet: (await scores(bench, sampler, lookSamples)).frechet },
      final: (sampler) => scores(bench, sampler, finalSamples),
    },
  );
}

async function scores(
  { classifier, real, dataset }: Bench,
  sampler: Sampler,
  count: number,
): Promise<DigitFinal> {
  const { features, labels } = await classifier.describe(
    await drawImages(sampler, count, dataset.sampleShape),
  );
  return {
    frechet: frechetDistance(momentsOf(features), real),
    classes: classHistogram(labels, digitCount),
  };
}

function firstDigits(dataset: Dataset, count: number): Dataset {
  const size = sizeOf(dataset.sampleShape);
  return defineDataset({
    name: `mnist-${count}`,
    sampleShape: dataset.sampleShape,
    values: (dataset.values as Uint8Array).slice(0, count * size),
  });
}

/** The last distance, infinite where training diverged. */
export const frechetOf = ({ final }: DigitResult): number => final?.frechet ?? Number.POSITIVE_INFINITY;

/** A line about a run. */
export const tellDigits = ({ state, seconds, final }: DigitResult): string =>
  state === 'done'
    ? `Fréchet distance ${final!.frechet.toFixed(1)}, ${seconds.toFixed(1)} s of training`
    : state;
