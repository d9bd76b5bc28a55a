// What the picture of the model is made of: the parts of a GAN, their layers, what is particular to an objective, and
// which parts a phase of the iteration is about. Pure.

import { fillNormal } from '../../../../base/random.ts';
import type { Objective } from '../../../../gan/objectives/objective.ts';
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

/** `critic`, or `discriminator` where an objective classifies. */
export const judgeOf = ({ estimate }: Objective): 'critic' | 'discriminator' =>
  estimate ? 'critic' : 'discriminator';

/** Losses in symbols: f is the critic, D the discriminator's probability. */
export interface LossSymbols {
  /** What each network minimises. */
  readonly judge: string;
  readonly generator: string;
  /** What is particular to the generator's loss. */
  readonly kind: 'plain' | 'non-saturating' | 'saturating';
}

const wasserstein = {
  judge: 'mean f(fake) − mean f(real)',
  generator: '−mean f(fake)',
  kind: 'plain',
} as const;

const penalised = { ...wasserstein, judge: `${wasserstein.judge} + λ · penalty` } as const;

const crossEntropy = '−mean log D(real) − mean log(1 − D(fake))';

const gan = { judge: crossEntropy, generator: '−mean log D(fake)', kind: 'non-saturating' } as const;

/** By name of the objective; others are shown without. */
export const lossSymbols: Readonly<Record<string, LossSymbols>> = {
  'wgan-gp': penalised,
  'wgan-lp': penalised,
  'wgan-div': penalised,
  wgan: wasserstein,
  gan,
  'gan-minimax': { judge: crossEntropy, generator: 'mean log(1 − D(fake))', kind: 'saturating' },
  lsgan: {
    judge: '½ mean (f(real) − 1)² + ½ mean f(fake)²',
    generator: '½ mean (f(fake) − 1)²',
    kind: 'plain',
  },
  hinge: { ...wasserstein, judge: 'mean max(0, 1 − f(real)) + mean max(0, 1 + f(fake))' },
  dragan: { ...gan, judge: `${crossEntropy} + λ · penalty` },
  rpgan: {
    judge: '−mean log σ(f(real) − f(fake))',
    generator: '−mean log σ(f(fake) − f(real))',
    kind: 'non-saturating',
  },
};
