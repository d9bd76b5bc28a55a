// Relativistic pairing.

import { mean } from '../../graph/compositions.ts';
import { softplus, sub } from '../../graph/elementwise.ts';
import { gan } from './gan.ts';
import { defineObjective } from './objective.ts';

/** mean softplus(D(fake) − D(real)) over pairs of one real and one fake, for the generator mean softplus(D(real) − D(fake)),
 *  with reals of its own: each fake is judged beside a real sample, so that no fake is left alone where reals are. */
export const rpgan = defineObjective({
  name: 'rpgan',
  summary:
    'relativistic pairing: the critic tells which of a real and a fake is real; best with --r1 and --r2',
  source: 'Huang et al. 2024, arXiv:2501.05441, equation 2; Jolicoeur-Martineau 2018, arXiv:1807.00734',
  critic: { loss: ({ real, fake }) => mean(softplus(sub(fake, real))) },
  chanceLoss: Math.LN2,
  generator: {
    usesReals: true,
    loss: ({ fake, real }) => mean(softplus(sub(real!, fake))),
  },
  defaults: gan.defaults,
});
