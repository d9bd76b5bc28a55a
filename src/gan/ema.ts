// The moving average that samples come from, beside the weights that are trained.

import { mapRecord } from '../base/record.ts';
import { add, mul, sub } from '../graph/elementwise.ts';
import { reshape } from '../graph/shaping.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Tensors } from '../nn/layer.ts';
import { averagingRate } from './ema-ramps.ts';
import type { Moment } from './streams.ts';

/** An exponential moving average of a network. */
export interface Ema {
  /** That is reached, in (0, 1). A half-life of k images is a decay of 0.5^(batch/k). */
  readonly decay: number;
  /** How it begins: a name of `emaRamps`. */
  readonly ramp: string;
  /** Iterations in which the average is the weights themselves. */
  readonly start: number;
  /** Statistics and other buffers: copied as they are (Karras et al. 2020), or averaged too (Brock et al. 2019). */
  readonly buffers: 'copy' | 'average';
}

/** Whether the decay of the average changes from iteration to iteration. */
export const isScheduled = ({ ramp, start }: Ema): boolean => ramp !== 'none' || start > 0;

/** What the average takes over of the new weights in an iteration, from 0. */
export function rateAt(
  { decay, ramp, start }: Ema,
  { iteration, left }: Pick<Moment, 'iteration' | 'left'>,
): number {
  return iteration < start ? 1 : averagingRate(decay, ramp, iteration, left);
}

/** average ← decay·average + (1 − decay)·parameter. Where the decay changes, average ← average + rate·(parameter −
 *  average), where the host derives rate = 1 − decay for each update.
 *  @param copied  names of variables that are not averaged
 *  @param rate    float32[1], where the decay changes */
export function averaged(
  { decay }: Ema,
  average: Tensors,
  parameters: Tensors,
  copied: ReadonlySet<string>,
  rate?: Tensor,
): Tensors {
  const share = rate && reshape(rate, []);
  const next = (value: Tensor, parameter: Tensor) =>
    share ? add(value, mul(sub(parameter, value), share)) : add(mul(value, decay), mul(parameter, 1 - decay));
  return mapRecord(average, (value, name) =>
    copied.has(name) ? parameters[name]! : next(value, parameters[name]!),
  );
}
