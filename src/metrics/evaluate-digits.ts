// Digits: distances of a classifier's features, classes, speckle, memory. The test set is measured in the same way.

import { ShapeError } from '../base/errors.ts';
import { permutation } from '../base/random.ts';
import type { Dataset } from '../data/dataset.ts';
import { requireAmong } from './evaluate-images.ts';
import type { Evaluator, EvaluatorParts } from './evaluator.ts';
import { fragmentedShare } from './fragments.ts';
import { frechetDistance, type Moments, momentsOf } from './frechet.ts';
import { classHistogram, klDivergence } from './histogram.ts';
import {
  classifierVersion,
  type DigitClassifier,
  digitCount,
  digitSize,
  featureCount,
  openDigitClassifier,
} from './mnist-features.ts';
import { medianDistance, type Nearest, nearestImages } from './nearest.ts';
import { precisionRecallDensityCoverage } from './prdc.ts';
import { createWork, type OnProgress, type Work } from './progress.ts';
import type { DigitReport, DigitScores, TestScores } from './reports.ts';
import { drawImages } from './samples.ts';
import { sliceVectors, type Vectors, vectors } from './vectors.ts';

const k = 5;

interface Counts {
  readonly samples: number;
  readonly neighbours: number;
  readonly nearest: number;
}

/** What the training images are to the metrics. */
interface TrainingSide {
  readonly moments: Moments;
  /** Features of randomly chosen images. */
  readonly neighbours: Vectors;
  readonly images: Uint8Array;
}

/** The same as JSON has it, without the images; and the test set's scores. */
interface Reference {
  readonly moments: { readonly count: number; readonly mean: number[]; readonly covariance: number[] };
  readonly neighbours: number[];
  readonly test: DigitScores | null;
}

/** Scores of images, and the nearest training images of the first of them. */
interface Scored {
  readonly scores: DigitScores;
  readonly nearest: readonly Nearest[];
}

/** Evaluates generators of digits, grey images of 28×28. Measured: MNIST, 10,000 samples in 2 s, the reference in 4 s. */
export async function createDigitEvaluator(parts: EvaluatorParts): Promise<Evaluator> {
  const { dataset, testDataset, device, seed } = parts;
  const counts = countsOf(parts);
  const onnx = await parts.readClassifier();
  const classifier = await openDigitClassifier(device, onnx);
  const reference = await referenceOf(parts, counts, classifier, onnx);
  const training = trainingSide(reference, dataset);
  return {
    kind: 'digits',
    release: () => classifier.release(),
    async evaluate(sampler, options): Promise<DigitReport> {
      const { signal, onProgress } = options ?? {};
      const work = createWork(counts.samples + scoringWork(counts.samples, dataset, counts), onProgress);
      const images = await drawImages(sampler, counts.samples, dataset.sampleShape, {
        signal,
        onProgress: stepsOf(work),
      });
      const { scores, nearest } = await scoreDigits(images, training, classifier, counts, work);
      return {
        kind: 'digits',
        dataset: dataset.name,
        counts: { ...counts, real: dataset.count, test: testDataset?.count ?? 0, k },
        ...scores,
        ...testScores(reference.test, scores),
        nearest,
        classifierVersion,
        realSeed: seed,
        notes: notesOf(parts, counts),
      };
    },
  };
}

function countsOf({ dataset, counts }: EvaluatorParts): Counts {
  const { samples = 10_000, neighbours = 2000, nearest = Math.min(64, samples) } = counts;
  requireAmong('nearest', nearest, samples);
  const most = Math.min(samples, dataset.count);
  if (most <= k) {
    const got = `${samples} and ${dataset.count}`;
    throw new ShapeError(`evaluation: needs more than ${k} samples and real images, got ${got}`);
  }
  return { samples, neighbours: Math.min(neighbours, most), nearest };
}

function notesOf({ digits }: EvaluatorParts, { samples }: Counts): readonly string[] {
  const other =
    'features and classes are those of a classifier of handwritten digits, which these images may not be';
  const few = `distances grow as samples get fewer: compare only with others of ${samples} samples`;
  return [...(digits === 'asked' ? [other] : []), ...(samples === 10_000 ? [] : [few])];
}

