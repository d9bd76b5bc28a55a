// Broadcasting and the sums that undo it: closed under differentiation.

import { ShapeError } from '../base/errors.ts';
import {
  broadcastShapes,
  formatType,
  normalizeAxes,
  type Shape,
  sameShape,
  sizeOf,
  stridesOf,
} from '../base/shape.ts';
import { fixedShape } from './leaves.ts';
import { reshape } from './shaping.ts';
import { applyOp, type Dense, defineOp, type Tensor } from './tensor.ts';

type BroadcastAttributes = { readonly shape: Shape };

export const broadcastToOp = defineOp<BroadcastAttributes>({
  name: 'Expand',
  infer: ([x], { shape }) => {
    if (!sameShape(broadcastShapes(x!.shape, shape, 'broadcastTo'), shape)) {
      throw new ShapeError(`broadcastTo: must stretch to [${shape.join(',')}], got ${formatType(x!)}`);
    }
    return { dtype: x!.dtype, shape };
  },
  gradient: (_, dy) => [dy],
  reference: ([x], node) => broadcastValues(x!, fixedShape(node)),
});

/** The tensor repeated along axes of size 1 and new leading axes until it has `shape`. */
export function broadcastTo(x: Tensor, shape: Shape): Tensor {
  return sameShape(x.shape, shape) ? x : applyOp(broadcastToOp, [x], { shape });
}

/** Offsets into `shape`'s data for every element of `target`, `shape` broadcast to `target`. */
export function broadcastOffsets(shape: readonly number[], target: readonly number[]): Int32Array {
  const strides = stridesOf(shape);
  const lead = target.length - shape.length;
  const steps = target.map((_, axis) =>
    axis >= lead && shape[axis - lead] !== 1 ? strides[axis - lead]! : 0,
  );
  const offsets = new Int32Array(sizeOf(target));
  const position = new Array<number>(target.length).fill(0);
  let offset = 0;
  for (let index = 0; index < offsets.length; index++) {
    offsets[index] = offset;
    for (let axis = target.length - 1; axis >= 0; axis--) {
      offset += steps[axis]!;
      position[axis] = position[axis]! + 1;
      if (position[axis]! < target[axis]!) break;
      offset -= steps[axis]! * target[axis]!;
      position[axis] = 0;
    }
  }
  return offsets;
}

function broadcastValues(x: Dense, target: readonly number[]): Float64Array {
  return Float64Array.from(broadcastOffsets(x.shape, target), (offset) => x.values[offset]!);
}

/** Axes counted from the front, sorted. */
export type ReduceAttributes = { readonly axes: readonly number[]; readonly keepDims: boolean };

/** Shape of a reduction of `x`. */
export function reducedShape(x: Tensor, { axes, keepDims }: ReduceAttributes): Shape {
  return keepDims
    ? x.shape.map((dimension, axis) => (axes.includes(axis) ? 1 : dimension))
    : x.shape.filter((_, axis) => !axes.includes(axis));
}

/** `dy` of a reduction with its reduced axes back as 1. */
export function withKeptAxes(node: Tensor<ReduceAttributes>, dy: Tensor): Tensor {
  return reshape(dy, reducedShape(node.inputs[0]!, { ...node.attributes, keepDims: true }));
}

/** Float64 reference of a reduction. */
export function reduceValues(
  x: Dense,
  { axes }: ReduceAttributes,
  initial: number,
  combine: (a: number, b: number) => number,
): Float64Array {
  const kept = x.shape.map((dimension, axis) => (axes.includes(axis) ? 1 : dimension));
  const result = new Float64Array(sizeOf(kept)).fill(initial);
  const offsets = broadcastOffsets(kept, x.shape);
  x.values.forEach((value, index) => {
    result[offsets[index]!] = combine(result[offsets[index]!]!, value);
  });
  return result;
}

export const reduceSumOp = defineOp<ReduceAttributes>({
  name: 'ReduceSum',
  infer: ([x], attributes) => {
    if (x!.dtype === 'bool' || x!.dtype === 'uint8') {
      throw new ShapeError(`reduceSum: needs float32, int64 or int32, got ${formatType(x!)}`, {
        help: 'cast it first',
      });
    }
    return { dtype: x!.dtype, shape: reducedShape(x!, attributes) };
  },
  gradient: (node, dy) => [broadcastTo(withKeptAxes(node, dy), node.inputs[0]!.shape)],
  reference: ([x], node) => reduceValues(x!, node.attributes, 0, (a, b) => a + b),
});

/** Which axes a reduction runs over, and whether they stay as 1. */
export interface ReduceOptions {
  /** Default: all. */
  readonly axes?: readonly number[];
  readonly keepDims?: boolean;
}

export function reduceAttributes(
  x: Tensor,
  { axes, keepDims = false }: ReduceOptions,
  where: string,
): ReduceAttributes {
  const all = x.shape.map((_, axis) => axis);
  return { axes: axes === undefined ? all : normalizeAxes(axes, x.shape.length, where), keepDims };
}

/** Sum over axes. */
export function reduceSum(x: Tensor, options: ReduceOptions = {}): Tensor {
  const attributes = reduceAttributes(x, options, 'reduceSum');
  return attributes.axes.length === 0 ? x : applyOp(reduceSumOp, [x], attributes);
}

/** Sums the axes along which `shape` was broadcast: the adjoint of `broadcastTo`. */
export function sumTo(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  const lead = x.shape.length - shape.length;
  const axes = x.shape.flatMap((dimension, axis) =>
    axis < lead || (shape[axis - lead] === 1 && dimension !== 1) ? [axis] : [],
  );
  return reshape(reduceSum(x, { axes, keepDims: true }), shape);
}
