// The Wasserstein divergence.

import { interpolate, mean, sampleSquares, square } from '../../graph/compositions.ts';
import { mul } from '../../graph/elementwise.ts';
import { defineObjective } from './objective.ts';
import { penaltyWeight, perSample, slopeAt } from './slopes.ts';
import { wgan } from './wgan.ts';

/** mean critic(fake) − mean critic(real) + k · mean ‖∇ₓ critic(x̂)‖⁶, x̂ between real and fake, k = 2 by default: no slope
 *  is asked for, steep ones are dear. The loss is minus an estimate of the divergence: below 0, and 0 at its end. */
export const wganDiv = defineObjective({
  name: 'wgan-div',
  summary: 'Wasserstein divergence: the sixth power of the slope is penalised, without a slope to keep to',
  source: 'Wu et al. 2018, arXiv:1712.01026, equation 9 and algorithm 1 (k = 2, p = 6)',
  options: {
    penalty: penaltyWeight(2, [
      'Weight of the gradient penalty: how dear steep slopes of the critic are.',
      '梯度惩罚的权重：评论器的斜率越陡，代价越高。',
    ]),
  },
  critic: {
    loss: wgan.critic.loss,
    fakeLabels: 'real',
    terms: [
      {
        name: 'penalty',
        weight: 'penalty',
        about: 'penalty on the sixth power of gradient norms, between real and fake samples',
        looksAtSlopes: true,
        of: (pass) => {
          const x = interpolate(pass.real, pass.fake, perSample(pass, 'mix'));
          const squared = sampleSquares(slopeAt(pass.critic, x));
          return { value: mean(mul(squared, square(squared))) };
        },
      },
    ],
  },
  chanceLoss: 0,
  meanings: {
    criticLoss:
      "minus the critic's estimate of the Wasserstein divergence, with its penalty: below 0 while it tells real from fake, and nearer to 0 the closer they are",
  },
  generator: wgan.generator,
  defaults: { optimizer: 'adam', learningRate: 2e-4, criticSteps: 4, average: 0, beta1: 0.5 },
});
