// Identities of ops that move values.

import { sameShape } from '../../base/shape.ts';
import { addOp } from '../../graph/elementwise.ts';
import { stopGradientOp } from '../../graph/leaves.ts';
import { broadcastTo, broadcastToOp } from '../../graph/reduction.ts';
import {
  concat,
  concatOp,
  pad,
  padOp,
  reshape,
  reshapeOp,
  slice,
  sliceOp,
  transpose,
  transposeOp,
} from '../../graph/shaping.ts';
import { isOp, type Tensor } from '../../graph/tensor.ts';
import { dimensions, isOneNumber, type Rewrite, uniformValue } from './rewrite.ts';

/** True if the reshape keeps its first axis, so that ranges of that axis stay ranges. */
function keepsFirstAxis(node: Tensor): boolean {
  const [x] = node.inputs as [Tensor];
  return node.shape.length > 0 && x.shape.length > 0 && node.shape[0] === x.shape[0] && x.shape[0] !== 'N';
}

/** Parts of a concat that overlap start..end, cut to it. */
function partsWithin(parts: readonly Tensor[], axis: number, start: number, end: number): Tensor[] {
  let at = 0;
  return parts.flatMap((part) => {
    const size = dimensions(part)[axis]!;
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, size);
    at += size;
    return from < to ? [slice(part, { axis, start: from, end: to })] : [];
  });
}

