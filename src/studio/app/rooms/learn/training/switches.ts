// From a GAN to a WGAN, one change at a time: objectives that no paper has, made of the same pieces as ours.

import { gan } from '../../../../../gan/objectives/gan.ts';
import type { Objective, Scores } from '../../../../../gan/objectives/objective.ts';
import { wgan } from '../../../../../gan/objectives/wgan.ts';
import { wganGp } from '../../../../../gan/objectives/wgan-gp.ts';
import { mean } from '../../../../../graph/compositions.ts';
import { log, neg, sigmoid, sub } from '../../../../../graph/elementwise.ts';
import type { Tensor } from '../../../../../graph/tensor.ts';

export const bounds = ['none', 'clip', 'penalty'] as const;
export type Bound = (typeof bounds)[number];

/** The four switches, as a GAN has them: sigmoid, log, no bound, momentum. */
export interface Switches {
  readonly hasSigmoid: boolean;
  readonly hasLog: boolean;
  readonly bound: Bound;
  readonly hasMomentum: boolean;
}

export const ganSwitches: Switches = { hasSigmoid: true, hasLog: true, bound: 'none', hasMomentum: true };
export const wganSwitches: Switches = { hasSigmoid: false, hasLog: false, bound: 'clip', hasMomentum: false };

/** The objective of some switches. All on, it is our `gan`; all off, our `wgan` or `wgan-gp`.
 *  A log without a sigmoid is taken of the scores themselves, which may be negative: then it is not a number. */
export function objectiveOf({ hasSigmoid, hasLog, bound }: Omit<Switches, 'hasMomentum'>): Objective {
  const losses = lossesOf(hasSigmoid, hasLog);
  const held =
    bound === 'clip'
      ? { constrain: wgan.constrain! }
      : bound === 'penalty'
        ? { penalty: wganGp.penalty! }
        : {};
  const { name, summary, source, defaults } = bound === 'penalty' ? wganGp : wgan;
  return { name, summary, source, defaults, ...losses, ...held };
}

type Losses = Pick<Objective, 'criticLoss' | 'generatorLoss'>;

function lossesOf(hasSigmoid: boolean, hasLog: boolean): Losses {
  if (hasSigmoid && hasLog) return { criticLoss: gan.criticLoss, generatorLoss: gan.generatorLoss };
  if (!hasSigmoid && !hasLog) return { criticLoss: wgan.criticLoss, generatorLoss: wgan.generatorLoss };
  return hasLog ? logOfScores : lossesOfProbabilities;
}

/** The Wasserstein losses of probabilities: each score between 0 and 1. */
const lossesOfProbabilities: Losses = {
  criticLoss: ({ real, fake }) => wgan.criticLoss({ real: sigmoid(real), fake: sigmoid(fake) }),
  generatorLoss: (fake) => wgan.generatorLoss(sigmoid(fake)),
};

/** −mean log real − mean log(1 − fake), of scores that are no probabilities. */
const logOfScores: Losses = {
  criticLoss: ({ real, fake }: Scores) => sub(neg(mean(log(real))), mean(log(sub(1, fake)))),
  generatorLoss: (fake: Tensor) => neg(mean(log(fake))),
};
