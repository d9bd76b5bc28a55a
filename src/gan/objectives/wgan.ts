// The Wasserstein GAN with weight clipping.

import * as z from 'zod/mini';
import { option } from '../../base/options.ts';
import { mean } from '../../graph/compositions.ts';
import { maximum, minimum, neg, sub } from '../../graph/elementwise.ts';
import { defineObjective, type Scores } from './objective.ts';

/** mean critic(real) − mean critic(fake): the Wasserstein-1 distance, up to the critic's Lipschitz constant and only
 *  as far as the critic is near its optimum (Arjovsky et al. 2017, arXiv:1701.07875, equation 2). */
export const wassersteinEstimate = ({ real, fake }: Scores) => sub(mean(real), mean(fake));

/** Critic without sigmoid, losses without log, every critic parameter clipped to ±bound after each update. */
export const wgan = defineObjective({
  name: 'wgan',
  summary: 'Wasserstein GAN: no sigmoid, no log, weights clipped after every critic step',
  source: 'Arjovsky et al. 2017, arXiv:1701.07875, algorithm 1',
  options: {
    clip: option(z.number().check(z.gt(0)), {
      default: 0.01,
      label: ['Clip bound', '裁剪界限'],
      help: ['No parameter of the critic may leave ± this value.', '评论器的任何参数都不得超出正负此值。'],
      changes: 'live',
    }),
  },
  critic: { loss: ({ real, fake }) => sub(mean(fake), mean(real)) },
  generator: { loss: ({ fake }) => neg(mean(fake)) },
  constrain: {
    option: 'clip',
    apply: (parameter, bound) => minimum(maximum(parameter, neg(bound)), bound),
  },
  estimate: wassersteinEstimate,
  defaults: { optimizer: 'rmsprop', learningRate: 5e-5, criticSteps: 5, average: 0, beta1: 0.5 },
});
