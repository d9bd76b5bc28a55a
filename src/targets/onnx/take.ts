// Places of an axis by a constant table: a range with a step forwards where it is one, else a gather. Backwards,
// ONNX Runtime 1.30 slices wrongly on WebGPU.

import { type HostTensor, hostTensor } from '../../base/host-tensor.ts';
import type { TakeAttributes } from '../../graph/take.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { type Emitter, int64Vector } from './emitter.ts';

export function lowerTake(node: Tensor<TakeAttributes>, [x]: readonly string[], emit: Emitter): string {
  const { axis, indices } = node.attributes;
  const step = stepOf(indices);
  if (step !== undefined) {
    const range = [indices[0]!, indices.at(-1)! + 1, axis, step];
    return emit.node('Slice', [x!, ...range.map((value) => int64Vector([value], emit))]);
  }
  if (!indices.includes(-1)) return gathered(x!, node.attributes, emit);
  const { shape } = node.inputs[0]!;
  const padded = emit.node('Pad', [x!, int64Vector(zeroAfter(shape.length, axis), emit)]);
  return gathered(padded, node.attributes, emit, shape[axis] as number);
}

/** Places of an axis by a table.
 *  @param zero  where the axis has a zero, if the table has some */
export function gathered(x: string, { axis, indices }: TakeAttributes, emit: Emitter, zero = 0): string {
  return emit.node('Gather', [x, emit.constant(int32Table(indices, zero))], { axis: { int: axis } });
}

const tables = new WeakMap<Float64Array, Map<number, HostTensor>>();

/** A table for Gather, made once. */
function int32Table(indices: Float64Array, zero: number): HostTensor {
  const made = tables.get(indices) ?? new Map<number, HostTensor>();
  tables.set(indices, made);
  let table = made.get(zero);
  if (table === undefined) {
    const places = Int32Array.from(indices, (index) => (index < 0 ? zero : index));
    table = hostTensor('int32', [indices.length], places);
    made.set(zero, table);
  }
  return table;
}

/** Whether a table skips places evenly. */
export const hasStep = (indices: Float64Array): boolean => (stepOf(indices) ?? 1) !== 1;

/** The distance of neighbours in a table, where all have one, forwards, and none is a zero. */
function stepOf(indices: Float64Array): number | undefined {
  const step = indices.length === 1 ? 1 : indices[1]! - indices[0]!;
  const isRange = indices.every((index, k) => index >= 0 && index === indices[0]! + k * step);
  return isRange && step > 0 ? step : undefined;
}

/** Paddings of all axes that add one place at the end of one. */
const zeroAfter = (rank: number, axis: number): number[] =>
  Array.from({ length: 2 * rank }, (_, at) => Number(at === rank + axis));
