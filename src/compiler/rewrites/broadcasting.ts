// Identities of broadcasting and sums.

import { isStatic, type Shape, sameShape, sizeOf } from '../../base/shape.ts';
import { mul, mulOp } from '../../graph/elementwise.ts';
import { constant, constantOp } from '../../graph/leaves.ts';
import { reduceMaxOp } from '../../graph/reduce-max.ts';
import { broadcastTo, broadcastToOp, reduceSum, reduceSumOp } from '../../graph/reduction.ts';
import { reshape, reshapeOp } from '../../graph/shaping.ts';
import { applyOp, isOp, type Tensor, withInputs } from '../../graph/tensor.ts';
import {
  broadcastingOps,
  dimensions,
  elementwiseOps,
  isOneNumber,
  type Rewrite,
  type RewriteContext,
  splitFactor,
  unaryOps,
  uniformValue,
} from './rewrite.ts';

const unbroadcast = (x: Tensor): Tensor => (isOp(x, broadcastToOp) ? x.inputs[0]! : x);

/** What a reshape reads, if broadcasting alone would align it. */
function withoutLeadingOnes(x: Tensor): Tensor {
  const [inner] = x.inputs;
  return inner !== undefined && isOp(x, reshapeOp) && sameShape(trailing(inner.shape), trailing(x.shape))
    ? inner
    : x;
}

/** A shape without its leading ones. */
function trailing(shape: Shape): Shape {
  const start = shape.findIndex((dimension) => dimension !== 1);
  return start < 0 ? [] : shape.slice(start);
}

/** The node with each operand replaced where its shape stays, or undefined if none is. */
function replaceOperands(node: Tensor, replace: (x: Tensor) => Tensor): Tensor | undefined {
  let inputs = node.inputs;
  node.inputs.forEach((x, index) => {
    const replacement = replace(x);
    if (replacement === x) return;
    const replaced = inputs.with(index, replacement);
    if (sameShape(withInputs(node, replaced).shape, node.shape)) inputs = replaced;
  });
  return inputs === node.inputs ? undefined : withInputs(node, inputs);
}

/** An operand of an elementwise node of shape `from`, for the same node under the shape `to` with the same first axis. */
function reshapedOperand(x: Tensor, from: Shape, to: Shape): Tensor | undefined {
  if (sameShape(x.shape, from)) return reshape(x, to);
  if (isOneNumber(x)) return reshape(x, []);
  const isColumn = x.shape.length === from.length && x.shape.slice(1).every((dimension) => dimension === 1);
  return isColumn ? reshape(x, [x.shape[0]!, ...to.slice(1).map(() => 1)]) : undefined;
}

/** An elementwise node under another shape, with its operands reshaped in its place: through all elementwise nodes below
 *  that nobody else reads, since a round of rewrites for each of them would make long sums slow. */
function reshapedWithin(
  f: Tensor,
  shape: Shape,
  hasOneUser: RewriteContext['hasOneUser'],
): Tensor | undefined {
  if (!elementwiseOps.has(f.op.name) || !hasOneUser(f)) return undefined;
  if (shape[0] !== f.shape[0] || !isStatic(f.shape)) return undefined;
  const operands = f.inputs.map((x) => reshapedOperand(x, f.shape, shape));
  if (!operands.every((x) => x !== undefined)) return undefined;
  const within = operands.map((x, index) => reshapedWithin(f.inputs[index]!, x.shape, hasOneUser) ?? x);
  return withInputs(f, within);
}

