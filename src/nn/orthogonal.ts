// Weights that begin orthogonal.

import { float32 } from '../base/host-tensor.ts';
import { sizeOf } from '../base/shape.ts';
import type { Initializer } from './initializers.ts';

/** A matrix with a row for each output whose rows, or whose columns where there are fewer of them, are orthogonal and of
 *  length 1, uniform among all such (Saxe et al. 2014, arXiv:1312.6120, section 3): Q of a normal matrix, with a positive
 *  diagonal of R, as PyTorch's `orthogonal_`. Computed in float64 by + − × ÷ √ alone, so that every engine has the same bits. */
export const orthogonal: Initializer = (random, shape) => {
  const { data } = random.normal(shape, 1);
  if (data.length === 0) return random.constant(shape, 0);
  const rows = shape[0]!;
  const columns = sizeOf(shape) / rows;
  const isWide = rows <= columns;
  const vectors = Array.from({ length: Math.min(rows, columns) }, (_, index) =>
    isWide
      ? Float64Array.from(data.subarray(index * columns, (index + 1) * columns))
      : Float64Array.from({ length: rows }, (_, row) => data[row * columns + index]!),
  );
  orthonormalize(vectors);
  const values = new Float32Array(data.length);
  vectors.forEach((vector, index) => {
    if (isWide) values.set(vector, index * columns);
    else for (let row = 0; row < rows; row++) values[row * columns + index] = vector[row]!;
  });
  return float32(shape, values);
};

/** Makes vectors orthogonal, each to those before it, and of length 1 (modified Gram–Schmidt). */
function orthonormalize(vectors: readonly Float64Array[]): void {
  vectors.forEach((vector, index) => {
    const norm = Math.sqrt(product(vector, vector));
    for (let at = 0; at < vector.length; at++) vector[at]! /= norm;
    for (const later of vectors.slice(index + 1)) {
      const share = product(vector, later);
      for (let at = 0; at < later.length; at++) later[at]! -= share * vector[at]!;
    }
  });
}

function product(first: Float64Array, second: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < first.length; at++) sum += first[at]! * second[at]!;
  return sum;
}
