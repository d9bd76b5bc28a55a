// Leaves of a graph: inputs and constants. Also the one op that cuts differentiation.

import type { DType } from '../base/dtype.ts';
import { ShapeError } from '../base/errors.ts';
import { type Shape, type StaticShape, sizeOf, staticShape } from '../base/shape.ts';
import { applyOp, defineOp, type Tensor, type TensorLike } from './tensor.ts';

type InputAttributes = { readonly name: string; readonly dtype: DType; readonly shape: Shape };

export const inputOp = defineOp<InputAttributes>({
  name: 'Input',
  infer: (_, { dtype, shape }) => ({ dtype, shape }),
  gradient: () => [],
  reference: (_, node) => {
    throw new ShapeError(`input ${node.attributes.name}: has no value of its own`);
  },
});

/** A value that is fed when the program runs. */
export function input(name: string, shape: Shape, dtype: DType = 'float32'): Tensor {
  return applyOp(inputOp, [], { name, dtype, shape });
}

type ConstantAttributes = {
  readonly values: Float64Array;
  readonly dtype: DType;
  readonly shape: StaticShape;
};

export const constantOp = defineOp<ConstantAttributes>({
  name: 'Constant',
  infer: (_, { values, dtype, shape }) => {
    if (values.length !== sizeOf(shape)) {
      throw new ShapeError(
        `constant: ${dtype}[${shape.join(',')}] holds ${sizeOf(shape)} elements, got ${values.length}`,
      );
    }
    return { dtype, shape };
  },
  gradient: () => [],
  reference: (_, node) => node.attributes.values,
});

/** A constant, kept in float64 and rounded to its dtype when the graph is lowered. */
export function constant(
  values: number | readonly number[] | Float64Array,
  shape?: StaticShape,
  dtype: DType = 'float32',
): Tensor {
  const data = Float64Array.from(typeof values === 'number' ? [values] : values);
  return applyOp(constantOp, [], {
    values: data,
    dtype,
    shape: shape ?? (typeof values === 'number' ? [] : [data.length]),
  });
}

/** The operand as a tensor; a number becomes a scalar constant. */
export function toTensor(value: TensorLike, dtype: DType = 'float32'): Tensor {
  return typeof value === 'number' ? constant(value, [], dtype) : value;
}

export const stopGradientOp = defineOp({
  name: 'StopGradient',
  infer: ([x]) => x!,
  gradient: () => [undefined],
  reference: ([x]) => x!.values,
});

/** The same value, constant to `gradient` (PyTorch: detach). */
export function stopGradient(x: Tensor): Tensor {
  return applyOp(stopGradientOp, [x], {});
}

/** The fixed shape of a node, for reference implementations and static lowerings. */
export function fixedShape(node: Tensor): StaticShape {
  return staticShape(node.shape, node.op.name);
}
