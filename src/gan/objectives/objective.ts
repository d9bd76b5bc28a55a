// What an objective is: losses of critic and generator as functions of symbolic tensors.

import type { Options } from '../../base/options.ts';
import type { Tensor } from '../../graph/tensor.ts';

/** The critic's scores float32[N, 1] (logits, where the objective reads them as such). */
export interface Scores {
  readonly real: Tensor;
  readonly fake: Tensor;
}

/** What a penalty sees. */
export interface PenaltyInputs {
  readonly critic: (x: Tensor) => Tensor;
  /** float32[N, ...] */
  readonly real: Tensor;
  /** float32[N, ...] */
  readonly fake: Tensor;
  /** float32[N, 1...], uniform in [0, 1) */
  readonly mix: Tensor;
}

/** A penalty and the mean gradient norm that it looked at, both float32[]. */
export interface Penalty {
  readonly penalty: Tensor;
  readonly gradientNorm: Tensor;
}

/** Variants of an objective that change its graph. */
export interface ObjectiveOptions {
  /** Penalise only gradient norms above 1. */
  readonly oneSided: boolean;
}

/** Defaults of training with an objective. */
export interface ObjectiveDefaults {
  readonly optimizer: string;
  readonly learningRate: number;
  readonly criticSteps: number;
  /** Decay of the generator's moving average; 0 for none. */
  readonly average: number;
  readonly beta1: number;
}

/** Losses, to be minimised, and what keeps the critic in bounds. */
export interface Objective {
  readonly name: string;
  readonly summary: string;
  /** Paper and equations. */
  readonly source: string;
  /** What only this objective has. */
  readonly options?: Options;
  /** float32[] */
  criticLoss(scores: Scores): Tensor;
  /** float32[], from the scores of fakes float32[N, 1]. */
  generatorLoss(fake: Tensor): Tensor;
  /** The critic's estimate of the Wasserstein distance float32[], where the objective gives one. */
  estimate?(scores: Scores): Tensor;
  /** Added to the critic's loss, times the live penalty weight. */
  penalty?(inputs: PenaltyInputs, options: ObjectiveOptions): Penalty;
  /** Applied to every parameter of the critic after each of its updates.
   *  @param bound  float32[1], live */
  constrain?(parameter: Tensor, bound: Tensor): Tensor;
  /** The critic's loss when it scores everything 0, where that says that it cannot tell real from fake. */
  readonly chanceLoss?: number;
  readonly defaults: ObjectiveDefaults;
}
