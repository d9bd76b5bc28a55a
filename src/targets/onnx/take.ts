// Places of an axis by a constant table: a range with a step where it is one, zeros around a range, else a gather.

import { hostTensor } from '../../base/host-tensor.ts';
import type { TakeAttributes } from '../../graph/take.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { type Emitter, int64Vector } from './emitter.ts';

/** Far enough for a range that ends before the first place. */
const BEFORE_ALL = -(2 ** 31);

export function lowerTake(node: Tensor<TakeAttributes>, [x]: readonly string[], emit: Emitter): string {
  const { axis, indices } = node.attributes;
  const step = stepOf(indices);
  if (step !== undefined) {
    const end = indices.at(-1)! + Math.sign(step);
    const range = [indices[0]!, end < 0 ? BEFORE_ALL : end, axis, step];
    return emit.node('Slice', [x!, ...range.map((value) => int64Vector([value], emit))]);
  }
  const table = (from: Float64Array) =>
    emit.constant(hostTensor('int32', [from.length], Int32Array.from(from)));
  const gathered = (values: string, from: Float64Array) =>
    emit.node('Gather', [values, table(from)], { axis: { int: axis } });
  if (!indices.includes(-1)) return gathered(x!, indices);
  const { shape } = node.inputs[0]!;
  const size = shape[axis] as number;
  const padded = emit.node('Pad', [x!, int64Vector(zeroAfter(shape.length, axis), emit)]);
  return gathered(
    padded,
    indices.map((index) => (index < 0 ? size : index)),
  );
}

/** The distance of neighbours in a table, where all have one and none is a zero. */
function stepOf(indices: Float64Array): number | undefined {
  const step = indices.length === 1 ? 1 : indices[1]! - indices[0]!;
  const isRange = indices.every((index, k) => index >= 0 && index === indices[0]! + k * step);
  return isRange && step !== 0 ? step : undefined;
}

/** Paddings of all axes that add one place at the end of one. */
const zeroAfter = (rank: number, axis: number): number[] =>
  Array.from({ length: 2 * rank }, (_, at) => Number(at === rank + axis));
