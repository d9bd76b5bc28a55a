// What the picture of the model is made of: the parts of a GAN, their layers, what is particular to an objective, and
// which parts a phase of the iteration is about. Pure.

import { fillNormal } from '../../../../base/random.ts';
import type { Phase } from './phases.ts';

export type ModelPart =
  | 'noise'
  | 'generator'
  | 'fakes'
  | 'real'
  | 'critic'
  | 'losses'
  | 'critic-gradient'
  | 'generator-gradient';

/** Parts that a phase is about. */
export const partsAtWork: { readonly [P in Phase]: readonly ModelPart[] } = {
  real: ['real'],
  noise: ['noise'],
  fakes: ['generator', 'fakes'],
  scores: ['critic', 'losses'],
  penalty: ['critic', 'losses'],
  critic: ['critic-gradient', 'critic'],
  clip: ['critic'],
  generator: ['generator-gradient', 'generator'],
};

/** Noise whose fakes are shown. */
const SHOWN = 512;

/** The noise of the samples that frames show, as the worker draws it: float32[512, latent]. */
export function shownNoise(seed: number, latent: number): Float32Array {
  const noise = new Float32Array(SHOWN * latent);
  fillNormal(noise, { seed, purpose: 'preview', counter: 0 });
  return noise;
}

/** Height of a layer's bar as a share of the tallest: every doubling of the width adds as much. */
export const barShare = (width: number): number => Math.min(1, (1 + Math.log2(width)) / 11);

/** How an objective's parts look: f is the critic, D the discriminator's probability. */
export interface ObjectiveLook {
  /** `critic`, or `discriminator` where it classifies. */
  readonly judge: 'critic' | 'discriminator';
  /** What keeps the judge in bounds, or ends it. */
  readonly bound: 'penalty' | 'clip' | 'sigmoid';
  /** What each network minimises. */
  readonly judgeLoss: string;
  readonly generatorLoss: string;
  /** What is particular to the generator's loss. */
  readonly kind: 'plain' | 'non-saturating' | 'saturating';
}

const wasserstein = {
  judge: 'critic',
  judgeLoss: 'mean f(fake) − mean f(real)',
  generatorLoss: '−mean f(fake)',
  kind: 'plain',
} as const;

const crossEntropy = {
  judge: 'discriminator',
  bound: 'sigmoid',
  judgeLoss: '−mean log D(real) − mean log(1 − D(fake))',
} as const;

/** By name of the objective. */
export const objectiveLooks: Readonly<Record<string, ObjectiveLook>> = {
  'wgan-gp': { ...wasserstein, bound: 'penalty', judgeLoss: `${wasserstein.judgeLoss} + λ · penalty` },
  wgan: { ...wasserstein, bound: 'clip' },
  gan: { ...crossEntropy, generatorLoss: '−mean log D(fake)', kind: 'non-saturating' },
  'gan-minimax': { ...crossEntropy, generatorLoss: 'mean log(1 − D(fake))', kind: 'saturating' },
};