export const shaping: readonly Rewrite[] = [
  {
    name: 'drop-stop-gradient',
    // stopGradient(x) = x, once gradients are taken
    on: [stopGradientOp.name],
    apply: (node) => node.inputs[0]!,
  },
  {
    name: 'reshape-of-reshape',
    // reshape(reshape(x)) = reshape(x), reshape(x) to its own shape = x
    on: ['Reshape'],
    apply: (node) => {
      const [x] = node.inputs as [Tensor];
      if (sameShape(x.shape, node.shape)) return x;
      return isOp(x, reshapeOp) ? reshape(x.inputs[0]!, node.shape) : undefined;
    },
  },
  {
    name: 'reshape-of-uniform',
    // reshape(broadcast(c)) = broadcast(c) for a constant c
    on: ['Reshape'],
    apply: (node) => {
      const [x] = node.inputs as [Tensor];
      if (!isOp(x, broadcastToOp) || uniformValue(x) === undefined) return undefined;
      const [inner] = x.inputs as [Tensor];
      return isOneNumber(inner) ? broadcastTo(reshape(inner, []), node.shape) : undefined;
    },
  },
  {
    name: 'reshape-of-concat',
    // reshape(concat(x, y)) = concat(reshape(x), reshape(y)) along a first axis that stays
    on: ['Reshape'],
    apply: (node) => {
      const [x] = node.inputs as [Tensor];
      if (!keepsFirstAxis(node) || !isOp(x, concatOp) || x.attributes.axis !== 0) return undefined;
      return concat(x.inputs.map((part) => reshape(part, [part.shape[0]!, ...node.shape.slice(1)])));
    },
  },
  {
    name: 'reshape-of-range',
    // reshape(slice(x)) = slice(reshape(x)), the same for pad, along a first axis that stays
    on: ['Reshape'],
    apply: (node) => {
      const [x] = node.inputs as [Tensor];
      if (!keepsFirstAxis(node)) return undefined;
      const reshapeInner = () => reshape(x.inputs[0]!, [x.inputs[0]!.shape[0]!, ...node.shape.slice(1)]);
      if (isOp(x, sliceOp) && x.attributes.axis === 0) return slice(reshapeInner(), x.attributes);
      if (isOp(x, padOp) && x.attributes.axis === 0) return pad(reshapeInner(), x.attributes);
      return undefined;
    },
  },
  {
    name: 'transpose-of-transpose',
    // (xᵀ)ᵀ = x
    on: ['Transpose'],
    apply: (node) => {
      const [x] = node.inputs as [Tensor];
      if (!isOp(node, transposeOp)) return undefined;
      const { permutation } = node.attributes;
      if (permutation.every((axis, at) => axis === at)) return x;
      if (!isOp(x, transposeOp)) return undefined;
      return transpose(
        x.inputs[0]!,
        permutation.map((axis) => x.attributes.permutation[axis]!),
      );
    },
  },
  {
    name: 'slice-of-concat',
    // slice(concat(x, y)) = the parts of x and y within the range
    on: ['Slice'],
    apply: (node) => {
      const [x] = node.inputs as [Tensor];
      if (!isOp(node, sliceOp) || !isOp(x, concatOp) || x.attributes.axis !== node.attributes.axis)
        return undefined;
      const { axis, start, end } = node.attributes;
      return concat(partsWithin(x.inputs, axis, start, end), axis);
    },
  },
  {
    name: 'slice-of-slice',
    // slice(slice(x)) = slice(x) along the same axis
    on: ['Slice'],
    apply: (node) => {
      const [x] = node.inputs as [Tensor];
      if (!isOp(node, sliceOp) || !isOp(x, sliceOp) || x.attributes.axis !== node.attributes.axis)
        return undefined;
      const { axis, start, end } = node.attributes;
      const offset = x.attributes.start;
      return slice(x.inputs[0]!, { axis, start: start + offset, end: end + offset });
    },
  },
  {
    name: 'slice-of-pad',
    // slice(pad(x)) = slice(x) where the range lies within x
    on: ['Slice'],
    apply: (node) => {
      const [x] = node.inputs as [Tensor];
      if (!isOp(node, sliceOp) || !isOp(x, padOp) || x.attributes.axis !== node.attributes.axis)
        return undefined;
      const [inner] = x.inputs as [Tensor];
      const { axis } = node.attributes;
      const start = node.attributes.start - x.attributes.before;
      const end = node.attributes.end - x.attributes.before;
      return start >= 0 && end <= dimensions(inner)[axis]! ? slice(inner, { axis, start, end }) : undefined;
    },
  },
  {
    name: 'concat-of-concat',
    // concat(concat(x, y), z) = concat(x, y, z)
    on: ['Concat'],
    apply: (node) => {
      if (!isOp(node, concatOp)) return undefined;
      const { axis } = node.attributes;
      const isSame = (x: Tensor) => isOp(x, concatOp) && x.attributes.axis === axis;
      if (!node.inputs.some(isSame)) return undefined;
      return concat(
        node.inputs.flatMap((x) => (isSame(x) ? x.inputs : [x])),
        axis,
      );
    },
  },
  {
    name: 'concat-of-slices',
    // concat(x[a:b], x[b:c]) = x[a:c]
    on: ['Concat'],
    apply: (node) => {
      if (!isOp(node, concatOp)) return undefined;
      const { axis } = node.attributes;
      const merged: Tensor[] = [];
      for (const x of node.inputs) {
        const last = merged.at(-1);
        const joined = last && joinRanges(last, x, axis);
        if (joined) merged[merged.length - 1] = joined;
        else merged.push(x);
      }
      return merged.length < node.inputs.length ? concat(merged, axis) : undefined;
    },
  },
  {
    name: 'sum-of-pads',
    // pad(x, after) + pad(y, before) = concat(x, y) where they do not overlap and leave no gap
    on: ['Add'],
    apply: (node) => {
      const [a, b] = node.inputs as [Tensor, Tensor];
      if (!isOp(node, addOp) || !sameShape(a.shape, b.shape)) return undefined;
      return joinPads(a, b) ?? joinPads(b, a);
    },
  },
];

function joinRanges(a: Tensor, b: Tensor, axis: number): Tensor | undefined {
  if (!isOp(a, sliceOp) || !isOp(b, sliceOp) || a.inputs[0] !== b.inputs[0]) return undefined;
  if (a.attributes.axis !== axis || b.attributes.axis !== axis || a.attributes.end !== b.attributes.start) {
    return undefined;
  }
  return slice(a.inputs[0]!, { axis, start: a.attributes.start, end: b.attributes.end });
}

/** concat(a, b) of a tensor padded behind and one padded before by what the other fills; the rest stays padded. */
function joinPads(a: Tensor, b: Tensor): Tensor | undefined {
  if (!isOp(a, padOp) || !isOp(b, padOp) || a.attributes.axis !== b.attributes.axis) return undefined;
  const { axis } = a.attributes;
  const endOfA = a.attributes.before + dimensions(a.inputs[0]!)[axis]!;
  if (endOfA !== b.attributes.before) return undefined;
  const joined = concat([a.inputs[0]!, b.inputs[0]!], axis);
  return pad(joined, { axis, before: a.attributes.before, after: b.attributes.after });
}
