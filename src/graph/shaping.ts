// Ops that move values without changing them: reshape, transpose, concat, slice, pad.

import { ShapeError } from '../base/errors.ts';
import {
  type Dimension,
  formatType,
  normalizeAxes,
  type Shape,
  sameShape,
  sizeOf,
  stridesOf,
} from '../base/shape.ts';
import { fixedShape } from './leaves.ts';
import { applyOp, defineOp, type Tensor } from './tensor.ts';

function countOf(shape: Shape): { fixed: number; symbols: number } {
  const fixed = shape.filter((dimension): dimension is number => dimension !== 'N');
  return { fixed: sizeOf(fixed), symbols: shape.length - fixed.length };
}

type ReshapeAttributes = { readonly shape: Shape };

export const reshapeOp = defineOp<ReshapeAttributes>({
  name: 'Reshape',
  infer: ([x], { shape }) => {
    const from = countOf(x!.shape);
    const to = countOf(shape);
    const isWhole = shape.every((dimension) => dimension === 'N' || Number.isInteger(dimension));
    if (!isWhole || from.fixed !== to.fixed || from.symbols !== to.symbols || to.symbols > 1) {
      throw new ShapeError(
        `reshape: must keep the number of elements, got ${formatType(x!)} and [${shape.join(',')}]`,
      );
    }
    return { dtype: x!.dtype, shape };
  },
  gradient: (node, dy) => [reshape(dy, node.inputs[0]!.shape)],
  reference: ([x]) => x!.values,
});

/** The same values in row-major order under another shape. */
export function reshape(x: Tensor, shape: Shape): Tensor {
  return sameShape(x.shape, shape) ? x : applyOp(reshapeOp, [x], { shape });
}

/** All axes but the first as one: [N, ...] → [N, rest]. */
export function flatten(x: Tensor): Tensor {
  const [batch, ...rest] = x.shape;
  return reshape(x, [batch ?? 1, countOf(rest).fixed]);
}

type TransposeAttributes = { readonly permutation: readonly number[] };

export const transposeOp = defineOp<TransposeAttributes>({
  name: 'Transpose',
  infer: ([x], { permutation }) => {
    normalizeAxes(permutation, x!.shape.length, 'transpose');
    if (permutation.length !== x!.shape.length) {
      throw new ShapeError(
        `transpose: must name every axis, got ${formatType(x!)} and [${permutation.join(',')}]`,
      );
    }
    return { dtype: x!.dtype, shape: permutation.map((axis) => x!.shape[axis]!) };
  },
  gradient: (node, dy) => {
    const { permutation } = node.attributes;
    return [
      transpose(
        dy,
        permutation.map((_, axis) => permutation.indexOf(axis)),
      ),
    ];
  },
  reference: ([x], node) => {
    const { permutation } = node.attributes;
    const strides = stridesOf(x!.shape);
    const outStrides = stridesOf(fixedShape(node));
    return new Float64Array(x!.values.length).map((_, index) => {
      let rest = index;
      let offset = 0;
      outStrides.forEach((stride, axis) => {
        offset += Math.floor(rest / stride) * strides[permutation[axis]!]!;
        rest %= stride;
      });
      return x!.values[offset]!;
    });
  },
});

/** Axes reordered; by default reversed. */
export function transpose(x: Tensor, permutation?: readonly number[]): Tensor {
  const rank = x.shape.length;
  const axes = permutation ?? x.shape.map((_, axis) => axis).reverse();
  const fromFront = axes.map((axis) => (axis < 0 ? axis + rank : axis));
  const isIdentity = axes.length === rank && fromFront.every((axis, index) => axis === index);
  return isIdentity ? x : applyOp(transposeOp, [x], { permutation: fromFront });
}

type ConcatAttributes = { readonly axis: number };

function concatType(inputs: readonly Tensor[], axis: number) {
  const first = inputs[0]!;
  const fits = inputs.every(
    (x) =>
      x.dtype === first.dtype &&
      x.shape.length === first.shape.length &&
      x.shape.every((dimension, at) => (at === axis ? dimension !== 'N' : dimension === first.shape[at])),
  );
  if (!fits) {
    throw new ShapeError(
      `concat: tensors must agree in dtype and on all axes but ${axis}, got ${inputs.map(formatType).join(', ')}`,
    );
  }
  const total = inputs.reduce((sum, x) => sum + (x.shape[axis] as number), 0);
  return { dtype: first.dtype, shape: first.shape.map((d, at): Dimension => (at === axis ? total : d)) };
}

