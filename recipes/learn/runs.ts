// The runs that page 8 of the studio's room Learn shows. Each differs from the tutorial in what is named here.

import type { PartialConfig } from '../../src/train/config.ts';

/** What a recorded run is made with. */
export interface LearnRun {
  readonly config: PartialConfig;
  /** Train on so many digits only: the first of MNIST. */
  readonly digits?: number;
}

export const learnRuns: Readonly<Record<string, LearnRun>> = {
  'wgan-gp': { config: {} },
  gan: { config: { objective: 'gan', optimizer: 'adam', beta1: 0.5, learningRate: 2e-4, criticSteps: 1 } },
  'slow-critic': { config: { criticLearningRate: 5e-6 } },
  'few-digits': { config: {}, digits: 1000 },
};

/** What all of them have in common. */
export const learnPlan = {
  preset: 'tutorial',
  seed: 1,
  holdout: 1024,
  iterations: 2400,
  /** Iterations between two points of a curve. */
  every: 80,
  /** The iterations whose samples are kept as pictures. */
  pictured: [80, 240, 480, 800, 1200, 2400],
} as const;

/** Everything that numbers of a run depend on, as it is stored with them. */
export const recipeOf = (name: string) => ({ ...learnPlan, ...learnRuns[name] });
