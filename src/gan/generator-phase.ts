// The generator's phases: steps on its loss, and lazy regularisers of it.

import { underPrefix, withPrefix } from '../base/record.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Tensors } from '../nn/layer.ts';
import type { Pass, RandomSource } from '../nn/pass.ts';
import type { PhaseOptions } from './critic-phase.ts';
import type { Gan } from './gan.ts';
import { type GeneratorPass, type GeneratorScores, liveOf, type Term } from './objectives/objective.ts';
import { classesOf, type Labelled, scoresOf, trainingPassOf } from './passes.ts';
import { part } from './phase-inputs.ts';
import type { Loss, Phase, PhaseContext } from './phases.ts';
import { everyStep, lazyPhases, type Minimised, settingsAt, temperedBy, withTerms } from './terms.ts';

/** What one generator step reads. */
export interface GeneratorStep {
  /** By the names of checkpoints. */
  readonly state: Tensors;
  /** float32[batch, latent] */
  readonly latent: Tensor;
  /** Of the fakes. */
  readonly labels?: Tensor | undefined;
  /** Where the objective's loss uses some. */
  readonly real?: Labelled | undefined;
  readonly random: (where: string) => RandomSource;
  readonly weights: Tensors;
  /** Whether the critic's buffers move on with the pass of its loss too; the generator's always do. */
  readonly criticBuffers: Pass['buffers'];
}

/** The generator's loss with its weighted terms, all of it or some, from fresh noise. */
export function generatorLoss(
  gan: Gan,
  { state, latent, labels, real, random, weights, criticBuffers }: GeneratorStep,
  { hasLoss, terms }: Minimised<GeneratorPass> = everyStep(gan.objective.generator),
): Loss {
  const { objective, generator, critic, objectiveOptions: options } = gan;
  const [own, judging] = [underPrefix('generator', state), underPrefix('critic', state)];
  const passOf = (buffers: Pass['buffers'], where: string) =>
    trainingPassOf(generator, buffers, random(where), labels);
  const pass = passOf(hasLoss ? 'advance' : 'hold', 'generator.');
  const mapped = generator.map(own, latent, pass);
  const made = generator.synthesize(own, mapped.output, pass);
  const judgePass = (buffers: Pass['buffers'], of: Tensor | undefined, where: string) =>
    trainingPassOf(critic, buffers, random(where), of);
  const fake: Labelled = { samples: made.output, labels };
  const moving = hasLoss ? criticBuffers : 'hold';
  const scored = judged(gan, judging, real, fake, (of, where) => judgePass(moving, of, where));
  const { buffers, logits, ...scores } = scored;
  const seenBy = ({ name }: Term<GeneratorPass>, variables: Tensors): GeneratorPass => ({
    ...{ scores, fake: made.output, w: mapped.output, options, variables, random: random('') },
    ...(logits && { logits }),
    ...(real && { real: real.samples }),
    ...(labels && { labels: { fake: labels } }),
    critic: (x, of = labels) => critic.judge(judging, x, judgePass('hold', of, `${name}.critic.`)).scores,
    synthesize: (w) => generator.synthesize(own, w, passOf('hold', `${name}.generator.`)).output,
  });
  const plain = hasLoss ? objective.generator.loss(scores) : undefined;
  const sum = withTerms(plain, terms, seenBy, weights, underPrefix('objective', state));
  return {
    loss: sum.loss,
    buffers: {
      ...withPrefix('generator', { ...mapped.buffers, ...made.buffers }),
      ...withPrefix('critic', buffers),
      ...sum.variables,
    },
    metrics: { ...(hasLoss && { generatorLoss: sum.loss }), ...sum.numbers },
  };
}

interface Judged extends GeneratorScores {
  readonly logits?: { readonly fake: Tensor };
  readonly buffers: Tensors;
}

/** The critic's scores of fakes, and of reals where there are some. */
function judged(
  { critic }: Gan,
  parameters: Tensors,
  real: Labelled | undefined,
  fake: Labelled,
  passOf: (labels: Tensor | undefined, where: string) => Pass,
): Judged {
  if (real !== undefined) return scoresOf(critic, parameters, { real, fake }, passOf);
  const { scores, logits, buffers } = critic.judge(parameters, fake.samples, passOf(fake.labels, 'critic.'));
  return { fake: scores, ...(logits && { logits: { fake: logits } }), buffers };
}

/** Generator steps, one by default.
 *  @param criticBuffers  whether the critic's buffers move on with its pass too; by default as the critic says */
export function generatorPhase(
  gan: Gan,
  {
    criticBuffers = gan.critic.advancesAlways ? 'advance' : 'hold',
    repeat = 1,
    ...options
  }: PhaseOptions & { readonly criticBuffers?: Pass['buffers'] } = {},
  minimised: Minimised<GeneratorPass> = everyStep(gan.objective.generator),
): Phase {
  const { generator, objective, generatorOptimizer, transforms, ema } = gan;
  const phase = {
    ...({ name: 'generator', batch: gan.batch, gain: 1, apply: 'step', every: 1, offset: 0 } as const),
    ...{ isWarmup: false, ...options, accumulate: gan.accumulate, repeat: repeat * gan.accumulate },
  };
  return {
    ...phase,
    at: settingsAt(gan),
    ...{ trains: 'generator', learningRate: 'generatorLearningRate', buffers: generator.buffers ?? [] },
    optimizer: temperedBy(generatorOptimizer, objective.generator),
    transform: transforms.generator,
    ema: minimised.hasLoss ? ema : undefined,
    begin: (context) => beginGenerator(gan, phase, minimised, criticBuffers, context),
  };
}

function beginGenerator(
  gan: Gan,
  { repeat }: Pick<Phase, 'repeat'>,
  minimised: Minimised<GeneratorPass>,
  criticBuffers: Pass['buffers'],
  { inputs }: PhaseContext,
): ReturnType<Phase['begin']> {
  const { objective, latent, sampleShape } = gan;
  const classes = classesOf(gan);
  const realOf = (step: number): Labelled => ({
    samples: inputs.real(step, sampleShape),
    labels: classes === undefined ? undefined : inputs.realLabels(step, classes),
  });
  return {
    buffers: {},
    lossOf: (step, state) =>
      generatorLoss(
        gan,
        {
          ...{ state, criticBuffers },
          latent: part(inputs.latent(latent), step, repeat),
          labels: classes === undefined ? undefined : part(inputs.labels(classes), step, repeat),
          real: objective.generator.usesReals && minimised.hasLoss ? realOf(step) : undefined,
          random: (where) => inputs.random(where, step),
          weights: inputs.live(liveOf(objective, 'generator'), step),
        },
        minimised,
      ),
  };
}

/** The lazy regularisers of the generator's loss, a phase for each cadence. */
export function lazyGeneratorPhases(gan: Gan): readonly Phase[] {
  return lazyPhases('generator', gan.objective.generator, gan.batch).map(({ options, minimised }) =>
    generatorPhase(gan, options, minimised),
  );
}
