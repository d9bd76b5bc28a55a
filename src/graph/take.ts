// Places of an axis chosen by a constant table: patches, paddings, flips, enlargements. Its adjoint takes by the inverse
// tables and adds what they give in their order: no scatter, so that sums repeat to the last bit.

import { ShapeError } from '../base/errors.ts';
import { formatType, normalizeAxes, sizeOf } from '../base/shape.ts';
import { add } from './elementwise.ts';
import { fixedShape } from './leaves.ts';
import { applyOp, defineOp, type Op, type Tensor } from './tensor.ts';

/** Place `indices[k]` of the axis becomes place k; −1 is a zero. */
export type TakeAttributes = { readonly axis: number; readonly indices: Float64Array };

/** For each place of an axis of a size, which places of the result it became: as many tables as the most frequent place
 *  needs, each with at most one of them. */
function inverseTables(indices: Float64Array, size: number): readonly Float64Array[] {
  const tables: Float64Array[] = [];
  const used = new Int32Array(size);
  indices.forEach((from, to) => {
    if (from < 0) return;
    const table = tables[used[from]!] ?? new Float64Array(size).fill(-1);
    tables[used[from]!] = table;
    table[from] = to;
    used[from]! += 1;
  });
  return tables;
}

const reaches = new WeakMap<Float64Array, number>();

/** The size that an axis needs for a table; NaN for a table that is none. Computed once. */
function reachOf(indices: Float64Array): number {
  let reach = reaches.get(indices);
  if (reach === undefined) {
    const areWhole = indices.length > 0 && indices.every((index) => Number.isInteger(index) && index >= -1);
    reach = areWhole ? indices.reduce((most, index) => Math.max(most, index + 1), 0) : Number.NaN;
    reaches.set(indices, reach);
  }
  return reach;
}

export const takeOp: Op<TakeAttributes> = defineOp<TakeAttributes>({
  name: 'Take',
  infer: ([x], { axis, indices }) => {
    const size = x!.shape[axis];
    if (typeof size !== 'number' || !(reachOf(indices) <= size)) {
      const isPlace = (index: number) => Number.isInteger(index) && index >= -1 && index < Number(size);
      throw new ShapeError(
        `take: needs places from −1 (a zero) to below the size of axis ${axis}, got ${indices.find((index) => !isPlace(index)) ?? 'none'} of ${formatType(x!)}`,
      );
    }
    return { dtype: x!.dtype, shape: x!.shape.map((d, at) => (at === axis ? indices.length : d)) };
  },
  gradient: ({ inputs: [x], attributes: { axis, indices } }, dy) => {
    const tables = inverseTables(indices, x!.shape[axis] as number);
    const parts = tables.map((table): Tensor => applyOp(takeOp, [dy], { axis, indices: table }));
    return [parts.length === 0 ? undefined : parts.reduce((sum, part) => add(sum, part))];
  },
  reference: ([x], node) => {
    const { axis, indices } = node.attributes;
    const inner = sizeOf(x!.shape.slice(axis + 1));
    const outer = sizeOf(x!.shape.slice(0, axis));
    const size = x!.shape[axis]!;
    const result = new Float64Array(sizeOf(fixedShape(node)));
    for (let row = 0; row < outer; row++) {
      indices.forEach((from, to) => {
        if (from < 0) return;
        const at = (row * size + from) * inner;
        result.set(x!.values.subarray(at, at + inner), (row * indices.length + to) * inner);
      });
    }
    return result;
  },
});

/** Places of one axis by a table.
 *  @param indices  which place of x stands at each place of the result; −1 for zeros. A Float64Array is kept as it is, and
 *                  must not change
 *  @throws ShapeError for a place that the axis does not have */
export function take(x: Tensor, indices: ArrayLike<number>, axis: number): Tensor {
  const [at] = normalizeAxes([axis], x.shape.length, 'take');
  const table = indices instanceof Float64Array ? indices : Float64Array.from(indices);
  return applyOp(takeOp, [x], { axis: at!, indices: table });
}
