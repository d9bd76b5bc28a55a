// What a story is told from.

import type { Reading } from './history.ts';
import type { Notice } from './watcher.ts';

/** An evaluation, by the number that orders evaluations of its kind. */
export interface Score {
  readonly iteration: number;
  readonly label: string;
  readonly value: number;
  /** By default, smaller is better. */
  readonly isHigherBetter?: boolean;
  /** The same of real samples, where it is known. */
  readonly real?: number | undefined;
}

/** Settings that another run might try. */
export interface StoryChanges {
  readonly holdout?: number;
  readonly learningRate?: number;
}

/** What is known of a run. */
export interface StoryFacts {
  /** What commands call it, quoted where a shell needs it. */
  readonly run: string;
  /** Its critic estimates a distance. */
  readonly hasEstimate: boolean;
  readonly chanceLoss?: number | undefined;
  /** What numbers mean where the usual words are not true of them. */
  readonly meanings?: { readonly criticLoss?: string; readonly gradientNorm?: string } | undefined;
  readonly isClipped: boolean;
  readonly hasHoldout: boolean;
  /** There are too few real samples to measure against, or to keep some out of training. */
  readonly hasFewSamples?: boolean | undefined;
  /** What to type to train the same again, but for some settings; without it, no such command is told. */
  readonly again?: ((changes: StoryChanges) => string) | undefined;
  readonly state: string;
  readonly iteration: number;
  readonly iterations: number;
  /** Learning rate of the critic now. */
  readonly learningRate: number;
  readonly readings: readonly Reading[];
  readonly notices: readonly Notice[];
  readonly scores: readonly Score[];
  readonly error?: { readonly name: string; readonly message: string } | undefined;
}
