// The hinge loss.

import { mean } from '../../graph/compositions.ts';
import { add, relu, sub } from '../../graph/elementwise.ts';
import { gan } from './gan.ts';
import { defineObjective } from './objective.ts';
import { wgan } from './wgan.ts';

/** mean max(0, 1 − D(real)) + mean max(0, 1 + D(fake)), for the generator −mean D(fake). Scores within the margins of ±1
 *  alone train the critic: at a loss of 0 it stands still, while the generator goes on. */
export const hinge = defineObjective({
  name: 'hinge',
  summary: 'hinge loss: the critic is content with scores above 1 for real and below −1 for fake',
  source: 'Lim & Ye 2017, arXiv:1705.02894; Miyato et al. 2018, arXiv:1802.05957, equations 16 and 17',
  critic: {
    loss: ({ real, fake }) => add(mean(relu(sub(1, real))), mean(relu(add(fake, 1)))),
  },
  chanceLoss: 2,
  meanings: {
    criticLoss:
      'guessing gives 2; at 0 no score lies within the margins of ±1, and the critic stands still while the generator goes on',
  },
  generator: wgan.generator,
  defaults: gan.defaults,
});
