// From a GAN to a WGAN, one change at a time: objectives that no paper has, made of the same pieces as ours.

import { gan } from '../../../../../gan/objectives/gan.ts';
import type { Objective } from '../../../../../gan/objectives/objective.ts';
import { wgan } from '../../../../../gan/objectives/wgan.ts';
import { wganGp } from '../../../../../gan/objectives/wgan-gp.ts';
import { mean } from '../../../../../graph/compositions.ts';
import { log, neg, sigmoid, sub } from '../../../../../graph/elementwise.ts';

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
  const { name, summary, source, defaults } = bound === 'penalty' ? wganGp : wgan;
  const { options, critic, constrain } = { none: gan, clip: wgan, penalty: wganGp }[bound];
  const losses = lossesOf(hasSigmoid, hasLog);
  return {
    ...{ name, summary, source, defaults, options },
    critic: { ...critic, loss: losses.critic },
    generator: { loss: losses.generator },
    ...(constrain && { constrain }),
  };
}

interface Losses {
  readonly critic: Objective['critic']['loss'];
  readonly generator: Objective['generator']['loss'];
}

const lossesIn = ({ critic, generator }: Objective): Losses => ({
  critic: critic.loss,
  generator: generator.loss,
});

function lossesOf(hasSigmoid: boolean, hasLog: boolean): Losses {
  if (hasSigmoid === hasLog) return lossesIn(hasLog ? gan : wgan);
  return hasLog ? logOfScores : lossesOfProbabilities;
}

/** The Wasserstein losses of probabilities: each score between 0 and 1. */
const lossesOfProbabilities: Losses = {
  critic: ({ real, fake }) => wgan.critic.loss({ real: sigmoid(real), fake: sigmoid(fake) }),
  generator: ({ fake }) => wgan.generator.loss({ fake: sigmoid(fake) }),
};

/** −mean log real − mean log(1 − fake), of scores that are no probabilities. */
const logOfScores: Losses = {
  critic: ({ real, fake }) => sub(neg(mean(log(real))), mean(log(sub(1, fake)))),
  generator: ({ fake }) => neg(mean(log(fake))),
};