async function referenceOf(
  parts: EvaluatorParts,
  counts: Counts,
  classifier: DigitClassifier,
  onnx: Uint8Array,
): Promise<Reference> {
  const { dataset, testDataset, seed, remember } = parts;
  const { neighbours, nearest } = counts;
  const datasets = testDataset === undefined ? [dataset] : [dataset, testDataset];
  const settings = { seed, neighbours, nearest, k };
  return remember({ kind: 'digits 1', datasets, files: [onnx], settings }, async () => {
    const test = testDataset === undefined ? 0 : scoringWork(testDataset.count, dataset, counts);
    const work = createWork(dataset.count * describing + test, parts.onProgress);
    const digits = dataset.values as Uint8Array;
    const { features } = await classifier.describe(digits, stepsOf(work, describing));
    const { count, mean, covariance } = momentsOf(features);
    const chosen = rowsOf(features, permutation(dataset.count, key(seed, 0)).subarray(0, neighbours));
    const moments = { count, mean: [...mean], covariance: [...covariance] };
    const own: Reference = { moments, neighbours: [...chosen], test: null };
    if (testDataset === undefined) return own;
    const images = shuffledImages(testDataset, seed);
    const { scores } = await scoreDigits(images, trainingSide(own, dataset), classifier, counts, work);
    return { ...own, test: scores };
  });
}

const key = (seed: number, counter: number) => ({ seed, purpose: 'evaluate', counter }) as const;

function rowsOf({ values, dimension }: Vectors, rows: Uint32Array): Float32Array {
  const chosen = new Float32Array(rows.length * dimension);
  for (const [index, row] of rows.entries()) {
    chosen.set(values.subarray(row * dimension, (row + 1) * dimension), index * dimension);
  }
  return chosen;
}

/** The images in random order: the first 5,000 test digits of MNIST are neater than the others. */
function shuffledImages({ values, count }: Dataset, seed: number): Uint8Array {
  const images = new Uint8Array(values.length);
  for (const [index, row] of permutation(count, key(seed, 1)).entries()) {
    images.set(values.subarray(row * digitSize, (row + 1) * digitSize), index * digitSize);
  }
  return images;
}

function trainingSide({ moments, neighbours }: Reference, { values }: Dataset): TrainingSide {
  const { count, mean, covariance } = moments;
  return {
    moments: { count, mean: Float64Array.from(mean), covariance: Float64Array.from(covariance) },
    neighbours: vectors(Float32Array.from(neighbours), featureCount),
    images: values as Uint8Array,
  };
}

/** What parts of the work take, where drawing a sample takes 1: describing an image, comparing two of the neighbours,
 *  looking at one training image in search of the nearest. Measured on MNIST; they only steady a progress bar. */
const [describing, neighbouring, searching] = [0.4, 1 / 250, 1 / 200];

const scoringWork = (samples: number, { count }: Dataset, { neighbours, nearest }: Counts) =>
  samples * describing + neighbouring * neighbours ** 2 + searching * count * nearest;

/** Advances work by what each step of a part takes. */
function stepsOf(work: Work, each = 1): OnProgress {
  let before = 0;
  return (done) => {
    work.advance((done - before) * each);
    before = done;
  };
}

/** @param images  uint8[N,1,28,28] in random order */
async function scoreDigits(
  images: Uint8Array,
  training: TrainingSide,
  classifier: DigitClassifier,
  counts: Counts,
  work: Work,
): Promise<Scored> {
  const { features, labels } = await classifier.describe(images, stepsOf(work, describing));
  const neighbours = sliceVectors(features, 0, Math.min(counts.neighbours, features.count));
  const histogram = classHistogram(labels, digitCount);
  const prdc = precisionRecallDensityCoverage(training.neighbours, neighbours, { k });
  work.advance(neighbouring * counts.neighbours ** 2);
  const few = images.subarray(0, counts.nearest * digitSize);
  const searched = (searching * training.images.length) / digitSize;
  const nearest = nearestImages(few, training.images, digitSize, { onProgress: stepsOf(work, searched) });
  const scores: DigitScores = {
    frechetDistance: frechetDistance(momentsOf(features), training.moments),
    ...prdc,
    classKl: klDivergence(histogram),
    classHistogram: histogram,
    fragments: fragmentedShare(images, 28, 28),
    nearestDistance: medianDistance(nearest),
  };
  return { scores, nearest };
}

/** The scores under names that start with `test`; null without a test set. */
function testScores(test: DigitScores | null, names: DigitScores): TestScores {
  const entries = Object.keys(names).map((name) => [
    `test${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    test?.[name as keyof DigitScores] ?? null,
  ]);
  return Object.fromEntries(entries) as TestScores;
}
