// Evaluation with everything that a machine with files has: the classifier as it ships, MNIST's test set, the cache.

import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Dataset } from '../data/dataset.ts';
import { readBytes } from '../data/files.ts';
import { defaultCacheFolder } from '../data/image-cache.ts';
import { mnistTest } from '../data/mnist.ts';
import type { Device } from '../runtime/device.ts';
import { readClassifier } from './classifier-file.ts';
import type { EvaluationCounts } from './evaluation.ts';
import { createEvaluator, type Evaluator } from './evaluator.ts';
import type { FeatureFile } from './feature-file.ts';
import type { ClassifierVersion } from './mnist-features.ts';
import { kinshipOf } from './mnist-images.ts';
import type { OnProgress } from './progress.ts';
import { computeAlways } from './reference.ts';
import { rememberInFolder } from './reference-cache.ts';
import type { Report } from './reports.ts';
import type { Sampler } from './samples.ts';

/** Options of an evaluation. */
export interface EvaluateOptions {
  /** Chooses the real samples; features of real data are kept for each. */
  readonly seed?: number;
  readonly counts?: EvaluationCounts;
  /** Reads grey images of 28×28 as handwritten digits, whatever they are. */
  readonly asDigits?: boolean;
  /** Which classifier of digits is asked, for comparisons with what an older one measured. */
  readonly classifier?: ClassifierVersion;
  /** An ONNX file of a network of features, by which images are described, digits too, in place of our own. */
  readonly features?: string;
  /** Real samples kept from training; by default MNIST's own for images of its training set, else none. */
  readonly testDataset?: Dataset;
  /** Where features of real data are kept; null keeps none. */
  readonly cacheFolder?: string | null;
  readonly signal?: AbortSignal;
  /** Told while the real data are measured; not where their features are known. */
  readonly onReferenceProgress?: OnProgress;
}

/** Prepares to measure generators of a dataset again and again, as during training.
 *  @throws DataError if the classifier's file is needed and is not the right one */
export async function openEvaluator(
  dataset: Dataset,
  device: Device,
  options: EvaluateOptions = {},
): Promise<Evaluator> {
  const { seed = 0, counts = {}, testDataset, cacheFolder = defaultCacheFolder(), signal } = options;
  const kinship = mayBeDigits(dataset) ? await kinshipOf(dataset, signal) : 'other';
  const isApart = kinship === 'training' && dataset.sampleShape[0] === 1 && testDataset === undefined;
  return createEvaluator({
    dataset,
    features: options.features === undefined ? undefined : await readFeatures(options.features),
    digits: kinship !== 'other' ? 'known' : options.asDigits ? 'asked' : 'no',
    testDataset: isApart ? await mnistTest.load({ ...(signal !== undefined && { signal }) }) : testDataset,
    device,
    readClassifier: () => readClassifier(options.classifier),
    remember: cacheFolder === null ? computeAlways : rememberInFolder(cacheFolder),
    seed,
    counts,
    onProgress: options.onReferenceProgress,
  });
}

/** The file, by its name and the beginning of its SHA-256. */
async function readFeatures(path: string): Promise<FeatureFile> {
  const bytes = await readBytes(path);
  const hash = createHash('sha256').update(bytes).digest('hex');
  return { name: `${basename(path)} ${hash.slice(0, 8)}`, bytes };
}

/** Grey images of 28×28, and what is called stacked digits. */
const mayBeDigits = ({ name, sampleShape }: Dataset) =>
  sampleShape.join() === '1,28,28' || (sampleShape.join() === '3,28,28' && name === 'stacked-mnist');

/** Measures a generator once: samples rounded to 8 bits against the real data.
 *  @param sampler  draws the next samples: count → float32[count, ...sampleShape], images in [−1, 1]
 *  @returns        a plain object for JSON; its `kind` says which numbers it has
 *  @throws         ShapeError if the sampler's shape is not the dataset's; NumericError if a sample is not finite */
export async function evaluateGenerator(
  sampler: Sampler,
  dataset: Dataset,
  device: Device,
  options: EvaluateOptions = {},
): Promise<Report> {
  const evaluator = await openEvaluator(dataset, device, options);
  try {
    return await evaluator.evaluate(sampler, { signal: options.signal });
  } finally {
    await evaluator.release();
  }
}
