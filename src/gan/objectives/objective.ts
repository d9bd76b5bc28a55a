// What an objective is: losses of critic and generator as functions of symbolic tensors, and what is added to them.

import { ConfigError } from '../../base/errors.ts';
import type { FixedValues, Options } from '../../base/options.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { Tensors } from '../../nn/layer.ts';
import type { RandomSource } from '../../nn/pass.ts';

/** The critic's scores float32[N, 1] (logits, where the objective reads them as such). */
export interface Scores {
  readonly real: Tensor;
  readonly fake: Tensor;
}

/** What every term sees. */
interface TermPass<O extends Options> {
  /** Of the objective; those that are live weigh terms. */
  readonly options: FixedValues<O>;
  /** Scores of samples; buffers hold. */
  readonly critic: (x: Tensor) => Tensor;
  /** float32[N, ...] */
  readonly fake: Tensor;
  readonly random: RandomSource;
}

/** What a term of the critic's loss sees. */
export interface CriticPass<O extends Options = Options> extends TermPass<O> {
  readonly scores: Scores;
  /** float32[N, ...] */
  readonly real: Tensor;
}

/** What a term of the generator's loss sees. */
export interface GeneratorPass<O extends Options = Options> extends TermPass<O> {
  readonly scores: Pick<Scores, 'fake'>;
}

/** What a term gives: its value, unweighted, and further numbers that tell of it; all float32[]. */
export interface TermValue {
  readonly value: Tensor;
  readonly numbers?: Tensors;
}

/** Something added to a loss, times a weight. Its value is logged under its name. */
export interface Term<P> {
  readonly name: string;
  /** The live option of the objective that weighs it. */
  readonly weight: string;
  /** It takes the gradient of each sample's score in that sample, which a critic with batch statistics does not have. */
  readonly looksAtSlopes?: true;
  of(pass: P): TermValue;
}

/** What one network minimises: loss + Σ weight · term. */
export interface Side<S, P> {
  /** float32[], from scores alone. */
  loss(scores: S): Tensor;
  readonly terms?: readonly Term<P>[];
}

/** What holds every parameter of the critic in bounds after each of its updates. */
export interface Constraint {
  /** The live option of the objective that bounds them. */
  readonly option: string;
  /** @param bound  float32[1] */
  apply(parameter: Tensor, bound: Tensor): Tensor;
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
export interface Objective<O extends Options = Options> extends ObjectiveParts<O> {
  /** Its own options; the live ones weigh its terms and bound its constraint. */
  readonly options: O;
}

interface ObjectiveParts<O extends Options> {
  readonly name: string;
  readonly summary: string;
  /** Paper and equations. */
  readonly source: string;
  readonly critic: Side<Scores, CriticPass<O>>;
  readonly generator: Side<Pick<Scores, 'fake'>, GeneratorPass<O>>;
  readonly constrain?: Constraint;
  /** The critic's estimate of the Wasserstein distance float32[], where the objective gives one. */
  estimate?(scores: Scores): Tensor;
  /** The critic's loss when it scores everything 0, where that says that it cannot tell real from fake. */
  readonly chanceLoss?: number;
  readonly defaults: ObjectiveDefaults;
}

/** The live options that a step of a network reads: weights of its terms, and the critic's bound. */
export function liveOf(
  { critic, generator, constrain }: Objective,
  network: 'critic' | 'generator',
): string[] {
  const { terms = [] }: { readonly terms?: readonly Pick<Term<never>, 'weight'>[] } =
    network === 'critic' ? critic : generator;
  const bounds = network === 'critic' && constrain ? [constrain.option] : [];
  return [...new Set([...terms.map(({ weight }) => weight), ...bounds])];
}

/** Whether the critic's loss takes the gradient of each sample's score. */
export const looksAtSlopes = ({ critic }: Objective): boolean =>
  critic.terms?.some((term) => term.looksAtSlopes) ?? false;

/** An objective, the types of its options inferred; by default it has none.
 *  @throws ConfigError if a term or the constraint names no live option of it */
export function defineObjective<const O extends Options = Record<never, never>>({
  options,
  ...objective
}: ObjectiveParts<NoInfer<O>> & { readonly options?: O }): Objective {
  const defined: Objective = { ...objective, options: options ?? {} };
  for (const live of [...liveOf(defined, 'critic'), ...liveOf(defined, 'generator')]) {
    if (defined.options[live]?.changes === 'live') continue;
    throw new ConfigError(`${defined.name}: expected a live option "${live}" among its options, got none`);
  }
  return defined;
}
