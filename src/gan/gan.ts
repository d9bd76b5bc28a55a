// A GAN to train: two networks, an objective, two optimizers and the numbers that shape an iteration.

import { ConfigError } from '../base/errors.ts';
import { float32, type HostTensor, type TensorRecord } from '../base/host-tensor.ts';
import { type FixedValues, fixedDefaults, type Options } from '../base/options.ts';
import { withPrefix } from '../base/record.ts';
import type { StaticShape, TensorType } from '../base/shape.ts';
import { initialRandom, type Layer, type Network, typesOnly } from '../nn/layer.ts';
import type { Optimizer } from '../optim/optimizer.ts';
import type { Ema } from './ema.ts';
import { emaRamps } from './ema-ramps.ts';
import { type Critic, type Generator, layerCritic, layerGenerator } from './networks.ts';
import { looksAtSlopes, type Objective } from './objectives/objective.ts';
import type { Phase } from './phases.ts';
import type { Schedule } from './schedules.ts';
import { emptySlots, type GradientTransform, trainedNames } from './update.ts';

/** Everything that the graph of an iteration depends on. */
export interface Gan {
  readonly generator: Generator;
  readonly critic: Critic;
  readonly objective: Objective;
  /** Values of the objective's options that stay for the whole run. */
  readonly objectiveOptions: FixedValues<Options>;
  readonly generatorOptimizer: Optimizer;
  readonly criticOptimizer: Optimizer;
  /** What is made of all gradients of a network before its update. */
  readonly transforms: { readonly [N in NetworkName]?: GradientTransform | undefined };
  readonly latent: number;
  readonly sampleShape: StaticShape;
  /** Samples of a batch. */
  readonly batch: number;
  /** Batches whose gradients make one update together. */
  readonly accumulate: number;
  /** Critic updates per generator update. */
  readonly criticSteps: number;
  /** How learning rates and weights of terms change; undefined where they do not. */
  readonly schedule: Schedule | undefined;
  /** The generator's exponential moving average; undefined for none. */
  readonly ema: Ema | undefined;
  /** What an iteration does, in order; undefined for all critic steps, then the generator step. */
  readonly phases: ((gan: Gan) => readonly Phase[]) | undefined;
}

export type NetworkName = 'generator' | 'critic';

/** What `defineGan` takes: a layer will do for a network, and some have defaults. */
export interface GanParts
  extends Omit<Gan, 'generator' | 'critic' | 'ema' | GanDefaults>,
    Partial<Pick<Gan, GanDefaults>> {
  /** A layer from noise float32[N, latent] to samples float32[N, ...sampleShape], or a generator. */
  readonly generator: Layer | Generator;
  /** A layer from samples to scores float32[N, 1], or a critic. */
  readonly critic: Layer | Critic;
  /** An average with a decay of 0, as without it, is none; it begins at once, without a ramp, and copies buffers. */
  readonly ema?: (Pick<Ema, 'decay'> & Partial<Ema>) | undefined;
}

type GanDefaults = 'objectiveOptions' | 'transforms' | 'phases' | 'accumulate' | 'schedule';

/** Checks that the parts fit together.
 *  @throws ConfigError if a count is not a positive integer, the decay is outside [0, 1) or its ramp unknown, or a
 *          critic that couples the samples of a batch meets a penalty on each sample's gradient */
export function defineGan({ generator, critic, ema, ...parts }: GanParts): Gan {
  const gan: Gan = {
    ...{ transforms: {}, phases: undefined, accumulate: 1, schedule: undefined },
    ...{ ...parts, ema: emaOf(ema) },
    objectiveOptions: { ...fixedDefaults(parts.objective.options), ...parts.objectiveOptions },
    generator: 'apply' in generator ? layerGenerator(generator) : generator,
    critic: 'apply' in critic ? layerCritic(critic) : critic,
  };
  for (const name of ['latent', 'batch', 'accumulate', 'criticSteps'] as const) {
    const value = gan[name];
    if (!Number.isInteger(value) || value < 1)
      throw new ConfigError(`${name}: expected an integer ≥ 1, got ${value}`);
  }
  if (gan.ema?.ramp === 'schedule' && gan.schedule === undefined) {
    throw new ConfigError('emaRamp: expected a schedule that it follows, got none', {
      help: 'choose a schedule, or another start of the average',
    });
  }
  if (looksAtSlopes(gan.objective) && gan.critic.couples === 'statistics') {
    throw new ConfigError(
      `critic: batch normalisation cannot be used with the gradient penalty of ${penaltyOf(gan.objective)}: it makes a ` +
        `sample's score depend on the other samples, so that the gradient is no longer one of each sample`,
      { help: 'use layer normalisation in the critic, or none (Gulrajani et al. 2017, section 4)' },
    );
  }
  return gan;
}

/** Whose penalty looks at slopes: the objective's own, or R1 or R2 beside it. */
function penaltyOf({ name, critic: { terms = [] } }: Objective): string {
  const term = terms.find((each) => each.looksAtSlopes)!.name;
  return term === 'penalty' ? name : term;
}

function emaOf(parts: GanParts['ema']): Ema | undefined {
  if (parts === undefined) return undefined;
  const { decay } = parts;
  if (!(decay >= 0 && decay < 1)) {
    throw new ConfigError(`average: expected a decay in [0, 1), got ${decay}`);
  }
  const ema: Ema = { ramp: 'none', start: 0, buffers: 'copy', ...parts };
  emaRamps.get(ema.ramp);
  return decay === 0 ? undefined : ema;
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
    ...(gan.ema && withPrefix('average.generator', networks.generator)),
    ...withPrefix('optimizer.generator', slotsOf(gan.generator, gan.generatorOptimizer, generator, zeros)),
    ...withPrefix('optimizer.critic', slotsOf(gan.critic, gan.criticOptimizer, critic, zeros)),
    ...withPrefix('objective', gan.objective.variables ?? {}),
  };
}

function slotsOf(
  network: Network,
  optimizer: Optimizer,
  variables: TensorRecord,
  zeros: (shape: StaticShape) => HostTensor,
): Record<string, HostTensor> {
  const trained = trainedNames(network, variables).map((name) => [name, variables[name]!] as const);
  return emptySlots(optimizer, Object.fromEntries(trained), zeros);
}
