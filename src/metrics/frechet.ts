// The Fréchet distance between two sets of vectors, each taken for a Gaussian. Pure; float64 throughout.

import { EVD, Matrix } from 'ml-matrix';
import { ShapeError } from '../base/errors.ts';
import type { Moments } from './moments.ts';

/** Fréchet distance d² = ‖μ₁ − μ₂‖² + tr(Σ₁ + Σ₂ − 2 (Σ₁Σ₂)^½): the squared 2-Wasserstein distance between two
 *  Gaussians. tr (Σ₁Σ₂)^½ is the sum of the square roots of the eigenvalues of √Σ₁ Σ₂ √Σ₁, which is symmetric.
 *  @returns  ≥ 0, in squared units of the vectors; what rounding leaves below 0 counts as 0
 *  @throws   ShapeError if the two have different dimensions
 *  @see Heusel et al. 2017, arXiv:1706.08500, eq. 6; Dowson & Landau 1982 */
export function frechetDistance(a: Moments, b: Moments): number {
  const dimension = a.mean.length;
  if (b.mean.length !== dimension) {
    throw new ShapeError(`fréchet: moments must have one dimension, got ${dimension} and ${b.mean.length}`);
  }
  let distance = -2 * traceOfRoot(a.covariance, b.covariance, dimension);
  for (let i = 0; i < dimension; i++) {
    distance += (a.mean[i]! - b.mean[i]!) ** 2;
    distance += a.covariance[i * dimension + i]! + b.covariance[i * dimension + i]!;
  }
  return Math.max(0, distance);
}

/** tr (A·B)^½ for symmetric positive semi-definite A and B. */
function traceOfRoot(a: Float64Array, b: Float64Array, dimension: number): number {
  const root = rootOf(matrixOf(a, dimension));
  const product = root.mmul(matrixOf(b, dimension)).mmul(root);
  const symmetric = product.add(product.transpose()).mul(0.5);
  return sumOfRoots(new EVD(symmetric, { assumeSymmetric: true }).realEigenvalues);
}

const sumOfRoots = (eigenvalues: readonly number[]) =>
  eigenvalues.reduce((sum, eigenvalue) => sum + Math.sqrt(Math.max(0, eigenvalue)), 0);

/** √A = V √Λ Vᵀ. */
function rootOf(symmetric: Matrix): Matrix {
  const { realEigenvalues, eigenvectorMatrix } = new EVD(symmetric, { assumeSymmetric: true });
  const roots = realEigenvalues.map((eigenvalue) => Math.sqrt(Math.max(0, eigenvalue)));
  return eigenvectorMatrix.clone().mulRowVector(roots).mmul(eigenvectorMatrix.transpose());
}

function matrixOf(values: Float64Array, dimension: number): Matrix {
  const rows = Array.from({ length: dimension }, (_, i) =>
    Array.from(values.subarray(i * dimension, (i + 1) * dimension)),
  );
  return new Matrix(rows);
}
