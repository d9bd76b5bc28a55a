// The GAN with a gradient penalty around its data.

import { mean, sampleNorm, square } from '../../graph/compositions.ts';
import { add, mul, sqrt, sub } from '../../graph/elementwise.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { gan } from './gan.ts';
import { defineObjective } from './objective.ts';
import { penaltyWeight, perSample, slopeAt } from './slopes.ts';

/** How far from the data the penalty looks, in standard deviations of the batch: c of the paper's code. */
const REACH = 0.5;

/** The losses of `gan`, and λ · mean (‖∇ₓ D(x̂)‖₂ − 1)² around the data: x̂ = real + α·½·σ·u, α and u uniform in [0, 1), σ
 *  the standard deviation of all numbers of the batch. D is the logit. */
export const dragan = defineObjective({
  name: 'dragan',
  summary: 'the original GAN, its discriminator held to slope 1 around real samples',
  source: 'Kodali et al. 2017, arXiv:1705.07215, algorithm 1',
  options: {
    penalty: penaltyWeight(10, [
      'Weight of the gradient penalty: how strongly the discriminator’s slope around real samples is pulled towards 1.',
      '梯度惩罚的权重：把判别器在真实样本周围的斜率拉向 1 的力度。',
    ]),
  },
  critic: {
    loss: gan.critic.loss,
    terms: [
      {
        name: 'penalty',
        weight: 'penalty',
        about: 'penalty on gradient norms other than 1, around real samples',
        looksAtSlopes: true,
        of: ({ critic, real, random }) => {
          const share = perSample({ real, random }, 'share');
          const noise = random('noise', real.shape, 'uniform');
          const away = mul(mul(share, noise), mul(deviation(real), REACH));
          const norm = sampleNorm(slopeAt(critic, add(real, away)));
          return { value: mean(square(sub(norm, 1))), numbers: { gradientNorm: mean(norm) } };
        },
      },
    ],
  },
  chanceLoss: gan.chanceLoss!,
  meanings: { gradientNorm: "the discriminator's slope around real samples; the penalty asks for 1" },
  generator: gan.generator,
  defaults: gan.defaults,
});

/** Of all numbers, float32[]. */
const deviation = (x: Tensor): Tensor => sqrt(mean(square(sub(x, mean(x)))));
