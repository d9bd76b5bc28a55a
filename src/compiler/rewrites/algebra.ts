// Identities of arithmetic.

import { isStatic, sameShape, sizeOf } from '../../base/shape.ts';
import { add, mul, mulOp, sub } from '../../graph/elementwise.ts';
import { constant } from '../../graph/leaves.ts';
import { broadcastTo } from '../../graph/reduction.ts';
import { isOp, type Tensor } from '../../graph/tensor.ts';
import { dimensions, isUniform, type Rewrite, splitFactor, uniformValue } from './rewrite.ts';

/** `x` if it already has the node's shape, so that it can stand for the node. */
function ifSameShape(node: Tensor, x: Tensor): Tensor | undefined {
  return sameShape(node.shape, x.shape) ? x : undefined;
}

/** −x's x, if the node is a product with −1. */
function negated(node: Tensor): Tensor | undefined {
  if (!isOp(node, mulOp)) return undefined;
  const split = splitFactor(node);
  return split?.factor === -1 ? ifSameShape(node, split.other) : undefined;
}

export const algebra: readonly Rewrite[] = [
  {
    name: 'add-zero',
    // x + 0 = x
    on: ['Add'],
    apply: (node) => {
      const split = splitFactor(node);
      return split?.factor === 0 ? ifSameShape(node, split.other) : undefined;
    },
  },
  {
    name: 'subtract-zero',
    // x − 0 = x, 0 − x = −1·x
    on: ['Sub'],
    apply: (node) => {
      const [a, b] = node.inputs as [Tensor, Tensor];
      if (isUniform(b, 0)) return ifSameShape(node, a);
      return isUniform(a, 0) && sameShape(node.shape, b.shape) ? mul(b, -1) : undefined;
    },
  },
  {
    name: 'multiply-by-one',
    // x·1 = x
    on: ['Mul'],
    apply: (node) => {
      const split = splitFactor(node);
      return split?.factor === 1 ? ifSameShape(node, split.other) : undefined;
    },
  },
  {
    name: 'multiply-by-zero',
    // x·0 = 0
    on: ['Mul'],
    apply: (node) =>
      isStatic(node.shape) && node.inputs.some((x) => isUniform(x, 0))
        ? broadcastTo(constant(0, [], node.dtype), node.shape)
        : undefined,
  },
  {
    name: 'add-same',
    // x + x = 2·x
    on: ['Add'],
    apply: (node) => (node.inputs[0] === node.inputs[1] ? mul(node.inputs[0]!, 2) : undefined),
  },
  {
    name: 'negate-as-product',
    // −x = −1·x
    on: ['Neg'],
    apply: (node) => mul(node.inputs[0]!, -1),
  },
  {
    name: 'divide-by-constant',
    // x / c = x·(1/c)
    on: ['Div'],
    apply: (node) => {
      const [x, divisor] = node.inputs as [Tensor, Tensor];
      const value = uniformValue(divisor);
      return value !== undefined && value !== 0 && sameShape(node.shape, x.shape)
        ? mul(x, 1 / value)
        : undefined;
    },
  },
  {
    name: 'merge-factors',
    // a·(b·x) = (a·b)·x for constants a, b
    on: ['Mul'],
    apply: (node) => {
      const outer = splitFactor(node);
      if (outer === undefined || !isOp(outer.other, mulOp)) return undefined;
      const inner = splitFactor(outer.other);
      if (inner === undefined || !sameShape(node.shape, inner.other.shape)) return undefined;
      return mul(inner.other, outer.factor * inner.factor);
    },
  },
  {
    name: 'factor-into-smaller',
    // c·(s·x) = (c·s)·x for a constant c, where s has fewer elements than x
    on: ['Mul'],
    apply: (node, { hasOneUser }) => {
      const outer = splitFactor(node);
      if (outer === undefined || !isOp(outer.other, mulOp) || !hasOneUser(outer.other)) return undefined;
      const [a, b] = outer.other.inputs as [Tensor, Tensor];
      const [small, large] = sizeOf(dimensions(a)) < sizeOf(dimensions(b)) ? [a, b] : [b, a];
      const isSmaller = sizeOf(dimensions(small)) < sizeOf(dimensions(node));
      return isSmaller ? ifSameShape(node, mul(mul(small, outer.factor), large)) : undefined;
    },
  },
  {
    name: 'add-negative',
    // x + (−1·y) = x − y, x − (−1·y) = x + y
    on: ['Add', 'Sub'],
    apply: (node) => {
      const [a, b] = node.inputs as [Tensor, Tensor];
      const right = negated(b);
      if (right !== undefined) return node.op.name === 'Add' ? sub(a, right) : add(a, right);
      const left = node.op.name === 'Add' ? negated(a) : undefined;
      return left && sub(b, left);
    },
  },
  {
    name: 'select-same',
    // c ? x : x = x
    on: ['Where'],
    apply: (node) => {
      const [, a, b] = node.inputs as [Tensor, Tensor, Tensor];
      return a === b ? ifSameShape(node, a) : undefined;
    },
  },
];
