// Tensors with values, on the host.

import { type DType, dtypes, type TensorData } from './dtype.ts';
import { ShapeError } from './errors.ts';
import { type StaticShape, sizeOf } from './shape.ts';

/** Values of a tensor in row-major order. */
export interface HostTensor {
  readonly dtype: DType;
  readonly shape: StaticShape;
  readonly data: TensorData;
}

export type Float32Tensor = HostTensor & { readonly dtype: 'float32'; readonly data: Float32Array };

/** A flat record of named tensors: parameters, optimizer slots, statistics. */
export type TensorRecord = Readonly<Record<string, HostTensor>>;

/** A tensor of zeros, or one around `data`.
 *  @throws ShapeError if the number of elements is not that of the shape */
export function hostTensor(dtype: DType, shape: StaticShape, data?: TensorData): HostTensor {
  const values = data ?? dtypes[dtype].allocate(sizeOf(shape));
  if (values.length !== sizeOf(shape)) {
    throw new ShapeError(
      `hostTensor: ${dtype}[${shape.join(',')}] holds ${sizeOf(shape)} elements, got ${values.length}`,
    );
  }
  return { dtype, shape, data: values };
}

/** A float32 tensor from numbers or a typed array. */
export function float32(shape: StaticShape, data?: Float32Array | readonly number[]): Float32Tensor {
  const values = data instanceof Float32Array ? data : data && Float32Array.from(data);
  return hostTensor('float32', shape, values) as Float32Tensor;
}

/** The float32 data of a tensor.
 *  @throws ShapeError if it has another dtype */
export function float32Data(tensor: HostTensor, where: string): Float32Array {
  if (!(tensor.data instanceof Float32Array)) {
    throw new ShapeError(`${where}: expected float32 data, got ${tensor.dtype}[${tensor.shape.join(',')}]`);
  }
  return tensor.data;
}
