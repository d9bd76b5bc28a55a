// Digits: grey images of 28×28.

import { ShapeError } from '../../base/errors.ts';
import type { Counts, EvaluatorParts } from '../evaluation.ts';
import { type DataKind, hasShape, requireAmong } from './kind.ts';

const k = 5;

/** Measured: MNIST, 10,000 samples in 2 s, what is known of the real data in 4 s. */
export const digits: DataKind = {
  name: 'digits',
  fits: (parts) => parts.features === undefined && hasShape(parts, '1×28×28') && areDigits(parts),
  counts: countsOf,
  hasTestSet: true,
  isClassified: true,
};

const areDigits = ({ dataset, digits = dataset.name.startsWith('mnist') ? 'known' : 'no' }: EvaluatorParts) =>
  digits !== 'no';

function countsOf({ dataset, testDataset, counts }: EvaluatorParts): Counts {
  const { samples = 10_000, neighbours = 2000, nearest = Math.min(64, samples) } = counts;
  requireAmong('nearest', nearest, samples);
  const most = Math.min(samples, dataset.count);
  if (most <= k) {
    const got = `${samples} and ${dataset.count}`;
    throw new ShapeError(`evaluation: needs more than ${k} samples and real images, got ${got}`);
  }
  const near = { neighbours: Math.min(neighbours, most), nearest };
  return { samples, ...near, real: dataset.count, test: testDataset?.count ?? 0, k };
}
