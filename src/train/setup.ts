// From a configuration to what is trained.

import { ConfigError } from '../base/errors.ts';
import { fixedDefaults, type Values } from '../base/options.ts';
import type { PointScale } from '../base/point-scale.ts';
import type { StaticShape } from '../base/shape.ts';
import type { Dataset } from '../data/dataset.ts';
import type { GeneratorSpec, NetworkSpec } from '../gan/architectures/architecture.ts';
import { architectures } from '../gan/architectures/registry.ts';
import { clippedTo } from '../gan/clipping.ts';
import { defineGan, type Gan, type NetworkName } from '../gan/gan.ts';
import type { LiveSettings } from '../gan/live-settings.ts';
import { objectives } from '../gan/objectives/registry.ts';
import { withZeroCentred } from '../gan/objectives/zero-centred.ts';
import { orthogonallyRegularised } from '../gan/orthogonal-regularisation.ts';
import { optimizers } from '../optim/registry.ts';
import { classesFor } from './conditioning.ts';
import { type Config, liveValues } from './config.ts';
import { allOptions } from './config-options.ts';

/** What data say of the networks that learn them. */
export interface Learnt {
  readonly sampleShape: StaticShape;
  readonly scale?: PointScale | undefined;
  /** Names of the classes, where there are some. */
  readonly classes?: readonly string[] | undefined;
}

/** What a dataset says of them. */
export const learntOf = ({
  sampleShape,
  scale,
  labels,
}: Pick<Dataset, 'sampleShape' | 'scale' | 'labels'>): Learnt => ({
  ...{ sampleShape, scale, classes: labels?.classes },
});

/** What is needed to rebuild the generator of a configuration.
 *  @throws ConfigError if it is told classes, and the data have none */
export function generatorSpec(config: Config, { scale, ...learnt }: Learnt): GeneratorSpec {
  return { ...specOf(config, 'generator', learnt), latent: config.generator.latent, ...(scale && { scale }) };
}

/** What is needed to rebuild the critic of a configuration.
 *  @throws ConfigError as `generatorSpec` */
export const criticSpec = (config: Config, learnt: Omit<Learnt, 'scale'>): NetworkSpec =>
  specOf(config, 'critic', learnt);

/** Networks that are told no classes say nothing of them. */
function specOf(
  config: Config,
  network: NetworkName,
  { sampleShape, classes }: Omit<Learnt, 'scale'>,
): NetworkSpec {
  const { condition, ...values } = config[network];
  const told = classesFor(config, classes);
  return { ...values, sampleShape, ...(told && { condition, classes: told }) };
}

/** The networks of a configuration, for samples of a shape.
 *  @param classes  names of the data's classes, where there are some
 *  @throws ConfigError if their options do not fit them */
export function networksOf(
  config: Config,
  sampleShape: StaticShape,
  classes?: readonly string[],
): Pick<Gan, 'generator' | 'critic'> {
  const { generator, critic } = config;
  const learnt = { sampleShape, classes };
  return {
    generator: architectures.get(generator.architecture).generator(generatorSpec(config, learnt)),
    critic: architectures.get(critic.architecture).critic(criticSpec(config, learnt)),
  };
}

/** The GAN of a configuration, for samples of a shape.
 *  @param classes  names of the data's classes, which networks are told that the configuration makes conditional
 *  @throws ConfigError if its parts do not fit together, or the data have no classes to tell */
export function ganOf(config: Config, sampleShape: StaticShape, classes?: readonly string[]): Gan {
  const { objective, optimizer, training } = config;
  const { batch, accumulate, criticSteps, ema, schedule, clipGradient, orthogonal } = training;
  const { generator, critic } = networksOf(config, sampleShape, classes);
  const clipped = clipGradient > 0 ? clippedTo(clipGradient) : undefined;
  const pulled = orthogonal > 0 ? orthogonallyRegularised(orthogonal, generator, clipped) : clipped;
  if (batch < 2 && [generator, critic].some(({ couples }) => couples === 'statistics')) {
    throw new ConfigError('batch: batch normalisation needs at least 2 samples, got 1');
  }
  const optimizerOf = ({ name, ...values }: Config['optimizer'][NetworkName]) =>
    optimizers.get(name).create(values);
  return defineGan({
    ...{ generator, critic, sampleShape, batch, accumulate, criticSteps, ema },
    schedule: schedule.name === 'constant' ? undefined : schedule,
    transforms: { generator: pulled, critic: clipped },
    objective: withZeroCentred(objectives.get(objective.name), training),
    objectiveOptions: fixedValues(config),
    generatorOptimizer: optimizerOf(optimizer.generator),
    criticOptimizer: optimizerOf(optimizer.critic),
    latent: config.generator.latent,
  });
}

