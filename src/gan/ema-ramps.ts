// How the moving average of the generator's weights begins: its first weights are random, and to be forgotten soon.

import * as z from 'zod/mini';
import { option } from '../base/options.ts';
import { defineRegistry } from '../base/registry.ts';

/** A rule for the half-life of an average while few updates have been made. */
interface EmaRamp {
  readonly name: string;
  readonly description: string;
  /** Updates after which a weight's share has halved, from the number of updates made before; the decay of the
   *  configuration bounds it.
   *  @param whole  half-life at that decay
   *  @param left   of a schedule, from 1 to 0 */
  readonly halfLife: (updates: number, whole: number, left: number) => number;
}

/** Rules by name; recipes/average compares them. */
export const emaRamps = defineRegistry<EmaRamp>('emaRamp', [
  {
    name: 'none',
    description: 'the decay is the same from the first update on',
    halfLife: () => Number.POSITIVE_INFINITY,
  },
  {
    // Karras et al. 2020, arXiv:2006.06676, whose training loop calls it ema_rampup
    name: 'linear',
    description: 'the half-life is 0.05 × the updates made',
    halfLife: (updates) => 0.05 * updates,
  },
  {
    // Huang et al. 2024, arXiv:2501.05441, appendix: a half-life from 0 to its value along the schedule
    name: 'schedule',
    description: 'the half-life grows to its value as the schedule goes',
    halfLife: (_, whole, left) => (1 - left) * whole,
  },
]);

/** What an average takes over of the new weights, 1 − decay, in float64; 1 before the first update, so that nothing of
 *  the initial weights stays.
 *  @param decay    that is reached, in (0, 1)
 *  @param updates  made before
 *  @param left     of a schedule, from 1 to 0 */
export function averagingRate(decay: number, ramp: string, updates: number, left = 1): number {
  const halfLife = emaRamps.get(ramp).halfLife(updates, -1 / Math.log2(decay), left);
  return Math.max(1 - decay, 1 - 0.5 ** (1 / halfLife));
}

/** What a configuration says of the average. */
export const emaOptions = {
  decay: option(z.number().check(z.gte(0), z.lt(1)), {
    label: ['Averaging', '权重平均'],
    help: [
      'Decay of the moving average (EMA) of the generator that samples come from; 0 for none.',
      '采样所用的生成器滑动平均（EMA）的衰减；0 表示不平均。',
    ],
  }),
  ramp: option(z.enum(emaRamps.names), {
    default: 'linear',
    before: 'none',
    label: ['Start of averaging', '平均的起步'],
    help: [
      'How fast the decay of the average grows to its value: at first the weights are random.',
      '平均的衰减怎样增长到设定值：最初的权重是随机的。',
    ],
  }),
  start: option(z.int().check(z.gte(0)), {
    default: 0,
    before: 0,
    label: ['Averaging from', '平均的起点'],
    help: ['Iterations before the average begins.', '经过多少次迭代之后才开始平均。'],
    unit: ['iterations', '次迭代'],
  }),
  buffers: option(z.enum(['copy', 'average']), {
    default: 'copy',
    before: 'copy',
    label: ['Averaged statistics', '平均的统计量'],
    help: [
      'Whether statistics of normalisation are copied into the average, or averaged too.',
      '归一化的统计量是直接复制到平均中，还是同样取平均。',
    ],
  }),
};
