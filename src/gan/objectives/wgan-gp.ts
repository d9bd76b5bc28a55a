// The Wasserstein GAN with gradient penalty.

import { gradient } from '../../compiler/gradient.ts';
import { interpolate, mean, ones, sampleNorm, square } from '../../graph/compositions.ts';
import { relu, sub } from '../../graph/elementwise.ts';
import type { Objective, ObjectiveOptions, Penalty, PenaltyInputs } from './objective.ts';
import { wgan } from './wgan.ts';

/** Gradient penalty: mean over the batch of (‖∇ₓ critic(x̂)‖₂ − 1)², x̂ = mix·real + (1 − mix)·fake; one-sided, of
 *  max(0, ‖∇ₓ critic(x̂)‖₂ − 1)². The norm runs over all axes but the batch.
 *  @returns     both float32[], unitless
 *  @throws      ShapeError if real and fake differ
 *  @see Gulrajani et al. 2017, arXiv:1704.00028, equation 3 */
export function gradientPenalty(
  { critic, real, fake, mix }: PenaltyInputs,
  { oneSided }: ObjectiveOptions = { oneSided: false },
): Penalty {
  const x = interpolate(real, fake, mix);
  const scores = critic(x);
  const [slope] = gradient(scores, [x], { seed: ones(scores.shape) }); // a sample's score depends on that sample only
  const norm = sampleNorm(slope!);
  const excess = sub(norm, 1);
  return { penalty: mean(square(oneSided ? relu(excess) : excess)), gradientNorm: mean(norm) };
}

/** The Wasserstein losses of `wgan`, with the gradient penalty in place of clipping. */
export const wganGp: Objective = {
  name: 'wgan-gp',
  summary: 'Wasserstein GAN with gradient penalty: the critic is held to slope 1 between real and fake',
  source: 'Gulrajani et al. 2017, arXiv:1704.00028, algorithm 1',
  criticLoss: wgan.criticLoss,
  generatorLoss: wgan.generatorLoss,
  estimate: wgan.estimate!,
  penalty: gradientPenalty,
  defaults: {
    optimizer: 'rmsprop',
    learningRate: 1e-3,
    criticSteps: 5,
    penalty: 10,
    average: 0.999,
    beta1: 0.5,
  },
};
