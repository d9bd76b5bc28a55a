// The Wasserstein GAN with gradient penalty.

import { interpolate, mean, sampleNorm, square } from '../../graph/compositions.ts';
import { relu, sub } from '../../graph/elementwise.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { type CriticPass, defineObjective, type Term } from './objective.ts';
import { penaltyWeight, perSample, slopeAt } from './slopes.ts';
import { wassersteinEstimate, wgan } from './wgan.ts';

/** What the penalty sees. */
interface PenaltyInputs {
  readonly critic: (x: Tensor) => Tensor;
  /** float32[N, ...] */
  readonly real: Tensor;
  /** float32[N, ...] */
  readonly fake: Tensor;
  /** float32[N, 1...], uniform in [0, 1) */
  readonly mix: Tensor;
}

/** A penalty and the mean gradient norm that it looked at, both float32[]. */
interface Penalty {
  readonly penalty: Tensor;
  readonly gradientNorm: Tensor;
}

/** Gradient penalty: mean over the batch of (‖∇ₓ critic(x̂)‖₂ − 1)², x̂ = mix·real + (1 − mix)·fake; one-sided, of
 *  max(0, ‖∇ₓ critic(x̂)‖₂ − 1)². The norm runs over all axes but the batch.
 *  @returns     both float32[], unitless
 *  @throws      ShapeError if real and fake differ
 *  @see Gulrajani et al. 2017, arXiv:1704.00028, equation 3 */
export function gradientPenalty(
  { critic, real, fake, mix }: PenaltyInputs,
  { oneSided }: { readonly oneSided: boolean } = { oneSided: false },
): Penalty {
  const x = interpolate(real, fake, mix);
  const norm = sampleNorm(slopeAt(critic, x));
  const excess = sub(norm, 1);
  return { penalty: mean(square(oneSided ? relu(excess) : excess)), gradientNorm: mean(norm) };
}

/** The penalty as a term of the critic's loss, between its real samples and its fakes. */
export const penaltyTerm = ({ oneSided }: { readonly oneSided: boolean }): Term<CriticPass> => ({
  name: 'penalty',
  weight: 'penalty',
  about: oneSided
    ? 'penalty on gradient norms above 1 only, between real and fake samples'
    : 'penalty on gradient norms other than 1, between real and fake samples',
  looksAtSlopes: true,
  of: (pass) => {
    const { penalty, gradientNorm } = gradientPenalty({ ...pass, mix: perSample(pass, 'mix') }, { oneSided });
    return { value: penalty, numbers: { gradientNorm } };
  },
});

/** The Wasserstein losses of `wgan`, with the gradient penalty in place of clipping. */
export const wganGp = defineObjective({
  name: 'wgan-gp',
  summary: 'Wasserstein GAN with gradient penalty: the critic is held to slope 1 between real and fake',
  source: 'Gulrajani et al. 2017, arXiv:1704.00028, algorithm 1',
  options: {
    penalty: penaltyWeight(10, [
      'Weight of the gradient penalty: how strongly the critic’s slope is pulled towards 1.',
      '梯度惩罚的权重：把评论器的斜率拉向 1 的力度。',
    ]),
  },
  critic: { loss: wgan.critic.loss, fakeLabels: 'real', terms: [penaltyTerm({ oneSided: false })] },
  generator: wgan.generator,
  estimate: wassersteinEstimate,
  defaults: { optimizer: 'rmsprop', learningRate: 1e-3, criticSteps: 5, average: 0.999, beta1: 0.5 },
});
