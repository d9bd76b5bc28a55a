// The kernel distance between two sets of vectors, without bias. Pure; float64 throughout.

import { ShapeError } from '../base/errors.ts';
import { requireSameDimension, sliceVectors, type Vectors } from './vectors.ts';

/** Vectors that are compared with each other at once: work grows with their square. */
const blockSize = 1000;

/** Kernel distance MMD² = mean k(x, x') + mean k(y, y') − 2 · mean k(x, y) with k(x, y) = (x·y ÷ D + 1)³, no vector
 *  compared with itself; the mean over blocks of up to 1,000 of either set, in order. Its expectation does not depend on
 *  how many vectors there are, and is 0 of equal distributions, so that it may come out below 0.
 *  Measured: 2,000 against 2,000 of 64 in 0.7 s of processor time.
 *  @param a  [N, D], N ≥ 2; of the larger set the first are used
 *  @param b  [M, D], M ≥ 2
 *  @throws   ShapeError if the dimensions differ, or a set has fewer than 2 vectors
 *  @see Bińkowski et al. 2018, arXiv:1801.01401, section 4 */
export const kernelDistance = (a: Vectors, b: Vectors): number => createKernelDistance(b)(a);

/** The kernel distance of sets to one set, whose own mean kernels are computed once. */
export function createKernelDistance(real: Vectors): (made: Vectors) => number {
  const known = new Map<string, number>();
  const withinReal = (start: number, block: Vectors) => {
    const key = `${start} ${block.count}`;
    const mean = known.get(key) ?? meanWithin(block);
    known.set(key, mean);
    return mean;
  };
  return (made) => {
    requireSameDimension(made, real, 'kernel distance');
    const count = Math.min(made.count, real.count);
    if (count < 2) throw new ShapeError(`kernel distance: needs 2 vectors or more, got ${count}`);
    const size = Math.min(blockSize, count);
    const starts = Array.from({ length: Math.floor(count / size) }, (_, block) => block * size);
    const distances = starts.map((start) => {
      const [a, b] = [made, real].map((set) => sliceVectors(set, start, start + size)) as [Vectors, Vectors];
      return meanWithin(a) + withinReal(start, b) - (2 * kernelSum(a, b, () => 0)) / size ** 2;
    });
    return distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
  };
}

/** The mean kernel of two vectors of a set. */
const meanWithin = (set: Vectors) =>
  (2 * kernelSum(set, set, (row) => row + 1)) / (set.count * (set.count - 1));

/** Σ (aᵢ·bⱼ ÷ D + 1)³ over all i and all j from `first(i)` on. */
function kernelSum(a: Vectors, b: Vectors, first: (row: number) => number): number {
  const { dimension } = a;
  const row = new Float64Array(dimension);
  let sum = 0;
  for (let i = 0; i < a.count; i++) {
    row.set(a.values.subarray(i * dimension, (i + 1) * dimension));
    for (let j = first(i); j < b.count; j++) {
      let product = 0;
      for (let k = 0, at = j * dimension; k < dimension; k++, at++) product += row[k]! * b.values[at]!;
      sum += (product / dimension + 1) ** 3;
    }
  }
  return sum;
}
