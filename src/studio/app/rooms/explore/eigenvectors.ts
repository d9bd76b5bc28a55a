// The largest eigenvalues of a symmetric matrix and their eigenvectors. Pure.
//
// Powers of the matrix turn a block of vectors into the space of its leading eigenvectors (subspace iteration); within
// that space the problem is small, and Jacobi's rotations solve it: each makes one entry beside the diagonal 0, and their
// product has the eigenvectors as rows (Golub and Van Loan, Matrix Computations, sections 8.2 and 8.5).

import { fillNormal } from '../../../../base/random.ts';

/** Vectors in a block beyond those that are wanted: the error falls by the ratio of the first eigenvalue outside the
 *  block to the last one wanted, with every power. */
const SPARE = 18;
const POWERS = 60;
/** Sweeps over all pairs: convergence is quadratic, and six to ten are enough. */
const MOST_SWEEPS = 40;

/** An eigenvalue with its vector of length 1. */
export interface Eigenpair {
  readonly value: number;
  readonly vector: Float64Array;
}

/** The eigenpairs of largest value, largest first.
 *  @param matrix  symmetric without negative eigenvalues, row-major [size, size] */
export function leadingEigenpairs(matrix: Float64Array, size: number, wanted: number): readonly Eigenpair[] {
  const count = Math.min(size, wanted + SPARE);
  let block = orthonormal(randomBlock(count, size));
  for (let power = 0; power < POWERS; power++) block = orthonormal(block.map((row) => product(matrix, row)));
  const images = block.map((row) => product(matrix, row));
  const small = Float64Array.from({ length: block.length ** 2 }, (_, index) =>
    dot(block[Math.floor(index / block.length)]!, images[index % block.length]!),
  );
  return eigenpairs(small, block.length)
    .slice(0, wanted)
    .map(({ value, vector }) => ({ value, vector: combination(vector, block) }));
}

function randomBlock(count: number, size: number): readonly Float64Array[] {
  const values = new Float32Array(count * size);
  fillNormal(values, { seed: 0, purpose: 'sample', counter: 0 });
  return Array.from({ length: count }, (_, row) =>
    Float64Array.from(values.subarray(row * size, (row + 1) * size)),
  );
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return sum;
}

function product(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  return vector.map((_, row) => dot(matrix.subarray(row * size, (row + 1) * size), vector));
}

/** Σ weight · vector */
function combination(weights: Float64Array, vectors: readonly Float64Array[]): Float64Array {
  return vectors[0]!.map((_, at) =>
    vectors.reduce((sum, vector, index) => sum + weights[index]! * vector[at]!, 0),
  );
}

/** An orthonormal basis of what vectors span, one after the other, each made orthogonal twice. What of a vector is no
 *  more than rounding is left out. */
function orthonormal(vectors: readonly Float64Array[]): readonly Float64Array[] {
  const basis: Float64Array[] = [];
  for (const vector of vectors) {
    const before = Math.sqrt(dot(vector, vector));
    for (const other of [...basis, ...basis]) {
      const share = dot(vector, other);
      for (let at = 0; at < vector.length; at++) vector[at]! -= share * other[at]!;
    }
    const length = Math.sqrt(dot(vector, vector));
    if (length > 1e-12 * before) basis.push(vector.map((value) => value / length));
  }
  return basis;
}

/** All eigenpairs of a small matrix, largest value first. */
function eigenpairs(matrix: Float64Array, size: number): readonly Eigenpair[] {
  const rows = Array.from({ length: size }, (_, row) => matrix.slice(row * size, (row + 1) * size));
  const vectors = rows.map((_, row) => Float64Array.from({ length: size }, (_, at) => Number(at === row)));
  const largest = matrix.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const negligible = largest * 1e-14;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let isDiagonal = true;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        if (Math.abs(rows[p]![q]!) <= negligible) continue;
        isDiagonal = false;
        rotate(rows, vectors, p, q);
      }
    }
    if (isDiagonal) break;
  }
  return rows
    .map((row, index) => ({ value: row[index]!, vector: vectors[index]! }))
    .sort((a, b) => b.value - a.value);
}

/** Makes entry (p, q) 0: A ← R A Rᵀ, V ← R V. */
function rotate(rows: readonly Float64Array[], vectors: readonly Float64Array[], p: number, q: number): void {
  const [a, b] = [rows[p]!, rows[q]!];
  const slope = (b[q]! - a[p]!) / (2 * a[q]!);
  const tangent = (slope < 0 ? -1 : 1) / (Math.abs(slope) + Math.hypot(slope, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  turn(a, b, cosine, sine);
  for (const row of rows) {
    const [x, y] = [row[p]!, row[q]!];
    row[p] = cosine * x - sine * y;
    row[q] = sine * x + cosine * y;
  }
  turn(vectors[p]!, vectors[q]!, cosine, sine);
}

function turn(a: Float64Array, b: Float64Array, cosine: number, sine: number): void {
  for (let index = 0; index < a.length; index++) {
    const [x, y] = [a[index]!, b[index]!];
    a[index] = cosine * x - sine * y;
    b[index] = sine * x + cosine * y;
  }
}
