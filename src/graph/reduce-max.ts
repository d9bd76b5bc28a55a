// The largest value along axes.

import { ShapeError } from '../base/errors.ts';
import { formatType } from '../base/shape.ts';
import { cast, div, equal, mul } from './elementwise.ts';
import {
  type ReduceAttributes,
  type ReduceOptions,
  reduceAttributes,
  reducedShape,
  reduceSum,
  reduceValues,
  withKeptAxes,
} from './reduction.ts';
import { applyOp, defineOp, type Tensor } from './tensor.ts';

export const reduceMaxOp = defineOp<ReduceAttributes>({
  name: 'ReduceMax',
  infer: ([x], attributes) => {
    if (x!.dtype !== 'float32') throw new ShapeError(`reduceMax: needs float32, got ${formatType(x!)}`);
    return { dtype: x!.dtype, shape: reducedShape(x!, attributes) };
  },
  gradient: (node, dy) => {
    const [x] = node.inputs as [Tensor];
    const isLargest = cast(equal(x, withKeptAxes(node, node)), 'float32');
    const ties = reduceSum(isLargest, { axes: node.attributes.axes, keepDims: true });
    return [mul(isLargest, div(withKeptAxes(node, dy), ties))];
  },
  reference: ([x], node) => reduceValues(x!, node.attributes, -Infinity, Math.max),
});

/** Largest value over axes, by default all; equal largest values share the adjoint equally. */
export function reduceMax(x: Tensor, options: ReduceOptions = {}): Tensor {
  const attributes = reduceAttributes(x, options, 'reduceMax');
  return attributes.axes.length === 0 ? x : applyOp(reduceMaxOp, [x], attributes);
}