export const broadcasting: readonly Rewrite[] = [
  {
    name: 'uniform-constant',
    // a constant of equal elements = broadcast(c)
    on: [constantOp.name],
    apply: (node) => {
      const value = sizeOf(dimensions(node)) > 1 ? uniformValue(node) : undefined;
      return value === undefined ? undefined : broadcastTo(constant(value, [], node.dtype), node.shape);
    },
  },
  {
    name: 'broadcast-into-elementwise',
    // f(broadcast(x), y) = f(x, y)
    on: broadcastingOps,
    apply: (node) => replaceOperands(node, unbroadcast),
  },
  {
    name: 'reshape-into-elementwise',
    // f(reshape(x), y) = f(x, y) where the reshape adds or drops leading axes of size 1
    on: broadcastingOps,
    apply: (node) => replaceOperands(node, withoutLeadingOnes),
  },
  {
    name: 'reshape-of-elementwise',
    // reshape(f(x, y)) = f(reshape(x), reshape(y)), where an operand of N ones only keeps its ones
    on: ['Reshape'],
    apply: (node, { hasOneUser }) => {
      const [f] = node.inputs as [Tensor];
      return reshapedWithin(f, node.shape, hasOneUser);
    },
  },
  {
    name: 'elementwise-of-broadcasts',
    // f(broadcast(x), broadcast(y)) = broadcast(f(x, y))
    on: [...broadcastingOps, ...unaryOps],
    apply: (node) => {
      if (!node.inputs.some((x) => isOp(x, broadcastToOp))) return undefined;
      const smaller = withInputs(node, node.inputs.map(unbroadcast));
      return sameShape(smaller.shape, node.shape) ? undefined : broadcastTo(smaller, node.shape);
    },
  },
  {
    name: 'broadcast-of-broadcast',
    // broadcast(broadcast(x)) = broadcast(x)
    on: ['Expand'],
    apply: (node) => {
      const [x] = node.inputs as [Tensor];
      if (sameShape(x.shape, node.shape)) return x;
      return isOp(x, broadcastToOp) ? broadcastTo(x.inputs[0]!, node.shape) : undefined;
    },
  },
  {
    name: 'sum-of-broadcast',
    // Σ broadcast(x) = n·x over the n repetitions
    on: ['ReduceSum'],
    apply: (node) => {
      const [x] = node.inputs as [Tensor];
      if (!isOp(node, reduceSumOp) || !isOp(x, broadcastToOp)) return undefined;
      const [inner] = x.inputs as [Tensor];
      const { axes, keepDims } = node.attributes;
      const lead = x.shape.length - inner.shape.length;
      if (!axes.every((axis) => axis < lead || inner.shape[axis - lead] === 1)) return undefined;
      const count = axes.reduce((product, axis) => product * dimensions(x)[axis]!, 1);
      const kept = x.shape.flatMap((d, axis) => (axes.includes(axis) ? (keepDims ? [1] : []) : [d]));
      const innerKept = inner.shape.filter((_, axis) => !axes.includes(axis + lead));
      const target = keepDims
        ? x.shape.map((_, axis) => (axis < lead ? 1 : inner.shape[axis - lead]!))
        : innerKept;
      return broadcastTo(mul(reshape(inner, target), count), kept);
    },
  },
  {
    name: 'sum-over-ones',
    // Σ x over axes of size 1 = reshape(x), the same for max
    on: ['ReduceSum', 'ReduceMax'],
    apply: (node) => {
      const [x] = node.inputs as [Tensor];
      if (!isOp(node, reduceSumOp) && !isOp(node, reduceMaxOp)) return undefined;
      const { axes, keepDims } = node.attributes;
      const summed = axes.filter((axis) => x.shape[axis] !== 1);
      if (summed.length === 0) return reshape(x, node.shape);
      const isNarrower = keepDims && summed.length < axes.length;
      return isNarrower ? applyOp(node.op, [x], { axes: summed, keepDims }) : undefined;
    },
  },
  {
    name: 'sum-of-scaled',
    // Σ (c·x) = c·Σ x for a constant c
    on: ['ReduceSum'],
    apply: (node, { hasOneUser }) => {
      const [x] = node.inputs as [Tensor];
      if (!isOp(node, reduceSumOp) || !isOp(x, mulOp) || !hasOneUser(x)) return undefined;
      const split = splitFactor(x);
      if (split === undefined || !sameShape(split.other.shape, x.shape)) return undefined;
      return mul(reduceSum(split.other, node.attributes), split.factor);
    },
  },
  {
    name: 'sum-of-sum',
    // Σ Σ x = Σ x over both axes, where the inner sum drops its axes
    on: ['ReduceSum'],
    apply: (node, { hasOneUser }) => {
      const [x] = node.inputs as [Tensor];
      if (!isOp(node, reduceSumOp) || !isOp(x, reduceSumOp) || !hasOneUser(x)) return undefined;
      if (x.attributes.keepDims || node.attributes.keepDims) return undefined;
      const [inner] = x.inputs as [Tensor];
      const left = inner.shape.map((_, axis) => axis).filter((axis) => !x.attributes.axes.includes(axis));
      const axes = [...x.attributes.axes, ...node.attributes.axes.map((axis) => left[axis]!)];
      return reduceSum(inner, { axes });
    },
  },
  {
    name: 'drop-summed-axes',
    // reshape(Σ x with its axes kept as 1) = Σ x
    on: ['Reshape'],
    apply: (node, { hasOneUser }) => {
      const [x] = node.inputs as [Tensor];
      if (!isOp(node, reshapeOp) || !isOp(x, reduceSumOp) || !x.attributes.keepDims || !hasOneUser(x)) {
        return undefined;
      }
      const dropped = reduceSum(x.inputs[0]!, { axes: x.attributes.axes });
      return sameShape(dropped.shape, node.shape) ? dropped : undefined;
    },
  },
];
