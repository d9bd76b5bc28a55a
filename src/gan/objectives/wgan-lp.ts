// The Wasserstein GAN with a one-sided gradient penalty.

import { defineObjective } from './objective.ts';
import { penaltyTerm, wganGp } from './wgan-gp.ts';

/** `wgan-gp`, but the penalty is mean max(0, ‖∇ₓ critic(x̂)‖₂ − 1)²: a critic is to be 1-Lipschitz, which allows slopes
 *  below 1. */
export const wganLp = defineObjective({
  ...wganGp,
  name: 'wgan-lp',
  summary: 'Wasserstein GAN with one-sided penalty: only slopes above 1 between real and fake cost',
  source: 'Petzka et al. 2018, arXiv:1709.08894, equation 8',
  critic: { ...wganGp.critic, terms: [penaltyTerm({ oneSided: true })] },
});
