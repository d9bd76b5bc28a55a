// Identities of matrix products.

import { broadcastShapes, sameShape } from '../../base/shape.ts';
import { add, addOp, mul, mulOp, sub, subOp } from '../../graph/elementwise.ts';
import { type GemmAttributes, gemm, gemmOp } from '../../graph/gemm.ts';
import { concatOp, reshape, slice, transposeOp } from '../../graph/shaping.ts';
import { isOp, type Tensor } from '../../graph/tensor.ts';
import { scaled, scaledProduct } from './factors.ts';
import { dimensions, type Rewrite } from './rewrite.ts';

type Gemm = Tensor<GemmAttributes>;

/** The same product with some operands or flags changed. */
function remade(
  node: Gemm,
  changes: { a?: Tensor; b?: Tensor; summand?: Tensor | undefined } & Partial<Gemm['attributes']>,
): Tensor {
  const [a, b, summand] = node.inputs as [Tensor, Tensor, Tensor | undefined];
  const { a: newA = a, b: newB = b, ...options } = changes;
  return gemm(newA, newB, { ...node.attributes, summand, ...options });
}

export const products: readonly Rewrite[] = [
  {
    name: 'transpose-into-product',
    // product(Aᵀ, B) = product(A, B) with A read transposed
    on: ['Gemm'],
    apply: (node) => {
      const [a, b] = node.inputs as [Tensor, Tensor];
      if (!isOp(node, gemmOp)) return undefined;
      const { transposeA, transposeB } = node.attributes;
      if (isOp(a, transposeOp)) return remade(node, { a: a.inputs[0]!, transposeA: !transposeA });
      return isOp(b, transposeOp) ? remade(node, { b: b.inputs[0]!, transposeB: !transposeB }) : undefined;
    },
  },
  {
    name: 'transpose-of-product',
    // (A·B)ᵀ = Bᵀ·Aᵀ
    on: ['Transpose'],
    apply: (node, { hasOneUser }) => {
      const [x] = node.inputs as [Tensor];
      if (!isOp(x, gemmOp) || x.inputs.length > 2 || !hasOneUser(x)) return undefined;
      const [a, b] = x.inputs as [Tensor, Tensor];
      const { transposeA, transposeB, alpha, beta } = x.attributes;
      return gemm(b, a, { transposeA: !transposeB, transposeB: !transposeA, alpha, beta });
    },
  },
  {
    name: 'outer-product',
    // A·B = a·b, element by element, where the inner size is 1
    on: ['Gemm'],
    apply: (node) => {
      const [a, b] = node.inputs as [Tensor, Tensor];
      if (!isOp(node, gemmOp) || node.inputs.length > 2) return undefined;
      const { transposeA, alpha } = node.attributes;
      const [rows, columns] = dimensions(node) as [number, number];
      if (a.shape[transposeA ? 0 : 1] !== 1) return undefined;
      const left = reshape(a, [rows, 1]);
      return mul(alpha === 1 ? left : mul(left, alpha), reshape(b, [1, columns]));
    },
  },
  {
    name: 'scale-into-product',
    // (c·A)·B = c·(A·B), c·(αA·B + βC) = cαA·B + cβC
    on: ['Gemm', 'Mul'],
    apply: (node, { hasOneUser }) => {
      if (isOp(node, gemmOp)) {
        const [a, b] = node.inputs as [Tensor, Tensor];
        const [left, right] = [scaled(a), scaled(b)];
        if (left && hasOneUser(a))
          return remade(node, { a: left.other, alpha: node.attributes.alpha * left.factor });
        return right && hasOneUser(b)
          ? remade(node, { b: right.other, alpha: node.attributes.alpha * right.factor })
          : undefined;
      }
      const product = scaled(node);
      if (!product || !isOp(product.other, gemmOp) || !hasOneUser(product.other)) return undefined;
      return scaledProduct(product.other, product.factor);
    },
  },
  {
    name: 'product-of-interpolation',
    // (b + m·(a − b))·W + c = B + m·(A − B) for rows m, where A = a·W + c and B = b·W + c are known
    on: ['Gemm'],
    looksAround: true,
    apply: (node, { usersOf }) => {
      const [x, weight, summand] = node.inputs as [Tensor, Tensor, Tensor | undefined];
      if (!isOp(node, gemmOp) || node.attributes.transposeA) return undefined;
      const parts = interpolation(x);
      if (parts === undefined || (summand !== undefined && summand.shape.length > 1)) return undefined;
      const { a, b, mix } = parts;
      const known = usersOf(weight).find(
        (user) => isProductOf(user, node, [a, b]) || isProductOf(user, node, [b, a]),
      );
      if (known === undefined) return undefined;
      const count = a.shape[0] as number;
      const first = slice(known, { axis: 0, start: 0, end: count });
      const second = slice(known, { axis: 0, start: count, end: 2 * count });
      const [productA, productB] = known.inputs[0]!.inputs[0] === a ? [first, second] : [second, first];
      return add(productB, mul(mix, sub(productA, productB)));
    },
  },
  {
    name: 'sum-into-product',
    // A·B + C = product with summand C, A·B − C and C − A·B likewise
    on: ['Add', 'Sub'],
    apply: (node, { hasOneUser }) => {
      const [a, b] = node.inputs as [Tensor, Tensor];
      const sign = node.op.name === 'Sub' ? -1 : 1;
      return (
        absorb(node, a, b, { alpha: 1, beta: sign }, hasOneUser) ??
        absorb(node, b, a, { alpha: sign, beta: 1 }, hasOneUser)
      );
    },
  },
];

