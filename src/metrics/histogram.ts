// How samples spread over classes. Pure.

import { ShapeError } from '../base/errors.ts';

/** The class with the largest score, per row; of equals the first.
 *  @param scores   float32[N, classes], row-major
 *  @returns        N numbers of classes */
export function argmaxRows(scores: Float32Array, classes: number): Uint16Array {
  return Uint16Array.from({ length: scores.length / classes }, (_, row) => {
    let best = 0;
    for (let c = 1; c < classes; c++) {
      if (scores[row * classes + c]! > scores[row * classes + best]!) best = c;
    }
    return best;
  });
}

/** How many samples fall into each class.
 *  @throws ShapeError if a label is not below `classes` */
export function classHistogram(labels: ArrayLike<number>, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (let index = 0; index < labels.length; index++) {
    const label = labels[index]!;
    if (!(label in counts)) {
      throw new ShapeError(`histogram: labels must be whole numbers below ${classes}, got ${label}`);
    }
    counts[label]!++;
  }
  return counts;
}

/** Kullback–Leibler divergence Σ p ln(p/q) in nats, of the shares of `counts` from those of `reference`, by default
 *  uniform; empty classes of `counts` add nothing.
 *  @returns  ≥ 0; ln(classes) if all samples are of one class and the reference is uniform; infinite if there are
 *            samples where the reference has none
 *  @throws   ShapeError if the lists differ in length or hold nothing */
export function klDivergence(counts: readonly number[], reference?: readonly number[]): number {
  const expected = reference ?? counts.map(() => 1);
  const [total, expectedTotal] = [sumOf(counts), sumOf(expected)];
  if (expected.length !== counts.length || !(total > 0) || !(expectedTotal > 0)) {
    const got = `${counts.length} classes of ${total} and ${expected.length} of ${expectedTotal}`;
    throw new ShapeError(`divergence: needs two filled histograms of the same classes, got ${got}`);
  }
  const divergence = counts.reduce((sum, count, index) => {
    const p = count / total;
    return count === 0 ? sum : sum + p * Math.log(p / (expected[index]! / expectedTotal));
  }, 0);
  return Math.max(0, divergence);
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0);
