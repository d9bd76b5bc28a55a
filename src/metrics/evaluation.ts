// What an evaluation is asked for, and what it is made of. No files, no clock: the classifier's bytes and the memory of
// references are passed in, so that it works in a browser too.

import type { Dataset } from '../data/dataset.ts';
import type { Device } from '../runtime/device.ts';
import type { FeatureFile } from './feature-file.ts';
import type { OnProgress } from './progress.ts';
import type { Remember } from './reference.ts';

/** How many samples are looked at; each kind of data uses those that apply to it. */
export interface EvaluationCounts {
  /** Samples drawn: 10,000 digits, 26,000 stacked digits, 2,500 points, 2,000 other images by default. */
  readonly samples?: number;
  /** Samples on either side of precision, recall, density and coverage: 2,000, or half of the real ones, if those are
   *  fewer; all, of points that are asked for. */
  readonly neighbours?: number;
  /** Samples whose nearest training image is looked for: 64. */
  readonly nearest?: number;
  /** Points on either side of the exact Wasserstein distance: 1,024. */
  readonly wasserstein?: number;
}

/** What an evaluator is made of. */
export interface EvaluatorParts {
  readonly dataset: Dataset;
  /** Real samples that no generator was trained on. */
  readonly testDataset?: Dataset | undefined;
  /** Whether the classifier of digits is asked of images of 28×28: as they are known to be MNIST's, or as that was asked
   *  for. By default the dataset's name tells: `mnist`, `mnist-test`, `mnist-10k`... */
  readonly digits?: 'known' | 'asked' | 'no' | undefined;
  /** A network of features by which images are described, digits too, in place of our own. */
  readonly features?: FeatureFile | undefined;
  readonly device: Device;
  /** The bytes of a classifier of digits; asked for only if they are needed. */
  readonly readClassifier: () => Promise<Uint8Array>;
  readonly remember: Remember;
  /** Chooses the real samples. */
  readonly seed: number;
  readonly counts: EvaluationCounts;
  /** Told while the real data are measured. */
  readonly onProgress?: OnProgress | undefined;
}

/** Kinds of data, as reports name them: what a sample is, and how many are looked at, depends on it. */
export type KindName = 'digits' | 'stacked-digits' | 'points' | 'images';

/** How many samples the numbers of a report were counted on; each kind of data has those that apply to it. */
export interface Counts {
  /** Generated. */
  readonly samples: number;
  readonly real?: number;
  /** Real samples that no generator was trained on. */
  readonly test?: number;
  /** Samples on either side of precision, recall, density and coverage, and their k. */
  readonly neighbours?: number;
  readonly k?: number;
  /** Samples whose nearest training image is looked for; all of them in reports of older runs. */
  readonly nearest?: number;
  /** Points on either side of the exact Wasserstein distance. */
  readonly wasserstein?: number;
  /** Real images on either side of the sliced distance. */
  readonly patched?: number;
  /** Real images whose features others are held against. */
  readonly described?: number;
}
