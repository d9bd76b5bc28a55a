// A GAN to train: two networks, an objective, two optimizers and the numbers that shape an iteration.

import { ConfigError } from '../base/errors.ts';
import { float32, type HostTensor, type TensorRecord } from '../base/host-tensor.ts';
import { type FixedValues, fixedDefaults, type Options } from '../base/options.ts';
import { mapRecord, withPrefix } from '../base/record.ts';
import type { StaticShape, TensorType } from '../base/shape.ts';
import { initialRandom, type Layer, type Network, typesOnly } from '../nn/layer.ts';
import type { Optimizer } from '../optim/optimizer.ts';
import { emaRamps } from './ema-ramps.ts';
import { type Critic, type Generator, layerCritic, layerGenerator } from './networks.ts';
import { looksAtSlopes, type Objective } from './objectives/objective.ts';

/** Everything that the graph of an iteration depends on. */
export interface Gan {
  readonly generator: Generator;
  readonly critic: Critic;
  readonly objective: Objective;
  /** Values of the objective's options that stay for the whole run. */
  readonly objectiveOptions: FixedValues<Options>;
  readonly generatorOptimizer: Optimizer;
  readonly criticOptimizer: Optimizer;
  readonly latent: number;
  readonly sampleShape: StaticShape;
  /** Samples per update. */
  readonly batch: number;
  /** Critic updates per generator update. */
  readonly criticSteps: number;
  /** Decay of the generator's exponential moving average; 0 for none. */
  readonly average: number;
  /** How the average begins: a name of `emaRamps`. */
  readonly emaRamp: string;
}

/** What `defineGan` takes: a layer will do for a network, and some have defaults. */
export interface GanParts
  extends Omit<Gan, 'generator' | 'critic' | GanDefaults>,
    Partial<Pick<Gan, GanDefaults>> {
  /** A layer from noise float32[N, latent] to samples float32[N, ...sampleShape], or a generator. */
  readonly generator: Layer | Generator;
  /** A layer from samples to scores float32[N, 1], or a critic. */
  readonly critic: Layer | Critic;
}

type GanDefaults = 'objectiveOptions' | 'average' | 'emaRamp';

/** Checks that the parts fit together.
 *  @throws ConfigError if a count is not a positive integer, the decay is outside [0, 1) or its ramp unknown, or a
 *          critic that couples the samples of a batch meets a penalty on each sample's gradient */
export function defineGan({ generator, critic, ...parts }: GanParts): Gan {
  const gan: Gan = {
    ...{ average: 0, emaRamp: 'none', ...parts },
    objectiveOptions: { ...fixedDefaults(parts.objective.options), ...parts.objectiveOptions },
    generator: 'apply' in generator ? layerGenerator(generator) : generator,
    critic: 'apply' in critic ? layerCritic(critic) : critic,
  };
  for (const name of ['latent', 'batch', 'criticSteps'] as const) {
    const value = gan[name];
    if (!Number.isInteger(value) || value < 1)
      throw new ConfigError(`${name}: expected an integer ≥ 1, got ${value}`);
  }
  if (!(gan.average >= 0 && gan.average < 1)) {
    throw new ConfigError(`average: expected a decay in [0, 1), got ${gan.average}`);
  }
  emaRamps.get(gan.emaRamp);
  if (looksAtSlopes(gan.objective) && gan.critic.couples === 'statistics') {
    throw new ConfigError(
      `critic: batch normalisation cannot be used with the gradient penalty of ${gan.objective.name}: it makes a ` +
        `sample's score depend on the other samples, so that the gradient is no longer one of each sample`,
      { help: 'use layer normalisation in the critic, or none (Gulrajani et al. 2017, section 4)' },
    );
  }
  return gan;
}

/** Whether the decay of the average changes from update to update. */
export const isRamped = ({ average, emaRamp }: Gan): boolean => average > 0 && emaRamp !== 'none';

export type NetworkName = 'generator' | 'critic';

/** Names of the variables that are trained by gradient: the parameters. */
export function trainedNames(network: Network, variables: Readonly<Record<string, unknown>>): string[] {
  const buffers = new Set(network.buffers);
  return Object.keys(variables).filter((name) => !buffers.has(name));
}

/** The state before the first iteration: initial parameters, optimizer slots of 0, averages equal to the parameters.
 *  Names are those of checkpoints. */
export function initialState(gan: Gan, seed: number): TensorRecord {
  return stateFrom(gan, {
    generator: gan.generator.init(initialRandom(seed, 'init-generator')),
    critic: gan.critic.init(initialRandom(seed, 'init-critic')),
  });
}

/** The types of the state's tensors; takes no memory, however large they are. */
export function stateTypes(gan: Gan): Readonly<Record<string, TensorType>> {
  const networks = { generator: gan.generator.init(typesOnly), critic: gan.critic.init(typesOnly) };
  return stateFrom(gan, networks, (shape) => typesOnly.constant(shape, 0));
}

/** The state of a run that starts from given parameters. */
export function stateFrom(
  gan: Gan,
  networks: Readonly<Record<NetworkName, TensorRecord>>,
  zeros: (shape: StaticShape) => HostTensor = (shape) => float32(shape),
): TensorRecord {
  const { generator, critic } = networks;
  return {
    ...withPrefix('generator', networks.generator),
    ...withPrefix('critic', networks.critic),
    ...(gan.average > 0 && withPrefix('average.generator', networks.generator)),
    ...withPrefix('optimizer.generator', emptySlots(gan.generator, gan.generatorOptimizer, generator, zeros)),
    ...withPrefix('optimizer.critic', emptySlots(gan.critic, gan.criticOptimizer, critic, zeros)),
  };
}

function emptySlots(
  network: Network,
  optimizer: Optimizer,
  parameters: TensorRecord,
  zeros: (shape: StaticShape) => HostTensor,
): Record<string, HostTensor> {
  const names = trainedNames(network, parameters);
  return Object.assign(
    {},
    ...names.map((name) =>
      mapRecord(
        Object.fromEntries(optimizer.slots.map((slot) => [`${name}.${slot}`, parameters[name]!])),
        ({ shape }) => zeros(shape),
      ),
    ),
  );
}
