// The matrix product of each pair in two batches of matrices: closed under differentiation.

import { ShapeError } from '../base/errors.ts';
import { type Dimension, formatType, sameShape, sizeOf, type TensorType } from '../base/shape.ts';
import { fixedShape } from './leaves.ts';
import { applyOp, type Dense, defineOp, type Tensor } from './tensor.ts';

/** Which operands are read transposed, in their last two axes. */
export type BatchMatmulAttributes = { readonly transposeA: boolean; readonly transposeB: boolean };

function productType([a, b]: readonly Tensor[], attributes: BatchMatmulAttributes): TensorType {
  const { transposeA, transposeB } = attributes;
  const lastTwo = ({ shape }: Tensor, isTransposed: boolean): Dimension[] =>
    isTransposed ? [shape.at(-1)!, shape.at(-2)!] : [shape.at(-2)!, shape.at(-1)!];
  const batch = a!.shape.slice(0, -2);
  const isFit =
    [a!, b!].every(({ dtype, shape }) => dtype === 'float32' && shape.length > 2) &&
    sameShape(batch, b!.shape.slice(0, -2)) &&
    lastTwo(a!, transposeA)[1] === lastTwo(b!, transposeB)[0];
  if (!isFit) {
    const mark = (isTransposed: boolean) => (isTransposed ? ' transposed' : '');
    throw new ShapeError(
      `batchMatmul: needs equal batches of matrices of equal inner size, got ${formatType(a!)}${mark(transposeA)} and ${formatType(b!)}${mark(transposeB)}`,
    );
  }
  return {
    dtype: 'float32',
    shape: [...batch, lastTwo(a!, transposeA)[0]!, lastTwo(b!, transposeB)[1]!],
  };
}

function productValues([a, b]: readonly Dense[], node: Tensor<BatchMatmulAttributes>): Float64Array {
  const { transposeA, transposeB } = node.attributes;
  const shape = fixedShape(node);
  const [m, n] = shape.slice(-2) as [number, number];
  const inner = a!.shape.at(transposeA ? -2 : -1)!;
  const [aRow, aInner] = transposeA ? [1, m] : [inner, 1];
  const [bInner, bColumn] = transposeB ? [1, inner] : [n, 1];
  return new Float64Array(sizeOf(shape)).map((_, index) => {
    const batch = Math.floor(index / (m * n));
    const row = Math.floor(index / n) % m;
    const [left, right] = [batch * m * inner + row * aRow, batch * inner * n + (index % n) * bColumn];
    let sum = 0;
    for (let k = 0; k < inner; k++) sum += a!.values[left + k * aInner]! * b!.values[right + k * bInner]!;
    return sum;
  });
}

export const batchMatmulOp = defineOp<BatchMatmulAttributes>({
  name: 'BatchMatmul',
  infer: productType,
  gradient: (node, dy) => {
    const [a, b] = node.inputs as [Tensor, Tensor];
    const { transposeA, transposeB } = node.attributes;
    return [
      transposeA
        ? batchMatmul(b, dy, { transposeA: transposeB, transposeB: true })
        : batchMatmul(dy, b, { transposeB: !transposeB }),
      transposeB
        ? batchMatmul(dy, a, { transposeA: true, transposeB: transposeA })
        : batchMatmul(a, dy, { transposeA: !transposeA }),
    ];
  },
  reference: productValues,
});

/** A'·B' for each pair of matrices, where A' and B' are the matrices or their transposes.
 *  @param a  float32[..., M, K], or [..., K, M] transposed
 *  @param b  float32[..., K, N] of the same batch, or [..., N, K] transposed
 *  @throws ShapeError if batches or inner sizes differ */
export function batchMatmul(
  a: Tensor,
  b: Tensor,
  { transposeA = false, transposeB = false }: Partial<BatchMatmulAttributes> = {},
): Tensor {
  return applyOp(batchMatmulOp, [a, b], { transposeA, transposeB });
}
