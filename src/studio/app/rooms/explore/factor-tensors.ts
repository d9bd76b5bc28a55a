// The factors of units as the program of a generator takes them. Pure.

import { float32, type TensorRecord } from '../../../../base/host-tensor.ts';
import { FACTOR } from '../../../../gan/hidden-layers.ts';
import type { UnitChange } from './units.ts';

/** Factors of all units: 1 where nothing is changed.
 *  @param widths  of the hidden layers */
export function factorTensors(widths: readonly number[], changes: readonly UnitChange[]): TensorRecord {
  const entries = widths.map((width, layer) => {
    const tensor = float32([width], new Float32Array(width).fill(1));
    for (const { layer: at, unit, factor } of changes) if (at === layer) tensor.data[unit] = factor;
    return [`${FACTOR}.${layer}`, tensor] as const;
  });
  return Object.fromEntries(entries);
}
