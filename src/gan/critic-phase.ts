// The critic's phases: steps on its loss, and lazy regularisers of it.

import { underPrefix, withPrefix } from '../base/record.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Tensors } from '../nn/layer.ts';
import type { Pass, RandomSource } from '../nn/pass.ts';
import type { Gan } from './gan.ts';
import { type CriticPass, liveOf, type Term } from './objectives/objective.ts';
import { classesOf, fakesOf, type Labelled, scoresOf, trainingPassOf } from './passes.ts';
import { part } from './phase-inputs.ts';
import type { Loss, Phase, PhaseContext } from './phases.ts';
import { everyStep, lazyPhases, type Minimised, settingsAt, temperedBy, withTerms } from './terms.ts';

/** What may be said of a phase; the rest follows from the network that it trains. */
export type PhaseOptions = Partial<
  Pick<Phase, 'name' | 'batch' | 'gain' | 'apply' | 'every' | 'offset' | 'isWarmup'> & {
    /** Updates in a row; each takes as many batches as the GAN accumulates. */
    readonly repeat: number;
  }
>;

/** What one critic step reads. */
export interface CriticStep {
  /** By the names of checkpoints. */
  readonly state: Tensors;
  readonly real: Labelled;
  readonly fake: Labelled;
  /** Random tensors, named below `where` they are used. */
  readonly random: (where: string) => RandomSource;
  /** Of the objective's terms, float32[1], by the names of its live options. */
  readonly weights: Tensors;
}

/** The critic's loss with its weighted terms, all of it or some. Buffers move on with its own pass, where it is the loss
 *  of a step, and hold in those of its terms. */
export function criticLoss(
  gan: Gan,
  { state, real, fake, random, weights }: CriticStep,
  { hasLoss, terms }: Minimised<CriticPass> = everyStep(gan.objective.critic),
): Loss {
  const { objective, critic, objectiveOptions: options } = gan;
  const parameters = underPrefix('critic', state);
  const passOf = (buffers: Pass['buffers'], labels: Tensor | undefined, where: string, of?: Pass['of']) =>
    trainingPassOf(critic, buffers, random(where), labels, of);
  const moving = hasLoss ? 'advance' : 'hold';
  const scored = scoresOf(critic, parameters, { real, fake }, (labels, where, of) =>
    passOf(moving, labels, where, of),
  );
  const { buffers, logits, ...scores } = scored;
  const labels = real.labels && fake.labels && { real: real.labels, fake: fake.labels };
  const seenBy = ({ name }: Term<CriticPass>, variables: Tensors): CriticPass => ({
    ...{ scores, real: real.samples, fake: fake.samples, options, variables, random: random('') },
    ...(logits && { logits }),
    ...(labels && { labels }),
    critic: (x, own = real.labels) =>
      critic.judge(parameters, x, passOf('hold', own, `${name}.critic.`)).scores,
  });
  const plain = hasLoss ? objective.critic.loss(scores) : undefined;
  const sum = withTerms(plain, terms, seenBy, weights, underPrefix('objective', state));
  return {
    loss: sum.loss,
    buffers: { ...withPrefix('critic', buffers), ...sum.variables },
    metrics: {
      ...(hasLoss && { criticLoss: sum.loss }),
      ...(hasLoss && objective.estimate && { wasserstein: objective.estimate(scores) }),
      ...sum.numbers,
    },
  };
}

/** Critic steps, by default as many as an iteration has, on fakes that the generator makes meanwhile. */
export function criticPhase(
  gan: Gan,
  options: PhaseOptions = {},
  minimised: Minimised<CriticPass> = everyStep(gan.objective.critic),
): Phase {
  const { critic, objective, criticOptimizer, transforms } = gan;
  const { repeat = gan.criticSteps, ...others } = options;
  const phase = {
    ...({ name: 'critic', batch: gan.batch, gain: 1, apply: 'step', every: 1, offset: 0 } as const),
    ...{ isWarmup: false, ...others, accumulate: gan.accumulate, repeat: repeat * gan.accumulate },
  };
  return {
    ...phase,
    at: settingsAt(gan),
    ...{ trains: 'critic', learningRate: 'criticLearningRate', buffers: critic.buffers ?? [] },
    optimizer: temperedBy(criticOptimizer, objective.critic),
    transform: transforms.critic,
    constrain: objective.constrain,
    begin: (context) => beginCritic(gan, phase, minimised, context),
  };
}

function beginCritic(
  gan: Gan,
  { repeat }: Pick<Phase, 'repeat'>,
  minimised: Minimised<CriticPass>,
  { state, inputs }: PhaseContext,
): ReturnType<Phase['begin']> {
  const { generator, objective, latent, sampleShape } = gan;
  const classes = classesOf(gan);
  const isPaired = objective.critic.fakeLabels === 'real';
  const realLabels = (step: number) => (classes === undefined ? undefined : inputs.realLabels(step, classes));
  const fakeLabels = (step: number) => {
    if (classes === undefined || isPaired) return realLabels(step);
    return part(inputs.labels(classes), step, repeat);
  };
  const fakes = fakesOf(generator, underPrefix('generator', state), {
    ...{ latent: inputs.latent(latent), steps: repeat, random: inputs.random },
    areApart: gan.accumulate > 1,
    labels: Array.from({ length: repeat }, (_, step) => fakeLabels(step)),
    buffers: minimised.hasLoss ? 'advance' : 'hold',
  });
  return {
    buffers: withPrefix('generator', fakes.buffers),
    lossOf: (step, current) =>
      criticLoss(
        gan,
        {
          state: current,
          real: { samples: inputs.real(step, sampleShape), labels: realLabels(step) },
          fake: { samples: fakes.groups[step]!, labels: fakeLabels(step) },
          random: (where) => inputs.random(where, step),
          weights: inputs.live(liveOf(objective, 'critic'), step),
        },
        minimised,
      ),
  };
}

/** The lazy regularisers of the critic's loss, a phase for each cadence. */
export function lazyCriticPhases(gan: Gan): readonly Phase[] {
  return lazyPhases('critic', gan.objective.critic, gan.batch).map(({ options, minimised }) =>
    criticPhase(gan, options, minimised),
  );
}
