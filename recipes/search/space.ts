// The space of the search: fully connected networks and how they are trained. Both engines get the same candidates.

import { fillUniform } from '../../src/base/random.ts';
import type { PartialConfig } from '../../src/train/config.ts';

/** A setting to try; its number names it. */
export interface Candidate {
  readonly number: number;
  readonly config: PartialConfig;
}

/** What is drawn, each property by itself; the first candidates are fixed. */
const choices = {
  generatorHidden: [
    [256, 512],
    [128, 256, 512],
    [256, 256],
    [512, 512],
    [128, 256, 512, 1024],
  ],
  criticHidden: [
    [512, 256],
    [256, 128],
    [256, 256],
    [512, 512],
    [1024, 512],
  ],
  latent: [32, 64, 100],
  generatorNorm: ['none', 'batch'],
  activation: ['leaky-relu', 'relu', 'elu'],
  optimizer: [
    { optimizer: 'rmsprop' },
    { optimizer: 'adam', beta1: 0 },
    { optimizer: 'adam', beta1: 0.5, beta2: 0.9 },
  ],
  learningRate: [2e-4, 5e-4, 1e-3, 2e-3, 4e-3],
  batch: [32, 64, 128],
  average: [0.99, 0.997, 0.999, 0.9997],
  criticSteps: [1, 2, 3, 5],
  penalty: [0.3, 1, 3, 10],
  clip: [0.03, 0.1, 0.3],
} as const;

/** The tutorial's model and PyTorch-GAN's, in the settings that a pilot with other features found good. */
const known: readonly PartialConfig[] = [
  {
    generatorHidden: [256, 512],
    criticHidden: [512, 256],
    latent: 100,
    optimizer: 'rmsprop',
    learningRate: 1e-3,
    batch: 64,
    average: 0.999,
    criticSteps: 5,
    penalty: 10,
    generatorNorm: 'none',
    activation: 'leaky-relu',
  },
  {
    generatorHidden: [128, 256, 512, 1024],
    criticHidden: [512, 256],
    latent: 100,
    optimizer: 'adam',
    beta1: 0.5,
    beta2: 0.999,
    learningRate: 1e-3,
    batch: 64,
    average: 0.999,
    criticSteps: 5,
    penalty: 10,
    generatorNorm: 'batch',
    activation: 'leaky-relu',
  },
];

/** True for a setting that was known before the search. */
export const isKnown = ({ number }: Candidate): boolean => number < known.length;

/** The first `count` candidates of an objective. */
export function candidatesOf(objective: string, count: number): readonly Candidate[] {
  return Array.from({ length: count }, (_, number) => ({
    number,
    config: { objective, ...(known[number] ?? drawn(number)) },
  }));
}

function drawn(number: number): PartialConfig {
  const uniforms = new Float32Array(16);
  fillUniform(uniforms, { seed: 180, purpose: 'evaluate', counter: number });
  let place = 0;
  const pick = <T>(values: readonly T[]): T => values[Math.floor(uniforms[place++]! * values.length)]!;
  const { optimizer, generatorHidden, criticHidden, ...plain } = choices;
  return {
    generatorHidden: [...pick(generatorHidden as readonly (readonly number[])[])],
    criticHidden: [...pick(criticHidden as readonly (readonly number[])[])],
    ...pick<PartialConfig>(optimizer),
    latent: pick(plain.latent),
    generatorNorm: pick(plain.generatorNorm),
    activation: pick(plain.activation),
    learningRate: pick(plain.learningRate),
    batch: pick(plain.batch),
    average: pick(plain.average),
    criticSteps: pick(plain.criticSteps),
    penalty: pick(plain.penalty),
    clip: pick(plain.clip),
  };
}
