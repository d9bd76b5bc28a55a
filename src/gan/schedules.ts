// Schedules: what is left of learning rates and weights of penalties as training goes on, from 1 to 0 within a horizon of
// its own. Nothing of it depends on how long a run is.

import * as z from 'zod/mini';
import { option } from '../base/options.ts';
import { defineRegistry } from '../base/registry.ts';
import type { Moment } from './streams.ts';

/** A course from 1 to 0. */
interface Course {
  readonly name: string;
  /** What is left after a share of the horizon, from 0 to 1. */
  readonly left: (progress: number) => number;
}

export const courses = defineRegistry<Course>('schedule', [
  { name: 'constant', left: () => 1 },
  { name: 'linear', left: (progress) => 1 - progress },
  { name: 'cosine', left: (progress) => (1 + Math.cos(Math.PI * progress)) / 2 },
]);

/** How learning rates, and weights of the critic's terms, go from their own values to a share of these. */
export interface Schedule {
  /** A name of `courses`. */
  readonly name: string;
  /** Iterations after which nothing changes any more; null where nothing ever does. */
  readonly horizon: number | null;
  /** The share of the learning rates at its end. */
  readonly rateEnd: number;
  /** The share of the weights at its end. */
  readonly penaltyEnd: number;
}

const share = () => z.number().check(z.gte(0));

export const scheduleOptions = {
  name: option(z.enum(courses.names), {
    default: 'constant',
    before: 'constant',
    label: ['Schedule', '变化方式'],
    help: ['How learning rates go down within the horizon.', '学习率在变化期内怎样下降。'],
  }),
  horizon: option(z.nullable(z.int().check(z.gte(1))), {
    default: null,
    before: null,
    label: ['Horizon', '变化期'],
    help: [
      'Iterations in which the schedule comes to its end; longer runs keep what is left.',
      '变化方式在多少次迭代内走完；之后保持终值。',
    ],
    unit: ['iterations', '次迭代'],
    automatic: ['the iterations of a new run, where there is a schedule', '有变化方式时，为新运行的迭代次数'],
  }),
  rateEnd: option(share(), {
    default: 0,
    before: 0,
    label: ['Rate at the end', '学习率终值'],
    help: ['Share of the learning rates that a schedule leaves.', '变化结束时剩下的学习率比例。'],
  }),
  penaltyEnd: option(share(), {
    default: 1,
    before: 1,
    label: ['Penalty at the end', '惩罚终值'],
    help: ['Share of the weights of penalties that a schedule leaves.', '变化结束时剩下的惩罚权重比例。'],
  }),
};

/** What a course leaves after some iterations. */
export function leftAt({ name, horizon }: Schedule, iteration: number): number {
  return horizon === null ? 1 : courses.get(name).left(Math.min(1, iteration / horizon));
}

/** From a value to its share `end`, in float64. */
const towards = (value: number, end: number, left: number) => value * (end + (1 - end) * left);

/** A moment with the settings that the schedule makes of them: learning rates, and these weights. */
export function scheduled(schedule: Schedule, weights: readonly string[], moment: Moment): Moment {
  const left = leftAt(schedule, moment.iteration);
  const { rateEnd, penaltyEnd } = schedule;
  const settings = Object.entries(moment.settings).map(([name, value]) => {
    if (weights.includes(name)) return [name, towards(value, penaltyEnd, left)] as const;
    return [name, name.endsWith('LearningRate') ? towards(value, rateEnd, left) : value] as const;
  });
  return { ...moment, left, settings: Object.fromEntries(settings) as Moment['settings'] };
}
