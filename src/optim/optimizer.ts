// What an optimizer is: a pure update of one parameter, with scalars that the host derives in float64.

import type { Tensor } from '../graph/tensor.ts';

/** A parameter after an update, and its slots. */
export interface Updated {
  readonly parameter: Tensor;
  readonly slots: Readonly<Record<string, Tensor>>;
}

/** An update rule. Slots have the parameter's shape, start at 0 and keep PyTorch's names and meaning. */
export interface Optimizer {
  readonly name: string;
  readonly slots: readonly string[];
  /** Names of the scalars that `derive` computes and `update` reads. */
  readonly scalars: readonly string[];
  /** Scalars of one update.
   *  @param step  number of the update, from 1 */
  derive(learningRate: number, step: number): Readonly<Record<string, number>>;
  /** One update; scalars are float32[1]. */
  update(
    parameter: Tensor,
    gradient: Tensor,
    slots: Readonly<Record<string, Tensor>>,
    scalars: Readonly<Record<string, Tensor>>,
  ): Updated;
}
