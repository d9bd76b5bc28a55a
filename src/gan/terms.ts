// The terms of an objective: which of them a step minimises, and what they add to its loss.

import { withPrefix } from '../base/record.ts';
import { add, mul } from '../graph/elementwise.ts';
import { reshape } from '../graph/shaping.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Tensors } from '../nn/layer.ts';
import type { Optimizer } from '../optim/optimizer.ts';
import type { Objective, Side, Term } from './objectives/objective.ts';
import { type Schedule, scheduled } from './schedules.ts';
import type { Moment } from './streams.ts';

/** What of one side of an objective a phase minimises. */
export interface Minimised<P> {
  /** Whether its loss is part of it; else only terms. */
  readonly hasLoss: boolean;
  readonly terms: readonly Term<P>[];
}

/** The loss and the terms that belong to every step. */
export function everyStep<P>({ terms = [] }: Side<never, P>): Minimised<P> {
  return { hasLoss: true, terms: terms.filter(({ every }) => every === undefined) };
}

/** Lazy regularisers, those of one cadence and share together. */
interface Lazy<P> {
  readonly every: number;
  readonly share: number;
  readonly minimised: Minimised<P>;
}

function lazyOnes<P>({ terms = [] }: Side<never, P>): readonly Lazy<P>[] {
  const found: { every: number; share: number; terms: Term<P>[] }[] = [];
  for (const term of terms) {
    const { every, share = 1 } = term;
    if (every === undefined) continue;
    const same = found.find((lazy) => lazy.every === every && lazy.share === share);
    if (same) same.terms.push(term);
    else found.push({ every, share, terms: [term] });
  }
  return found.map(({ terms: own, ...rest }) => ({ ...rest, minimised: { hasLoss: false, terms: own } }));
}

/** What a phase of lazy regularisers is made with; its gradients count for all the steps that leave it out. */
export interface LazyPhase<P> {
  readonly options: {
    readonly name: string;
    readonly every: number;
    readonly batch: number;
    readonly gain: number;
    readonly repeat: 1;
  };
  readonly minimised: Minimised<P>;
}

/** The lazy regularisers of one side of an objective, a phase for each cadence.
 *  @param network  whose loss it is: the phases are called by it and their terms
 *  @param samples  of an update; a phase has its share of them */
export function lazyPhases<P>(
  network: string,
  side: Side<never, P>,
  samples: number,
): readonly LazyPhase<P>[] {
  return lazyOnes(side).map(({ every, share, minimised }) => ({
    options: {
      name: [network, ...minimised.terms.map(({ name }) => name)].join('-'),
      ...{ every, gain: every, repeat: 1 },
      batch: Math.max(1, Math.floor(share * samples)),
    },
    minimised,
  }));
}

/** The optimizer of a network: with lazy regularisers it makes more updates, 1 + Σ 1/every for each step, and its rate
 *  and decays are tempered by c = 1/(1 + Σ 1/every), so that as much changes in as many images (k/(k + 1) of Karras et
 *  al. 2020, arXiv:1912.04958, appendix B). */
export function temperedBy<P>(optimizer: Optimizer, side: Side<never, P>): Optimizer {
  const lazy = lazyOnes(side);
  if (lazy.length === 0) return optimizer;
  return optimizer.tempered(1 / (1 + lazy.reduce((sum, { every }) => sum + 1 / every, 0)));
}

/** What the schedule of a GAN makes of settings: of learning rates, and of its terms' weights. */
export function settingsAt({
  schedule,
  objective: { critic, generator },
}: {
  readonly schedule: Schedule | undefined;
  readonly objective: Pick<Objective, 'critic' | 'generator'>;
}): ((moment: Moment) => Moment) | undefined {
  if (schedule === undefined) return undefined;
  const terms: readonly Pick<Term<never>, 'weight'>[] = [...(critic.terms ?? []), ...(generator.terms ?? [])];
  const weights = terms.map(({ weight }) => weight);
  return (moment) => scheduled(schedule, weights, moment);
}

/** A loss with its terms. */
interface Sum {
  readonly loss: Tensor;
  /** Of each term its value, then its further numbers. */
  readonly numbers: Tensors;
  /** The objective's variables after all terms, by the names of the state. */
  readonly variables: Tensors;
}

/** loss + Σ weight · term.
 *  @param loss     float32[]; undefined for the terms alone
 *  @param passOf   what a term sees
 *  @param weights  float32[1], by the names of live options */
export function withTerms<P>(
  loss: Tensor | undefined,
  terms: readonly Term<P>[],
  passOf: (term: Term<P>, variables: Tensors) => P,
  weights: Tensors,
  variables: Tensors,
): Sum {
  let sum = loss;
  let numbers: Tensors = {};
  let own = variables;
  for (const term of terms) {
    const told = term.of(passOf(term, own));
    const weighted = mul(told.value, reshape(weights[term.weight]!, []));
    sum = sum === undefined ? weighted : add(sum, weighted);
    numbers = { ...numbers, [term.name]: told.value, ...told.numbers };
    own = { ...own, ...told.variables };
  }
  return { loss: sum!, numbers, variables: withPrefix('objective', own) };
}