export const concatOp = defineOp<ConcatAttributes>({
  name: 'Concat',
  infer: (inputs, { axis }) => concatType(inputs, axis),
  gradient: (node, dy) => {
    const { axis } = node.attributes;
    let start = 0;
    return node.inputs.map((x) => {
      const end = start + (x.shape[axis] as number);
      const part = slice(dy, { axis, start, end });
      start = end;
      return part;
    });
  },
  reference: (inputs, node) => {
    const shape = fixedShape(node);
    const { axis } = node.attributes;
    const outer = sizeOf(shape.slice(0, axis));
    const result = new Float64Array(sizeOf(shape));
    let at = 0;
    for (let row = 0; row < outer; row++) {
      for (const { shape: part, values } of inputs) {
        const run = sizeOf(part.slice(axis));
        result.set(values.subarray(row * run, (row + 1) * run), at);
        at += run;
      }
    }
    return result;
  },
});

/** Tensors joined along an axis. */
export function concat(tensors: readonly Tensor[], axis = 0): Tensor {
  const [first] = tensors;
  if (first === undefined) throw new ShapeError('concat: needs at least one tensor, got none');
  const [at] = normalizeAxes([axis], first.shape.length, 'concat');
  return tensors.length === 1 ? first : applyOp(concatOp, tensors, { axis: at! });
}

/** A range along one axis. */
export interface Range {
  readonly axis: number;
  readonly start: number;
  readonly end: number;
}

type SliceAttributes = { readonly axis: number; readonly start: number; readonly end: number };

export const sliceOp = defineOp<SliceAttributes>({
  name: 'Slice',
  infer: ([x], { axis, start, end }) => {
    const size = x!.shape[axis];
    if (typeof size !== 'number' || start < 0 || end > size || start >= end) {
      throw new ShapeError(
        `slice: needs 0 ≤ start < end ≤ size of axis ${axis}, got ${start}:${end} of ${formatType(x!)}`,
      );
    }
    return { dtype: x!.dtype, shape: x!.shape.map((d, at) => (at === axis ? end - start : d)) };
  },
  gradient: (node, dy) => {
    const { axis, start, end } = node.attributes;
    return [pad(dy, { axis, before: start, after: (node.inputs[0]!.shape[axis] as number) - end })];
  },
  reference: ([x], node) => {
    const { axis, start, end } = node.attributes;
    const inner = sizeOf(x!.shape.slice(axis + 1));
    const outer = sizeOf(x!.shape.slice(0, axis));
    const run = (end - start) * inner;
    const result = new Float64Array(outer * run);
    for (let row = 0; row < outer; row++) {
      const from = (row * x!.shape[axis]! + start) * inner;
      result.set(x!.values.subarray(from, from + run), row * run);
    }
    return result;
  },
});

/** The part of a tensor within a range of one axis. */
export function slice(x: Tensor, { axis, start, end }: Range): Tensor {
  const [at] = normalizeAxes([axis], x.shape.length, 'slice');
  return start === 0 && end === x.shape[at!] ? x : applyOp(sliceOp, [x], { axis: at!, start, end });
}

/** How many zeros go before and after, along one axis. */
export interface Padding {
  readonly axis: number;
  readonly before: number;
  readonly after: number;
}

export type PadAttributes = { readonly axis: number; readonly before: number; readonly after: number };

export const padOp = defineOp<PadAttributes>({
  name: 'Pad',
  infer: ([x], { axis, before, after }) => {
    const size = x!.shape[axis];
    if (typeof size !== 'number' || before < 0 || after < 0) {
      throw new ShapeError(
        `pad: needs counts ≥ 0 on a fixed axis, got ${before}, ${after} on axis ${axis} of ${formatType(x!)}`,
      );
    }
    return { dtype: x!.dtype, shape: x!.shape.map((d, at) => (at === axis ? size + before + after : d)) };
  },
  gradient: (node, dy) => {
    const { axis, before } = node.attributes;
    return [slice(dy, { axis, start: before, end: before + (node.inputs[0]!.shape[axis] as number) })];
  },
  reference: ([x], node) => {
    const { axis, before } = node.attributes;
    const shape = fixedShape(node);
    const inner = sizeOf(shape.slice(axis + 1));
    const outer = sizeOf(shape.slice(0, axis));
    const run = x!.shape[axis]! * inner;
    const result = new Float64Array(sizeOf(shape));
    for (let row = 0; row < outer; row++) {
      result.set(x!.values.subarray(row * run, (row + 1) * run), (row * shape[axis]! + before) * inner);
    }
    return result;
  },
});

/** The tensor with zeros before and after along one axis. */
export function pad(x: Tensor, { axis, before, after }: Padding): Tensor {
  const [at] = normalizeAxes([axis], x.shape.length, 'pad');
  return before === 0 && after === 0 ? x : applyOp(padOp, [x], { axis: at!, before, after });
}
