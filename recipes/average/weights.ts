// The weights of a generator as one list of numbers.

import { float32, type TensorRecord } from '../../src/base/host-tensor.ts';
import { mapRecord } from '../../src/base/record.ts';
import { sizeOf } from '../../src/base/shape.ts';

export const countOf = (parameters: TensorRecord): number =>
  Object.values(parameters).reduce((sum, { shape }) => sum + sizeOf(shape), 0);

/** The weights of a network, one after another, in the order of its tensors. */
export function flat(parameters: TensorRecord, into: Float32Array): Float32Array {
  let offset = 0;
  for (const { data } of Object.values(parameters)) {
    into.set(data as Float32Array, offset);
    offset += data.length;
  }
  return into;
}

/** The same weights in the shapes of `parameters`. */
export function shaped(weights: Float32Array, parameters: TensorRecord): TensorRecord {
  let offset = 0;
  return mapRecord(parameters, ({ shape }) => {
    const size = sizeOf(shape);
    offset += size;
    return float32(shape, weights.subarray(offset - size, offset));
  });
}