/** What a configuration says of those options of its objective that stay for the whole run. */
function fixedValues({ objective }: Config): Values {
  const { options } = objectives.get(objective.name);
  return Object.fromEntries(Object.keys(fixedDefaults(options)).map((key) => [key, objective[key]]));
}

/** The live settings that a configuration starts with.
 *  @param idle  what a run of format 1 stored besides */
export function settingsOf(config: Config, idle: Values = {}): LiveSettings {
  const { generator, critic } = config.optimizer;
  return {
    ...numbersAmong(idle),
    ...liveValues(config),
    generatorLearningRate: generator.learningRate,
    criticLearningRate: critic.learningRate,
  };
}

/** The live settings among idle values. */
const numbersAmong = (idle: Values): Readonly<Record<string, number>> =>
  Object.fromEntries(
    allOptions
      .filter(({ key, option }) => option.changes === 'live' && idle[key] !== undefined)
      .map(({ key }) => [key, Number(idle[key])]),
  );

/** What is worth saying before something trains. */
type Cautions = readonly { readonly name: string; readonly message: string }[];

/** What is worth saying about a configuration before it trains.
 *  @param data  for what depends on its networks */
export function cautionsOf(config: Config, data?: Learnt): Cautions {
  return [
    ...momentumCaution(config),
    ...scheduleCaution(config),
    ...r3ganCaution(config),
    ...(data ? accumulationCaution(config, data) : []),
  ];
}

/** One large batch, and several small ones, are the same but for layers that look at a whole batch. */
function accumulationCaution(config: Config, { sampleShape, classes }: Learnt): Cautions {
  const { accumulate, batch } = config.training;
  const { generator, critic } = networksOf(config, sampleShape, classes);
  if (accumulate === 1 || [generator, critic].every(({ couples }) => couples === 'none')) return [];
  const all = accumulate * batch;
  return [
    {
      name: 'accumulated-statistics',
      message:
        `accumulate is ${accumulate}: batch normalisation and statistics of a batch see ${batch} samples, ` +
        `not all ${all} of an update; a batch of ${all} would differ`,
    },
  ];
}

/** The objective of R3GAN with its schedules. */
function r3ganCaution({ objective, training: { r1, r2, schedule, ema } }: Config): Cautions {
  const isWhole = r1.weight > 0 && r2.weight > 0 && schedule.name === 'cosine' && ema.ramp === 'schedule';
  if (objective.name !== 'rpgan' || !isWhole) return [];
  return [
    {
      name: 'other-network',
      message:
        'these are the objective and the schedules of R3GAN on the networks chosen here; the paper trains a ' +
        'residual network of its own (Huang et al. 2024, section 4)',
    },
  ];
}

function scheduleCaution({ training: { schedule, iterations } }: Config): Cautions {
  const { name, horizon, rateEnd } = schedule;
  if (name === 'constant' || horizon === null || horizon >= iterations || rateEnd > 0) return [];
  return [
    {
      name: 'schedule-ends-early',
      message:
        `the schedule ends at iteration ${horizon} and the learning rate is then 0: ` +
        `the last ${iterations - horizon} iterations change nothing`,
    },
  ];
}

function momentumCaution(config: Config): Cautions {
  const { constrain } = objectives.get(config.objective.name);
  const { name, ...values } = config.optimizer.critic;
  const { momentum: key } = optimizers.get(name);
  const momentum = values[key];
  if (constrain === undefined || momentum === 0) return [];
  return [
    {
      name: 'momentum-with-clipping',
      message:
        `${key} is ${momentum}: with weight clipping the critic's loss is so nonstationary that momentum-based ` +
        `updates can become unstable (Arjovsky et al. 2017, section 4); 0 is safe, as is rmsprop`,
    },
  ];
}

/** How long and how often a configuration wants what, as `train` takes it. */
export function scheduleOf({ data, training, run }: Config) {
  const { seed, criticWarmup, iterations } = training;
  const { logEvery, sampleEvery, checkpointEvery, evaluateEvery } = run;
  return {
    ...{ seed, criticWarmup, iterations, holdout: data.holdout, mirror: data.mirror },
    ...{ logEvery, sampleEvery, checkpointEvery, evaluateEvery },
  };
}