/** a, b and mix of b + mix·(a − b), with one mix for each row. */
function interpolation(x: Tensor): { a: Tensor; b: Tensor; mix: Tensor } | undefined {
  if (!isOp(x, addOp)) return undefined;
  for (const [b, product] of [x.inputs, x.inputs.toReversed()] as [Tensor, Tensor][]) {
    if (!isOp(product, mulOp)) continue;
    for (const [mix, difference] of [product.inputs, product.inputs.toReversed()] as [Tensor, Tensor][]) {
      const isRowWise = mix.shape.length === 2 && mix.shape[1] === 1;
      const [a, subtracted] = difference.inputs;
      if (isRowWise && isOp(difference, subOp) && subtracted === b && sameShape(a!.shape, b.shape)) {
        return { a: a!, b, mix };
      }
    }
  }
  return undefined;
}

/** True if `user` is the same product as `node`, but of these rows stacked. */
function isProductOf(user: Tensor, node: Gemm, rows: readonly Tensor[]): boolean {
  const [x, weight, summand] = user.inputs;
  const [, ownWeight, ownSummand] = node.inputs;
  if (!isOp(user, gemmOp) || weight !== ownWeight || summand !== ownSummand || !isOp(x!, concatOp))
    return false;
  const { transposeA, transposeB, alpha, beta } = user.attributes;
  const own = node.attributes;
  const isSame = !transposeA && transposeB === own.transposeB && alpha === own.alpha && beta === own.beta;
  return isSame && x.inputs.length === rows.length && x.inputs.every((part, index) => part === rows[index]);
}

function absorb(
  node: Tensor,
  product: Tensor,
  summand: Tensor,
  signs: { alpha: number; beta: number },
  hasOneUser: (node: Tensor) => boolean,
): Tensor | undefined {
  if (!isOp(product, gemmOp) || product.inputs.length > 2 || !hasOneUser(product)) return undefined;
  const fits =
    sameShape(product.shape, node.shape) &&
    sameShape(broadcastShapes(summand.shape, product.shape, 'sum-into-product'), product.shape);
  return fits
    ? remade(product, { summand, alpha: product.attributes.alpha * signs.alpha, beta: signs.beta })
    : undefined;
}
