// What an objective is: losses of critic and generator as functions of symbolic tensors, and what is added to them.

import { ConfigError } from '../../base/errors.ts';
import type { TensorRecord } from '../../base/host-tensor.ts';
import type { FixedValues, Options } from '../../base/options.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { Tensors } from '../../nn/layer.ts';
import type { RandomSource } from '../../nn/pass.ts';

/** The critic's scores float32[N, 1] (logits, where the objective reads them as such). */
export interface Scores {
  readonly real: Tensor;
  readonly fake: Tensor;
}

/** A tensor for each kind of samples. */
export interface RealAndFake {
  readonly real: Tensor;
  readonly fake: Tensor;
}

/** What every term sees. */
interface TermPass<O extends Options> {
  /** Of the objective; those that are live weigh terms. */
  readonly options: FixedValues<O>;
  /** Scores of samples, by default with the labels of the real ones; buffers hold. */
  readonly critic: (x: Tensor, labels?: Tensor) => Tensor;
  /** float32[N, ...] */
  readonly fake: Tensor;
  /** Random tensors by name, a new draw for every step. */
  readonly random: RandomSource;
  /** The objective's own variables, as the term before left them. */
  readonly variables: Tensors;
}

/** What a term of the critic's loss sees. */
export interface CriticPass<O extends Options = Options> extends TermPass<O> {
  readonly scores: Scores;
  /** The classes that the critic tells, float32[N, classes], where it does. */
  readonly logits?: RealAndFake;
  /** float32[N, ...] */
  readonly real: Tensor;
  /** One-hot, float32[N, classes], where networks are told classes. */
  readonly labels?: RealAndFake;
}

/** What a term of the generator's loss sees. */
export interface GeneratorPass<O extends Options = Options> extends TermPass<O> {
  readonly scores: GeneratorScores;
  readonly logits?: Pick<RealAndFake, 'fake'>;
  /** Where the objective says that the generator's loss uses reals. */
  readonly real?: Tensor;
  readonly labels?: Pick<RealAndFake, 'fake'>;
  /** The intermediate latent that the fakes were made of. */
  readonly w: Tensor;
  /** Samples from others; buffers hold. */
  readonly synthesize: (w: Tensor) => Tensor;
}

/** The critic's scores in a generator step; of reals where the objective says that its loss uses them. */
export type GeneratorScores = Pick<Scores, 'fake'> & Partial<Pick<Scores, 'real'>>;

/** What a term gives: its value, unweighted, and further numbers that tell of it; all float32[]. */
export interface TermValue {
  readonly value: Tensor;
  readonly numbers?: Tensors;
  /** The objective's variables that it moves on, by name. */
  readonly variables?: Tensors;
}

/** Something added to a loss, times a weight. Its value is logged under its name. */
export interface Term<P> {
  readonly name: string;
  /** The live option of the objective that weighs it. */
  readonly weight: string;
  /** What it is, for people. */
  readonly about?: string;
  /** It takes the gradient of each sample's score in that sample, which a critic with batch statistics does not have. */
  readonly looksAtSlopes?: true;
  /** A lazy regulariser: a phase of its own in each `every`-th iteration, with that times its weight, while the
   *  optimizer's rate and decays are tempered (Karras et al. 2020, arXiv:1912.04958, appendix B). */
  readonly every?: number;
  /** The share of a batch that a lazy one is computed on; by default all of it. */
  readonly share?: number;
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
  readonly critic: Side<Scores, CriticPass<O>> & {
    /** `real`: the fakes of a critic step carry the labels of its real samples, so that both ends of a line between two
     *  of them have one. By default their labels are drawn. */
    readonly fakeLabels?: 'real';
  };
  readonly generator: Side<GeneratorScores, GeneratorPass<O>> & {
    /** A generator step consumes real samples: its loss compares the scores of fakes with theirs. */
    readonly usesReals?: true;
  };
  /** Variables of its own, which no gradient moves but its terms do: the state's `objective.<name>`. */
  readonly variables?: TensorRecord;
  readonly constrain?: Constraint;
  /** The critic's estimate of the Wasserstein distance float32[], where the objective gives one. */
  estimate?(scores: Scores): Tensor;
  /** The critic's loss at the best score that is the same for everything, where it has one: it cannot tell real from
   *  fake. */
  readonly chanceLoss?: number;
  /** What logged numbers mean where the usual words are not true of them. */
  readonly meanings?: { readonly criticLoss?: string; readonly gradientNorm?: string };
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
