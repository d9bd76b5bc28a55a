// Constant factors move outwards, until they meet another factor, a product that takes them for free, or a smaller
// tensor. This keeps passes over large tensors few: an optimizer's decay factors collect over the steps of a program.

import { sameShape, sizeOf } from '../../base/shape.ts';
import { add, div, divOp, mul, mulOp, sqrt } from '../../graph/elementwise.ts';
import { type GemmAttributes, gemm, gemmOp } from '../../graph/gemm.ts';
import { isOp, type Tensor } from '../../graph/tensor.ts';
import {
  dimensions,
  isOneNumber,
  type Rewrite,
  type RewriteContext,
  splitFactor,
  uniformValue,
} from './rewrite.ts';

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
  const [h] = node.inputs;
  return isSquareOf(node, h!) && isOp(h!, gemmOp) ? h : undefined;
}

const isSquareOf = (node: Tensor, x: Tensor) =>
  isOp(node, mulOp) && node.inputs.every((operand) => operand === x);

/** c, where a product h is used twice: squared as c·h, and as d·h or in h / y. */
function sharedFactor(h: Tensor, { usersOf }: RewriteContext): number | undefined {
  const [first, second, another] = usersOf(h);
  if (first === undefined || second === undefined || another !== undefined) return undefined;
  const factorOf = (user: Tensor) => {
    const split = scaled(user);
    return split?.other === h && split.factor > 0 ? split.factor : undefined;
  };
  const isSquared = (user: Tensor) => usersOf(user).some((square) => isSquareOf(square, user));
  const isDivided = (user: Tensor) => isOp(user, divOp) && user.inputs[0] === h && user.inputs[1] !== h;
  for (const [one, other] of [
    [first, second],
    [second, first],
  ] as const) {
    const factor = factorOf(one);
    const isOtherFree =
      isDivided(other) || (factorOf(other) !== undefined && isSquared(one) && !isSquared(other));
    if (factor !== undefined && isOtherFree) return factor;
  }
  return undefined;
}

export const factors: readonly Rewrite[] = [
  {
    name: 'factor-into-shared-product',
    // h / y or d·h beside c·h = (1/c)·(h' / y) or (d/c)·h' beside h' = c·h, for a product h
    on: ['Mul', 'Div'],
    looksAround: true,
    apply: (node, context) => {
      const split = scaled(node);
      const h = isOp(node, divOp) ? node.inputs[0]! : split?.other;
      const factor = h !== undefined && isOp(h, gemmOp) ? sharedFactor(h, context) : undefined;
      if (factor === undefined) return undefined;
      const product = scaledProduct(h as Tensor<GemmAttributes>, factor);
      if (split === undefined) return mul(div(product, node.inputs[1]!), 1 / factor);
      return split.factor === factor ? product : mul(product, split.factor / factor);
    },
  },
  {
    name: 'factor-of-product',
    // (c·x)·y = c·(x·y), where x is as large as the result
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
    // (c·x) / y = c·(x / y), x / (c·y) = (1/c)·(x / y), c / y = c·(1 / y)
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
    // √(c·x) = √c·√x for c > 0
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
    // c·x + k = c·(x + k/c) for a constant c ≠ 0 and a k that is constant or one number
    on: ['Add'],
    apply: (node, context) => {
      const [first, second] = node.inputs as [Tensor, Tensor];
      for (const [x, k] of [
        [first, second],
        [second, first],
      ] as const) {
        const split = sameShape(x.shape, node.shape) ? movable(x, context) : undefined;
        if (split === undefined || !isModerate(split.factor)) continue;
        const constant = uniformValue(k);
        if (constant !== undefined && Math.abs(constant) <= 2 ** 40) {
          return mul(add(split.other, constant / split.factor), split.factor);
        }
        if (constant === undefined && isOneNumber(k) && !isOneNumber(node)) {
          return mul(add(split.other, mul(k, 1 / split.factor)), split.factor);
        }
      }
      return undefined;
    },
  },
  {
    name: 'factor-of-sum',
    // a·x + b·y = a·(x + (b/a)·y), a·x + h·h = a·(x + h·h/a) for a product h
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
    // c·(h·h) = (√c·h)·(√c·h) for a product h and c > 0
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
