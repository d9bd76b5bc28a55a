// Least squares in place of cross-entropy.

import { mean, square } from '../../graph/compositions.ts';
import { add, mul, sub } from '../../graph/elementwise.ts';
import { gan } from './gan.ts';
import { defineObjective } from './objective.ts';

/** ½ mean (D(real) − 1)² + ½ mean D(fake)², for the generator ½ mean (D(fake) − 1)²: a = 0, b = c = 1 of the paper. A
 *  constant D does best at ½, with a loss of ¼. */
export const lsgan = defineObjective({
  name: 'lsgan',
  summary: 'least squares: scores are drawn to 1 for real and to 0 for fake; far ones still have a gradient',
  source: 'Mao et al. 2017, arXiv:1611.04076, equation 9',
  critic: {
    loss: ({ real, fake }) => mul(add(mean(square(sub(real, 1))), mean(square(fake))), 0.5),
  },
  chanceLoss: 0.25,
  generator: { loss: ({ fake }) => mul(mean(square(sub(fake, 1))), 0.5) },
  defaults: gan.defaults,
});
