// From a configuration to what is trained.

import { ConfigError } from '../base/errors.ts';
import { fixedDefaults } from '../base/options.ts';
import type { PointScale } from '../base/point-scale.ts';
import type { StaticShape } from '../base/shape.ts';
import type { GeneratorSpec, NetworkSpec } from '../gan/architectures/architecture.ts';
import { architectures } from '../gan/architectures/registry.ts';
import { defineGan, type Gan } from '../gan/gan.ts';
import type { LiveSettings } from '../gan/live-scalars.ts';
import type { Objective } from '../gan/objectives/objective.ts';
import { objectives } from '../gan/objectives/registry.ts';
import { optimizers } from '../optim/registry.ts';
import type { Config, ConfigKey } from './config.ts';

/** What is needed to rebuild the generator of a configuration. */
export function generatorSpec(config: Config, sampleShape: StaticShape, scale?: PointScale): GeneratorSpec {
  const { architecture, generatorHidden, generatorNorm, activation, latent } = config;
  const network = { architecture, latent, hidden: generatorHidden, norm: generatorNorm, activation };
  return { ...network, sampleShape, ...(scale && { scale }) };
}

/** What is needed to rebuild the critic of a configuration. */
export function criticSpec(config: Config, sampleShape: StaticShape): NetworkSpec {
  const { architecture, criticHidden, criticNorm, activation } = config;
  return { architecture, hidden: criticHidden, norm: criticNorm, activation, sampleShape };
}

/** The networks of a configuration, for samples of a shape.
 *  @throws ConfigError if their options do not fit them */
export function networksOf(config: Config, sampleShape: StaticShape): Pick<Gan, 'generator' | 'critic'> {
  const { generator, critic } = architectures.get(config.architecture);
  return {
    generator: generator(generatorSpec(config, sampleShape)),
    critic: critic(criticSpec(config, sampleShape)),
  };
}

/** The GAN of a configuration, for samples of a shape.
 *  @throws ConfigError if its parts do not fit together */
export function ganOf(config: Config, sampleShape: StaticShape): Gan {
  const { create } = optimizers.get(config.optimizer);
  const { generator, critic } = networksOf(config, sampleShape);
  const objective = objectives.get(config.objective);
  if (config.batch < 2 && [generator, critic].some(({ couples }) => couples === 'statistics')) {
    throw new ConfigError('batch: batch normalisation needs at least 2 samples, got 1');
  }
  return defineGan({
    ...{ generator, critic },
    objective,
    objectiveOptions: optionsOf(config, objective),
    generatorOptimizer: create(config),
    criticOptimizer: create(config),
    latent: config.latent,
    sampleShape,
    batch: config.batch,
    criticSteps: config.criticSteps,
    average: config.average,
    emaRamp: config.emaRamp,
  });
}

/** What a configuration says of those options of an objective that stay for the whole run. */
const optionsOf = (config: Config, { options }: Objective): Gan['objectiveOptions'] =>
  Object.fromEntries(Object.keys(fixedDefaults(options)).map((key) => [key, config[key as ConfigKey]]));

/** The live settings that a configuration starts with. */
export function settingsOf({
  generatorLearningRate,
  criticLearningRate,
  penalty,
  clip,
}: Config): LiveSettings {
  return { generatorLearningRate, criticLearningRate, penalty, clip };
}

/** What is worth saying about a configuration before it trains. */
export function cautionsOf(config: Config): readonly { readonly name: string; readonly message: string }[] {
  const { constrain } = objectives.get(config.objective);
  const momentum = config.optimizer === 'adam' ? config.beta1 : config.momentum;
  if (constrain === undefined || momentum === 0) return [];
  const key = config.optimizer === 'adam' ? 'beta1' : 'momentum';
  return [
    {
      name: 'momentum-with-clipping',
      message:
        `${key} is ${momentum}: with weight clipping the critic's loss is so nonstationary that momentum-based ` +
        `updates can become unstable (Arjovsky et al. 2017, section 4); 0 is safe, as is rmsprop`,
    },
  ];
}
