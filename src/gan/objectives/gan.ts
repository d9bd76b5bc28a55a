// The original GAN, with logits: log D(x) = −softplus(−logit), log(1 − D(x)) = −softplus(logit).

import { mean } from '../../graph/compositions.ts';
import { add, neg, softplus } from '../../graph/elementwise.ts';
import { defineObjective, type ObjectiveDefaults, type Scores } from './objective.ts';

const defaults: ObjectiveDefaults = {
  optimizer: 'adam',
  learningRate: 2e-4,
  criticSteps: 1,
  average: 0,
  beta1: 0.5,
};

/** Binary cross-entropy: −mean log D(real) − mean log(1 − D(fake)). */
const crossEntropy = ({ real, fake }: Scores) => add(mean(softplus(neg(real))), mean(softplus(fake)));

/** The non-saturating GAN: the generator maximises mean log D(fake). */
export const gan = defineObjective({
  name: 'gan',
  summary: 'the original GAN: binary cross-entropy on logits, non-saturating generator',
  source: 'Goodfellow et al. 2014, arXiv:1406.2661, section 3',
  critic: { loss: crossEntropy },
  chanceLoss: 2 * Math.LN2,
  generator: { loss: ({ fake }) => mean(softplus(neg(fake))) },
  defaults,
});

/** The minimax GAN: the generator minimises mean log(1 − D(fake)), which saturates when the discriminator wins. */
export const ganMinimax = defineObjective({
  name: 'gan-minimax',
  summary: 'the original GAN with its saturating minimax generator loss',
  source: 'Goodfellow et al. 2014, arXiv:1406.2661, equation 1',
  critic: { loss: crossEntropy },
  chanceLoss: 2 * Math.LN2,
  generator: { loss: ({ fake }) => neg(mean(softplus(fake))) },
  defaults,
});
