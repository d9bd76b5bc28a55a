// How far records of tensors are apart.

import type { TensorRecord } from '../../src/base/host-tensor.ts';

/** ‖a − b‖ ÷ ‖b‖ over all tensors. */
export function distance(a: TensorRecord, b: TensorRecord): number {
  let [difference, norm] = [0, 0];
  for (const [name, { data }] of Object.entries(b)) {
    data.forEach((value, index) => {
      difference += (Number(a[name]!.data[index]) - Number(value)) ** 2;
      norm += Number(value) ** 2;
    });
  }
  return Math.sqrt(difference / norm);
}
