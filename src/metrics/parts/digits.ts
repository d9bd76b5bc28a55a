// What a classifier sees in digits: features and classes, of samples and of the training images.

import { permutation } from '../../base/random.ts';
import { valuesOf } from '../../data/dataset.ts';
import { classHistogram } from '../histogram.ts';
import { digitCount } from '../mnist-features.ts';
import { type Moments, momentsOf } from '../moments.ts';
import { stepsOf } from '../progress.ts';
import type { Vectors } from '../vectors.ts';
import { vectors } from '../vectors.ts';
import { classifier } from './classifier.ts';
import { images } from './drawn.ts';
import { realPart, samplePart } from './part.ts';

/** Of describing an image, where drawing a sample takes 1. Measured on MNIST. */
const DESCRIBING = 0.4;

/** Features [N, 64] and the digit of every sample. */
export const digitFeatures = samplePart({
  needs: { images, classifier },
  work: (_, count) => count * DESCRIBING,
  make: ({ images, classifier }, { work }) => classifier.describe(images, stepsOf(work, DESCRIBING)),
});

/** How many samples are read as 0, 1, 2... */
export const digitHistogram = samplePart({
  needs: { digitFeatures },
  make: ({ digitFeatures }): readonly number[] => classHistogram(digitFeatures.labels, digitCount),
});

/** What the training images are to measures of features. */
export interface TrainingFeatures {
  readonly moments: Moments;
  /** Features of randomly chosen images. */
  readonly neighbours: Vectors;
}

export const trainingFeatures = realPart({
  needs: { classifier },
  work: ({ dataset }) => dataset.count * DESCRIBING,
  async make({ classifier }, { dataset, seed, counts, work }): Promise<TrainingFeatures> {
    const digits = valuesOf(dataset) as Uint8Array;
    const { features } = await classifier.describe(digits, stepsOf(work, DESCRIBING));
    const rows = permutation(dataset.count, { seed, purpose: 'evaluate', counter: 0 });
    return {
      moments: momentsOf(features),
      neighbours: rowsOf(features, rows.subarray(0, counts.neighbours)),
    };
  },
});

function rowsOf({ values, dimension }: Vectors, rows: Uint32Array): Vectors {
  const chosen = new Float32Array(rows.length * dimension);
  for (const [index, row] of rows.entries()) {
    chosen.set(values.subarray(row * dimension, (row + 1) * dimension), index * dimension);
  }
  return vectors(chosen, dimension);
}
