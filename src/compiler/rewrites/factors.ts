// Constant factors move outwards, until they meet another factor, a product that takes them for free, or a smaller
// tensor. This keeps passes over large tensors few: an optimizer's decay factors collect over the steps of a program.

import { sameShape, sizeOf } from '../../base/shape.ts';
import { add, div, divOp, mul, mulOp, sqrt } from '../../graph/elementwise.ts';
import { type GemmAttributes, gemm, gemmOp } from '../../graph/gemm.ts';
import { isOp, type Tensor } from '../../graph/tensor.ts';
import { dimensions, type Rewrite, type RewriteContext, splitFactor, uniformValue } from './rewrite.ts';

interface Scaled {
  readonly factor: number;
  readonly other: Tensor;
}

/** c and x of a node c·x of x's shape, for a constant c. */
export function scaled(node: Tensor): Scaled | undefined {
  const split = isOp(node, mulOp) ? splitFactor(node) : undefined;
  return split !== undefined && sameShape(split.other.shape, node.shape) ? split : undefined;
}

/** The same, if nothing else uses the product. */
function movable(node: Tensor, { hasOneUser }: RewriteContext): Scaled | undefined {
  return hasOneUser(node) ? scaled(node) : undefined;
}

/** True if dividing by a constant left float32 room on both sides: 2⁻⁴⁰ ≤ |c| ≤ 2⁴⁰. */
const isModerate = (c: number) => Math.abs(c) >= 2 ** -40 && Math.abs(c) <= 2 ** 40;

const isAsLarge = (x: Tensor, node: Tensor) => sizeOf(dimensions(x)) === sizeOf(dimensions(node));

/** h of h·h, for a product h that could take a factor. */
function squaredProduct(node: Tensor): Tensor | undefined {
  const [a, b] = node.inputs;
  return isOp(node, mulOp) && a === b && isOp(a!, gemmOp) ? a : undefined;
}

/** c, where a product h is used as c·h and in h / y, and nowhere else. */
function sharedFactor(users: readonly Tensor[], h: Tensor): number | undefined {
  const [first, second, another] = users;
  if (first === undefined || second === undefined || another !== undefined) return undefined;
  for (const [product, quotient] of [
    [first, second],
    [second, first],
  ] as const) {
    const split = scaled(product);
    const isDivided = isOp(quotient, divOp) && quotient.inputs[0] === h && quotient.inputs[1] !== h;
    if (split?.other === h && split.factor > 0 && isDivided) return split.factor;
  }
  return undefined;
}

export const factors: readonly Rewrite[] = [
  {
    name: 'factor-into-shared-product',
    algebra: "h / y beside c·h = (1/c)·(h' / y) beside h' = c·h, for a product h",
    on: ['Mul', 'Div'],
    apply: (node, { usersOf }) => {
      const split = scaled(node);
      const [h] = split ? [split.other] : node.inputs;
      const factor = isOp(h!, gemmOp) ? sharedFactor(usersOf(h), h) : undefined;
      if (factor === undefined) return undefined;
      const product = scaledProduct(h as Tensor<GemmAttributes>, factor);
      return split ? product : mul(div(product, node.inputs[1]!), 1 / factor);
    },
  },
  {
    name: 'factor-of-product',
    algebra: '(c·x)·y = c·(x·y), where x is as large as the result',
    on: ['Mul'],
    apply: (node, context) => {
      const [a, b] = node.inputs as [Tensor, Tensor];
      if (a === b || uniformValue(a) !== undefined || uniformValue(b) !== undefined) return undefined;
      for (const [x, y] of [
        [a, b],
        [b, a],
      ] as const) {
        const split = isAsLarge(x, node) ? movable(x, context) : undefined;
        if (split !== undefined) return mul(mul(split.other, y), split.factor);
      }
      return undefined;
    },
  },
  {
    name: 'factor-of-quotient',
    algebra: '(c·x) / y = c·(x / y), x / (c·y) = (1/c)·(x / y), c / y = c·(1 / y)',
    on: ['Div'],
    apply: (node, context) => {
      const [x, y] = node.inputs as [Tensor, Tensor];
      const above = isAsLarge(x, node) ? movable(x, context) : undefined;
      if (above !== undefined) return mul(div(above.other, y), above.factor);
      const below = isAsLarge(y, node) ? movable(y, context) : undefined;
      if (below !== undefined && below.factor !== 0) return mul(div(x, below.other), 1 / below.factor);
      const constant = uniformValue(x);
      const isPlain = constant === undefined || constant === 1 || constant === 0;
      return isPlain || !sameShape(y.shape, node.shape) ? undefined : mul(div(1, y), constant);
    },
  },
  {
    name: 'factor-of-root',
    algebra: '√(c·x) = √c·√x for c > 0',
    on: ['Sqrt'],
    apply: (node, context) => {
      const split = movable(node.inputs[0]!, context);
      return split !== undefined && split.factor > 0
        ? mul(sqrt(split.other), Math.sqrt(split.factor))
        : undefined;
    },
  },
  {
    name: 'factor-of-offset',
    algebra: 'c·x + k = c·(x + k/c) for constants c ≠ 0 and k',
    on: ['Add'],
    apply: (node, context) => {
      const offset = splitFactor(node);
      const split = offset && movable(offset.other, context);
      const isSafe = split !== undefined && isModerate(split.factor) && Math.abs(offset!.factor) <= 2 ** 40;
      return isSafe && sameShape(split.other.shape, node.shape)
        ? mul(add(split.other, offset!.factor / split.factor), split.factor)
        : undefined;
    },
  },
  {
    name: 'factor-of-sum',
    algebra: 'a·x + b·y = a·(x + (b/a)·y), a·x + h·h = a·(x + h·h/a) for a product h',
    on: ['Add'],
    apply: (node, context) => {
      const [first, second] = node.inputs as [Tensor, Tensor];
      for (const [left, right] of [
        [first, second],
        [second, first],
      ] as const) {
        const a = movable(left, context);
        if (a === undefined || a.factor <= 0 || !isModerate(a.factor)) continue;
        if (!sameShape(left.shape, right.shape)) continue;
        const b = movable(right, context);
        if (b !== undefined && isModerate(b.factor)) {
          return mul(add(a.other, mul(b.other, b.factor / a.factor)), a.factor);
        }
        if (squaredProduct(right)) return mul(add(a.other, mul(right, 1 / a.factor)), a.factor);
      }
      return undefined;
    },
  },
  {
    name: 'factor-into-square',
    algebra: 'c·(h·h) = (√c·h)·(√c·h) for a product h and c > 0',
    on: ['Mul'],
    apply: (node, { hasOneUser }) => {
      const split = scaled(node);
      if (split === undefined || !(split.factor > 0) || !hasOneUser(split.other)) return undefined;
      const h = squaredProduct(split.other);
      const root = h && mul(h, Math.sqrt(split.factor));
      return root && mul(root, root);
    },
  },
];

/** c·(αA·B + βC) as one product; a summand that is itself a product takes the factor too. */
export function scaledProduct({ inputs, attributes }: Tensor<GemmAttributes>, factor: number): Tensor {
  const [a, b, summand] = inputs as [Tensor, Tensor, Tensor | undefined];
  const alpha = attributes.alpha * factor;
  return summand !== undefined && isOp(summand, gemmOp)
    ? gemm(a, b, { ...attributes, alpha, summand: mul(summand, factor) })
    : gemm(a, b, { ...attributes, alpha, beta: attributes.beta * factor, summand });
}
