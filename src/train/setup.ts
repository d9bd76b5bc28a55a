// From a configuration to what is trained.

import { ConfigError } from '../base/errors.ts';
import { fixedDefaults, type Values } from '../base/options.ts';
import type { PointScale } from '../base/point-scale.ts';
import type { StaticShape } from '../base/shape.ts';
import type { GeneratorSpec, NetworkSpec } from '../gan/architectures/architecture.ts';
import { architectures } from '../gan/architectures/registry.ts';
import { defineGan, type Gan, type NetworkName } from '../gan/gan.ts';
import type { LiveSettings } from '../gan/live-settings.ts';
import { objectives } from '../gan/objectives/registry.ts';
import { optimizers } from '../optim/registry.ts';
import { type Config, liveValues } from './config.ts';
import { allOptions } from './config-options.ts';

/** What is needed to rebuild the generator of a configuration. */
export function generatorSpec(
  { generator }: Config,
  sampleShape: StaticShape,
  scale?: PointScale,
): GeneratorSpec {
  return { ...generator, sampleShape, ...(scale && { scale }) };
}

/** What is needed to rebuild the critic of a configuration. */
export function criticSpec({ critic }: Config, sampleShape: StaticShape): NetworkSpec {
  return { ...critic, sampleShape };
}

/** The networks of a configuration, for samples of a shape.
 *  @throws ConfigError if their options do not fit them */
export function networksOf(config: Config, sampleShape: StaticShape): Pick<Gan, 'generator' | 'critic'> {
  const { generator, critic } = config;
  return {
    generator: architectures.get(generator.architecture).generator(generatorSpec(config, sampleShape)),
    critic: architectures.get(critic.architecture).critic(criticSpec(config, sampleShape)),
  };
}

/** The GAN of a configuration, for samples of a shape.
 *  @throws ConfigError if its parts do not fit together */
export function ganOf(config: Config, sampleShape: StaticShape): Gan {
  const { objective, optimizer, training } = config;
  const { batch, criticSteps, ema } = training;
  const { generator, critic } = networksOf(config, sampleShape);
  if (batch < 2 && [generator, critic].some(({ couples }) => couples === 'statistics')) {
    throw new ConfigError('batch: batch normalisation needs at least 2 samples, got 1');
  }
  const optimizerOf = ({ name, ...values }: Config['optimizer'][NetworkName]) =>
    optimizers.get(name).create(values);
  return defineGan({
    ...{ generator, critic, sampleShape, batch, criticSteps, ema },
    objective: objectives.get(objective.name),
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

/** What is worth saying about a configuration before it trains. */
export function cautionsOf(config: Config): readonly { readonly name: string; readonly message: string }[] {
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
