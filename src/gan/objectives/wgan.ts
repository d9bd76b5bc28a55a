// The Wasserstein GAN with weight clipping.

import { mean } from '../../graph/compositions.ts';
import { maximum, minimum, neg, sub } from '../../graph/elementwise.ts';
import type { Objective, Scores } from './objective.ts';

/** mean critic(real) − mean critic(fake): the Wasserstein-1 distance, up to the critic's Lipschitz constant and only
 *  as far as the critic is near its optimum (Arjovsky et al. 2017, arXiv:1701.07875, equation 2). */
export const wassersteinEstimate = ({ real, fake }: Scores) => sub(mean(real), mean(fake));

/** Critic without sigmoid, losses without log, every critic parameter clipped to ±bound after each update. */
export const wgan: Objective = {
  name: 'wgan',
  summary: 'Wasserstein GAN: no sigmoid, no log, weights clipped after every critic step',
  source: 'Arjovsky et al. 2017, arXiv:1701.07875, algorithm 1',
  criticLoss: ({ real, fake }) => sub(mean(fake), mean(real)),
  generatorLoss: (fake) => neg(mean(fake)),
  estimate: wassersteinEstimate,
  constrain: (parameter, bound) => minimum(maximum(parameter, neg(bound)), bound),
  defaults: { optimizer: 'rmsprop', learningRate: 5e-5, criticSteps: 5, clip: 0.01, average: 0, beta1: 0.5 },
};
