// The general matrix product: closed under differentiation.

import { ShapeError } from '../base/errors.ts';
import { broadcastShapes, type Dimension, formatType, sameShape, type TensorType } from '../base/shape.ts';
import { mul } from './elementwise.ts';
import { fixedShape } from './leaves.ts';
import { broadcastOffsets } from './reduction.ts';
import { applyOp, type Dense, defineOp, type Tensor } from './tensor.ts';

/** How a product reads and scales its operands: alpha·A'·B' + beta·C. */
export type GemmAttributes = {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly alpha: number;
  readonly beta: number;
};

function productShape(a: Tensor, b: Tensor, { transposeA, transposeB }: GemmAttributes): Dimension[] {
  const [m, innerA] = transposeA ? [a.shape[1], a.shape[0]] : a.shape;
  const [innerB, n] = transposeB ? [b.shape[1], b.shape[0]] : b.shape;
  if (a.shape.length !== 2 || b.shape.length !== 2 || innerA !== innerB) {
    const flags = `${transposeA ? ' transposed' : ''} and ${formatType(b)}${transposeB ? ' transposed' : ''}`;
    throw new ShapeError(`gemm: needs matrices of equal inner size, got ${formatType(a)}${flags}`);
  }
  return [m!, n!];
}

function gemmType(inputs: readonly Tensor[], attributes: GemmAttributes): TensorType {
  const [a, b, c] = inputs;
  if (inputs.some(({ dtype }) => dtype !== 'float32')) {
    throw new ShapeError(`gemm: needs float32, got ${inputs.map(formatType).join(' and ')}`);
  }
  const shape = productShape(a!, b!, attributes);
  if (c !== undefined && !sameShape(broadcastShapes(c.shape, shape, 'gemm'), shape)) {
    throw new ShapeError(`gemm: the summand must broadcast to [${shape.join(',')}], got ${formatType(c)}`);
  }
  return { dtype: 'float32', shape };
}

function gemmValues(inputs: readonly Dense[], node: Tensor<GemmAttributes>): Float64Array {
  const [a, b, c] = inputs;
  const { transposeA, transposeB, alpha, beta } = node.attributes;
  const [m, n] = fixedShape(node) as [number, number];
  const inner = a!.shape[transposeA ? 0 : 1]!;
  const [aRow, aInner] = transposeA ? [1, m] : [inner, 1];
  const [bInner, bColumn] = transposeB ? [1, inner] : [n, 1];
  const summand = c && broadcastOffsets(c.shape, [m, n]);
  const result = new Float64Array(m * n);
  for (let row = 0; row < m; row++) {
    for (let column = 0; column < n; column++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) {
        sum += a!.values[row * aRow + k * aInner]! * b!.values[k * bInner + column * bColumn]!;
      }
      const index = row * n + column;
      result[index] = alpha * sum + (summand ? beta * c!.values[summand[index]!]! : 0);
    }
  }
  return result;
}

export const gemmOp = defineOp<GemmAttributes>({
  name: 'Gemm',
  infer: gemmType,
  gradient: (node, dy) => {
    const [a, b, c] = node.inputs;
    const { transposeA, transposeB, alpha, beta } = node.attributes;
    const da = transposeA // y = αA'B': dA' = α·dy·B'ᵀ, dA = dA'ᵀ where A' = Aᵀ
      ? gemm(b!, dy, { transposeA: transposeB, transposeB: true, alpha })
      : gemm(dy, b!, { transposeB: !transposeB, alpha });
    const db = transposeB // dB' = α·A'ᵀ·dy, dB = dB'ᵀ where B' = Bᵀ
      ? gemm(dy, a!, { transposeA: true, transposeB: transposeA, alpha })
      : gemm(a!, dy, { transposeA: !transposeA, alpha });
    return c === undefined ? [da, db] : [da, db, beta === 1 ? dy : mul(dy, beta)];
  },
  reference: gemmValues,
});

/** How `gemm` reads and scales its operands. */
export interface GemmOptions {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  readonly alpha?: number;
  readonly beta?: number;
  /** C, broadcast to the product's shape. */
  readonly summand?: Tensor | undefined;
}

/** alpha·A'·B' + beta·C, where A' and B' are the matrices or their transposes.
 *  @param a  float32[M, K], or [K, M] transposed
 *  @param b  float32[K, N], or [N, K] transposed
 *  @throws ShapeError if the inner sizes differ */
export function gemm(
  a: Tensor,
  b: Tensor,
  { transposeA = false, transposeB = false, alpha = 1, beta = 1, summand }: GemmOptions = {},
): Tensor {
  return applyOp(gemmOp, summand === undefined ? [a, b] : [a, b, summand], {
    transposeA,
    transposeB,
    alpha,
    beta: summand === undefined ? 1 : beta,
  });
}

/** A·B */
export const matmul = (a: Tensor, b: Tensor): Tensor => gemm(a, b);
