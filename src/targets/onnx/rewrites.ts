// Rewrites for the time after layouts are chosen: they trade copies of small operands against passes over large ones,
// by what ONNX Runtime takes for them.

import { sameShape, sizeOf } from '../../base/shape.ts';
import { dimensions, isOneNumber, type Rewrite } from '../../compiler/rewrites/rewrite.ts';
import { clip, maximumOp } from '../../graph/elementwise.ts';
import { gemm, gemmOp } from '../../graph/gemm.ts';
import { concat, concatOp, reshape } from '../../graph/shaping.ts';
import { isOp, type Tensor } from '../../graph/tensor.ts';

/** A sum of two products passes over its result twice; this is what a pass costs, in copies of an operand's element. */
const PASS = 2;

const elements = (x: Tensor) => sizeOf(dimensions(x));

export const rewrites: readonly Rewrite[] = [
  {
    name: 'join-products',
    // A·B + C·D = [A C]·[B; D], where the result is larger than the operands
    on: ['Gemm'],
    apply: (node, { hasOneUser }) => {
      const [a, b, sum] = node.inputs as [Tensor, Tensor, Tensor | undefined];
      if (!isOp(node, gemmOp) || sum === undefined || !isOp(sum, gemmOp) || !hasOneUser(sum))
        return undefined;
      const [c, d, rest] = sum.inputs as [Tensor, Tensor, Tensor | undefined];
      const { alpha, beta, transposeA, transposeB } = node.attributes;
      const isSame = beta === 1 && sum.attributes.alpha === alpha && sameShape(sum.shape, node.shape);
      const isWorth = elements(node) * PASS > [a, b, c, d].reduce((total, x) => total + elements(x), 0);
      if (!isSame || !isWorth || transposeA !== sum.attributes.transposeA) return undefined;
      if (transposeB !== sum.attributes.transposeB) return undefined;
      return gemm(concat([c, a], transposeA ? 0 : 1), concat([d, b], transposeB ? 1 : 0), {
        ...node.attributes,
        beta: sum.attributes.beta,
        summand: rest,
      });
    },
  },
  {
    name: 'product-of-concat',
    // A·[B C] = [A·B A·C]
    on: ['Gemm'],
    apply: (node, { hasOneUser }) => {
      const [a, b, summand] = node.inputs as [Tensor, Tensor, Tensor | undefined];
      if (!isOp(node, gemmOp) || !isOp(b, concatOp) || !hasOneUser(b)) return undefined;
      const isByColumns = b.attributes.axis === (node.attributes.transposeB ? 0 : 1);
      const isPlain = summand === undefined || (summand.shape.length === 2 && summand.shape[1] === 1);
      if (!isByColumns || !isPlain) return undefined;
      return concat(
        b.inputs.map((part) => gemm(a, part, { ...node.attributes, summand })),
        1,
      );
    },
  },
  {
    name: 'clip',
    // min(max(x, low), high) = clip(x, low, high), for low and high of one element
    on: ['Min'],
    apply: (node, { hasOneUser }) => {
      const outer = bounded(node);
      if (outer === undefined || !isOp(outer.x, maximumOp) || !hasOneUser(outer.x)) return undefined;
      const inner = bounded(outer.x);
      return inner && clip(inner.x, inner.bound, outer.bound);
    },
  },
];

/** The operands of Max or Min, told apart: a float32 tensor and a bound of one element. */
function bounded(node: Tensor): { x: Tensor; bound: Tensor } | undefined {
  const [a, b] = node.inputs as [Tensor, Tensor];
  const [x, bound] = isOneNumber(a) ? [b, a] : [a, b];
  if (node.dtype !== 'float32' || !isOneNumber(bound) || !sameShape(x.shape, node.shape)) return undefined;
  return { x, bound: reshape(bound, []) };
}
