// How samples go through the two networks while they train: which batches share a pass, and what labels they have.

import { stopGradient } from '../graph/leaves.ts';
import { concat, slice } from '../graph/shaping.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Network, Tensors } from '../nn/layer.ts';
import { definePass, type Pass, type RandomSource } from '../nn/pass.ts';
import type { Gan } from './gan.ts';
import { type Critic, type Generator, generate } from './networks.ts';
import type { Scores } from './objectives/objective.ts';
import { type PhaseInputs, part } from './phase-inputs.ts';

/** A pass in training; its labels go to networks that ask for some. */
export function trainingPassOf(
  network: { readonly classes?: number | undefined },
  buffers: Pass['buffers'],
  random: RandomSource,
  labels: Tensor | undefined,
  of?: Pass['of'],
): Pass {
  const own = network.classes === undefined ? undefined : labels;
  return definePass({ mode: 'training', buffers, random, of, ...(own && { labels: own }) });
}

/** How many classes the networks of a GAN are told, if any. */
export const classesOf = ({ generator, critic }: Pick<Gan, 'generator' | 'critic'>): number | undefined =>
  generator.classes ?? critic.classes;

/** The fakes of several critic steps: in one pass where no layer couples samples or has a buffer, else group by group. */
export interface Fakes {
  /** One float32[batch, ...sampleShape] for each critic step. */
  readonly groups: readonly Tensor[];
  /** The generator's buffers after all passes. */
  readonly buffers: Tensors;
}

/** What fakes are made of. */
export interface FakesOptions {
  /** float32[steps × batch, latent] */
  readonly latent: Tensor;
  /** float32[batch, classes] of each step, or nothing. */
  readonly labels: readonly (Tensor | undefined)[];
  readonly steps: number;
  readonly buffers: Pass['buffers'];
  readonly random: PhaseInputs['random'];
  /** Whether each step has a pass of its own, which takes less memory. */
  readonly areApart?: boolean;
}

/** Fakes of `steps` critic steps, detached: no loss of a critic step reaches the generator, nor does the generator's
 *  own loss through the critic's updates. Random tensors of a pass over several steps have rows for all of them. */
export function fakesOf(
  generator: Generator,
  parameters: Tensors,
  { latent, labels, steps, buffers: moving, random, areApart = false }: FakesOptions,
): Fakes {
  const indices = Array.from({ length: steps }, (_, index) => index);
  if (isMergeable(generator) && !areApart) {
    const all = labels[0] && (steps === 1 ? labels[0] : concat(labels as Tensor[]));
    const pass = trainingPassOf(generator, moving, random('generator.'), all);
    const made = stopGradient(generate(generator, parameters, latent, pass).output);
    return { groups: indices.map((index) => part(made, index, steps)), buffers: {} };
  }
  let current = parameters;
  const groups = indices.map((index) => {
    const pass = trainingPassOf(generator, moving, random('generator.', index), labels[index]);
    const { output, buffers } = generate(generator, current, part(latent, index, steps), pass);
    current = { ...current, ...buffers };
    return stopGradient(output);
  });
  return { groups, buffers: pick(current, generator.buffers ?? []) };
}

/** Whether one pass over several batches gives what a pass over each of them does. */
const isMergeable = ({ couples, buffers = [] }: Network) => couples === 'none' && buffers.length === 0;

/** What a critic says of real samples and fakes. */
export interface Scored extends Scores {
  /** Classes, where it tells them. */
  readonly logits?: { readonly real: Tensor; readonly fake: Tensor };
  readonly buffers: Tensors;
}

/** One batch with its labels. */
export interface Labelled {
  readonly samples: Tensor;
  readonly labels?: Tensor | undefined;
}

/** The critic's scores: real and fake in one stacked pass where no layer couples samples, and the critic does not ask for
 *  two. */
export function scoresOf(
  critic: Critic,
  parameters: Tensors,
  { real, fake }: { readonly real: Labelled; readonly fake: Labelled },
  passOf: (labels: Tensor | undefined, where: string, of?: Pass['of']) => Pass,
): Scored {
  if (critic.couples !== 'none' || critic.seesApart) {
    const first = critic.judge(parameters, real.samples, passOf(real.labels, 'critic.real.', 'real'));
    const after = { ...parameters, ...first.buffers };
    const second = critic.judge(after, fake.samples, passOf(fake.labels, 'critic.fake.', 'fake'));
    const logits = first.logits && second.logits && { real: first.logits, fake: second.logits };
    return {
      ...{ real: first.scores, fake: second.scores, ...(logits && { logits }) },
      buffers: { ...first.buffers, ...second.buffers },
    };
  }
  const count = real.samples.shape[0] as number;
  const total = count + (fake.samples.shape[0] as number);
  const halves = (x: Tensor) => ({
    real: slice(x, { axis: 0, start: 0, end: count }),
    fake: slice(x, { axis: 0, start: count, end: total }),
  });
  const labels = real.labels && fake.labels && concat([real.labels, fake.labels]);
  const stacked = concat([real.samples, fake.samples]);
  const { scores, logits, buffers } = critic.judge(parameters, stacked, passOf(labels, 'critic.'));
  return { ...halves(scores), ...(logits && { logits: halves(logits) }), buffers };
}

const pick = (tensors: Tensors, names: readonly string[]): Record<string, Tensor> =>
  Object.fromEntries(names.map((name) => [name, tensors[name]!]));
