// R1 and R2: penalties that hold the critic flat at real samples, or at fakes, beside any objective that does not hold it
// otherwise.

import * as z from 'zod/mini';
import { ConfigError } from '../../base/errors.ts';
import { type Bilingual, option } from '../../base/options.ts';
import { mean, sampleSquares } from '../../graph/compositions.ts';
import { mul } from '../../graph/elementwise.ts';
import { type CriticPass, looksAtSlopes, type Objective, type Term } from './objective.ts';
import { slopeAt } from './slopes.ts';

const weight = (label: Bilingual, help: Bilingual) =>
  option(z.number().check(z.gte(0)), { default: 0, before: 0, off: 0, label, help, changes: 'live' });

const every = (label: Bilingual, help: Bilingual) =>
  option(z.int().check(z.gte(1)), {
    ...{ default: 1, before: 1, label, help },
    unit: ['iterations', '次迭代'],
  });

/** Options of either. */
export const zeroCentredOptions = {
  r1: {
    weight: weight(
      ['R1 weight γ', 'R1 权重 γ'],
      [
        'Weight of R1, half the mean squared slope of the critic at real samples; 0 for none.',
        'R1 的权重：评论器在真实样本处斜率平方均值的一半；0 表示不用。',
      ],
    ),
    every: every(
      ['R1 every', 'R1 间隔'],
      [
        'Iterations from one R1 to the next; each counts for all of them.',
        '每隔几次迭代算一次 R1；每次按间隔加倍计入。',
      ],
    ),
  },
  r2: {
    weight: weight(
      ['R2 weight γ', 'R2 权重 γ'],
      [
        'Weight of R2, half the mean squared slope of the critic at fakes; 0 for none.',
        'R2 的权重：评论器在生成样本处斜率平方均值的一半；0 表示不用。',
      ],
    ),
    every: every(
      ['R2 every', 'R2 间隔'],
      [
        'Iterations from one R2 to the next; each counts for all of them.',
        '每隔几次迭代算一次 R2；每次按间隔加倍计入。',
      ],
    ),
  },
};

/** Which of them there are, and how often. */
export type ZeroCentred = {
  readonly [K in 'r1' | 'r2']: { readonly weight: number; readonly every: number };
};

/** ½ mean ‖∇ₓ critic(x)‖₂² at real samples (R1) or at fakes (R2), times γ (Mescheder et al. 2018, arXiv:1801.04406,
 *  equations 9 and 10). */
const termOf = (name: 'r1' | 'r2', every: number): Term<CriticPass> => ({
  name,
  weight: name,
  about:
    name === 'r1'
      ? 'r1 is half the mean squared gradient norm at real samples'
      : 'r2 is half the mean squared gradient norm at fake samples',
  looksAtSlopes: true,
  ...(every > 1 && { every }),
  of: ({ critic, real, fake, labels }) => {
    const judge = name === 'r1' ? critic : (x: typeof fake) => critic(x, labels?.fake);
    const slope = slopeAt(judge, name === 'r1' ? real : fake);
    return { value: mul(mean(sampleSquares(slope)), 0.5) };
  },
});

/** The objective with those that weigh something.
 *  @throws ConfigError if its critic is held by a penalty of its own, or by clipping */
export function withZeroCentred(objective: Objective, given: ZeroCentred): Objective {
  const names = (['r1', 'r2'] as const).filter((name) => given[name].weight > 0);
  if (names.length === 0) return objective;
  const { critic, constrain, options } = objective;
  if (constrain || looksAtSlopes(objective)) {
    const own = constrain ? 'weight clipping' : 'gradient penalty';
    throw new ConfigError(
      `${names[0]}: expected an objective that does not hold its critic otherwise, got ${objective.name} with its ${own}`,
      { help: 'leave it out, or choose an objective without: gan, lsgan, hinge or rpgan' },
    );
  }
  const weights = names.map((name) => [name, zeroCentredOptions[name].weight] as const);
  return {
    ...objective,
    options: { ...options, ...Object.fromEntries(weights) },
    critic: {
      ...critic,
      terms: [...(critic.terms ?? []), ...names.map((name) => termOf(name, given[name].every))],
    },
  };
}
