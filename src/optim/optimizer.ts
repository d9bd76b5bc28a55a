// What an optimizer is: a pure update of one parameter, with scalars that the host derives in float64.

import type { Options, OptionValues, Values } from '../base/options.ts';
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
   *  @param step  number of the update, from 1
   *  @param left  of a schedule, from 1 to 0; by default 1 */
  derive(learningRate: number, step: number, left?: number): Readonly<Record<string, number>>;
  /** The rule with rate · c and every decay βᶜ, for c times as many updates in as many images. */
  tempered(c: number): Optimizer;
  /** One update; scalars are float32[1]. */
  update(
    parameter: Tensor,
    gradient: Tensor,
    slots: Readonly<Record<string, Tensor>>,
    scalars: Readonly<Record<string, Tensor>>,
  ): Updated;
}

/** A rule whose learning rate is multiplied by c. */
export const slowed = (optimizer: Optimizer, c: number): Optimizer => ({
  ...optimizer,
  derive: (learningRate, ...moment) => optimizer.derive(learningRate * c, ...moment),
});

/** An optimizer as it is chosen: by name, with options. */
export interface OptimizerRule {
  readonly name: string;
  readonly description: string;
  readonly options: Options;
  /** The option that says how much of the last steps is repeated. */
  readonly momentum: string;
  create(values: Values): Optimizer;
}

/** A rule whose `create` reads its own options. */
export function defineRule<O extends Options>(
  rule: Omit<OptimizerRule, 'options' | 'create'> & {
    readonly options: O;
    create(values: OptionValues<O>): Optimizer;
  },
): OptimizerRule {
  return rule;
}
