// Shapes: lists of dimensions, their sizes, broadcasting and printing.

import type { DType } from './dtype.ts';
import { ShapeError } from './errors.ts';

/** A fixed size, or the one symbolic batch size `N` of inference graphs. */
export type Dimension = number | 'N';

export type Shape = readonly Dimension[];

/** A shape without the symbol `N`. */
export type StaticShape = readonly number[];

/** What is known of a tensor before it has values. */
export interface TensorType {
  readonly dtype: DType;
  readonly shape: Shape;
}

/** Prints a type the way errors and graphs show it: `float32[64,784]`. */
export function formatType({ dtype, shape }: TensorType): string {
  return `${dtype}[${shape.join(',')}]`;
}

export function isStatic(shape: Shape): shape is StaticShape {
  return shape.every((dimension) => dimension !== 'N');
}

/** The shape as numbers.
 *  @throws ShapeError if it holds the symbol N */
export function staticShape(shape: Shape, where: string): StaticShape {
  if (!isStatic(shape)) {
    throw new ShapeError(`${where}: needs fixed dimensions, got [${shape.join(',')}]`, {
      help: 'training graphs use a fixed batch size; N is for inference graphs only',
    });
  }
  return shape;
}

/** Product of the dimensions; 1 for a scalar. */
export function sizeOf(shape: StaticShape): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dimension, axis) => dimension === b[axis]);
}

/** Row-major strides in elements: the last axis has stride 1. */
export function stridesOf(shape: StaticShape): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--) {
    strides[axis] = strides[axis + 1]! * shape[axis + 1]!;
  }
  return strides;
}

/** NumPy broadcasting: axes are aligned at the end; a 1 stretches.
 *  @throws ShapeError if two dimensions differ and neither is 1 */
export function broadcastShapes(a: Shape, b: Shape, where: string): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left === right || right === 1) return left;
    if (left === 1) return right;
    throw new ShapeError(`${where}: shapes must broadcast, got [${a.join(',')}] and [${b.join(',')}]`);
  });
}

/** Axes counted from the front, sorted; negative ones count from the end.
 *  @throws ShapeError if an axis is out of range or named twice */
export function normalizeAxes(axes: readonly number[], rank: number, where: string): number[] {
  const normalized = axes.map((axis) => (axis < 0 ? axis + rank : axis)).sort((a, b) => a - b);
  const isValid = normalized.every(
    (axis, index) => Number.isInteger(axis) && axis >= 0 && axis < rank && axis !== normalized[index - 1],
  );
  if (!isValid) {
    throw new ShapeError(
      `${where}: axes must be distinct and below the rank ${rank}, got [${axes.join(',')}]`,
    );
  }
  return normalized;
}
