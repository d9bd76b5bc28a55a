// The configuration of a run: one schema, from which come types, command-line flags, forms and docs.

import * as z from 'zod/mini';
import { ConfigError } from '../base/errors.ts';
import { scaleChoices } from '../base/point-scale.ts';
import { nearestName, unknownName } from '../base/registry.ts';
import { MOST_LAYERS, norms } from '../gan/architectures/mlp.ts';
import { architectures } from '../gan/architectures/registry.ts';
import { emaRamps } from '../gan/ema-ramps.ts';
import { objectives } from '../gan/objectives/registry.ts';
import { activations } from '../nn/activations.ts';
import { optimizers } from '../optim/registry.ts';
import { describeMisfit, misfit } from './misfits.ts';

/** What is known of a configuration key besides its type. */
export interface FieldInfo {
  readonly group: Group;
  /** One sentence for help texts and forms. */
  readonly help: string;
  /** May be given another value when a run is resumed. */
  readonly isResumable?: boolean;
  /** May change while a run trains. */
  readonly isLive?: boolean;
  /** Says what happens where the key is left out. */
  readonly default?: string;
}

/** Groups of keys, in the order in which people meet them. */
export const groups = ['what to train', 'training', 'networks', 'data', 'run'] as const;
export type Group = (typeof groups)[number];

const infos = new WeakMap<z.core.$ZodType, FieldInfo>();

function field<T extends z.core.$ZodType>(
  type: T,
  group: Group,
  help: string,
  more: Partial<FieldInfo> = {},
): T {
  infos.set(type, { group, help, ...more });
  return type;
}

const integer = (least: number) => z.int().check(z.gte(least));
const rate = () => z.number().check(z.gte(0));
const share = () => z.number().check(z.gte(0), z.lt(1));
const name = () => z.string().check(z.minLength(1));
const widths = () => z.array(integer(1)).check(z.maxLength(MOST_LAYERS));
const byObjective = { default: 'by objective' };

/** All keys of a complete configuration. */
export const configSchema = z.strictObject({
  objective: field(z.enum(objectives.names), 'what to train', 'What critic and generator minimise.'),
  dataset: field(
    name(),
    'what to train',
    'A dataset by name, a folder of images or IDX files, or a CSV file of points.',
  ),
  iterations: field(integer(0), 'what to train', 'Generator updates; each comes with its critic updates.', {
    isResumable: true,
  }),
  seed: field(integer(0), 'what to train', 'Seed of all random numbers; the same seed gives the same run.'),

  batch: field(
    integer(1),
    'training',
    'Real samples per critic update, and fakes per update of either network.',
  ),
  criticSteps: field(integer(1), 'training', 'Critic updates per generator update.', byObjective),
  criticWarmup: field(integer(0), 'training', 'Extra critic updates before the first generator update.'),
  optimizer: field(z.enum(optimizers.names), 'training', 'Update rule of both networks.', byObjective),
  generatorLearningRate: field(rate(), 'training', "The generator's step size.", {
    ...byObjective,
    isLive: true,
  }),
  criticLearningRate: field(rate(), 'training', "The critic's step size.", { ...byObjective, isLive: true }),
  momentum: field(share(), 'training', 'Momentum of rmsprop and sgd.'),
  beta1: field(share(), 'training', "Adam's decay of the mean gradient: its momentum."),
  beta2: field(share(), 'training', "Adam's decay of the mean squared gradient."),
  penalty: field(rate(), 'training', 'Weight of the gradient penalty.', { isLive: true }),
  oneSided: field(z.boolean(), 'training', 'Penalise only gradient norms above 1.'),
  clip: field(
    z.number().check(z.gt(0)),
    'training',
    'Bound of every critic parameter under weight clipping.',
    {
      isLive: true,
    },
  ),
  average: field(share(), 'training', "Decay of the generator's moving average; 0 for none.", byObjective),
  emaRamp: field(
    z.enum(emaRamps.names),
    'training',
    'How fast the decay of the average grows to its value: at first the weights are random.',
  ),

  architecture: field(z.enum(architectures.names), 'networks', 'Family of both networks.'),
  latent: field(integer(1), 'networks', 'Size of the noise vector.'),
  generatorHidden: field(widths(), 'networks', "Widths of the generator's hidden layers, from the noise on."),
  criticHidden: field(widths(), 'networks', "Widths of the critic's hidden layers, from the samples on."),
  generatorNorm: field(z.enum(norms), 'networks', "Normalisation after the generator's hidden layers."),
  criticNorm: field(z.enum(norms), 'networks', "Normalisation after the critic's hidden layers."),
  activation: field(z.enum(activations.names), 'networks', 'Activation after the hidden layers.'),

  holdout: field(
    rate(),
    'data',
    'Samples, or a fraction of them, kept out of training for the held-out estimate.',
  ),
  size: field(
    z.nullable(integer(4)),
    'data',
    'Width and height in pixels to which a folder of images is resized.',
    { default: 'by the images' },
  ),
  color: field(z.enum(['auto', 'grey', 'rgb']), 'data', 'Colour of a folder of images.'),

  scale: field(
    z.enum(scaleChoices),
    'data',
    'Scale of points from a CSV file: both axes alike, or each; auto where they lie far from ±1.',
  ),

  device: field(name(), 'run', 'What computes.'),
  threads: field(z.nullable(integer(1)), 'run', 'Threads that one operation may use.', {
    isResumable: true,
    default: 'all processors',
  }),
  logEvery: field(integer(1), 'run', 'Iterations between logged numbers.', { isResumable: true }),
  sampleEvery: field(integer(1), 'run', 'Iterations between sample pictures.', { isResumable: true }),
  evaluateEvery: field(integer(0), 'run', 'Iterations between measurements of the samples; 0 for none.', {
    isResumable: true,
  }),
  checkpointEvery: field(integer(1), 'run', 'Iterations between checkpoints.', { isResumable: true }),
  keep: field(integer(1), 'run', 'Checkpoints that are kept, the newest ones.', { isResumable: true }),
});

export type Config = Readonly<z.infer<typeof configSchema>>;
export type ConfigKey = keyof Config;

/** What a user may say: any keys, and `learningRate` for both networks. */
export type PartialConfig = { readonly [K in ConfigKey]?: Config[K] | undefined } & {
  readonly learningRate?: number | undefined;
};

export const configKeys = Object.keys(configSchema.shape) as readonly ConfigKey[];

/** What is known of a key. */
export function fieldInfo(key: ConfigKey): FieldInfo {
  return infos.get(configSchema.shape[key])!;
}

/** Defaults that no objective changes. */
const commonDefaults = {
  objective: 'wgan-gp',
  dataset: 'mnist',
  iterations: 6500,
  seed: 1,
  batch: 64,
  criticWarmup: 0,
  momentum: 0,
  beta2: 0.999,
  penalty: 10,
  oneSided: false,
  clip: 0.01,
  emaRamp: 'linear',
  architecture: 'mlp',
  latent: 100,
  generatorHidden: [256, 512],
  criticHidden: [512, 256],
  generatorNorm: 'none',
  criticNorm: 'none',
  activation: 'leaky-relu',
  holdout: 0,
  size: null,
  color: 'auto',
  scale: 'auto',
  device: 'cpu',
  threads: null,
  logEvery: 10,
  sampleEvery: 100,
  evaluateEvery: 0,
  checkpointEvery: 500,
  keep: 3,
} satisfies PartialConfig;

/** Named sets of keys, each pinned to its source. */
export const presets: { readonly [name: string]: PartialConfig } = {
  tutorial: {
    objective: 'wgan-gp',
    penalty: 0.5,
    criticHidden: [512, 256],
    generatorHidden: [256, 512],
    latent: 100,
    activation: 'leaky-relu',
    generatorNorm: 'none',
    criticNorm: 'none',
    batch: 64,
    optimizer: 'rmsprop',
    momentum: 0,
    learningRate: 5e-4,
    criticSteps: 5,
    criticWarmup: 0,
    average: 0,
    oneSided: false,
    iterations: 5000,
  },
};

/** The complete configuration: the given layers, later ones winning, over the preset, over the objective's defaults.
 *  @throws ConfigError that names the first wrong key, what it expected and what it got */
export function resolveConfig(
  given: PartialConfig | readonly PartialConfig[] = {},
  { preset }: { readonly preset?: string | undefined } = {},
): Config {
  const layers = [presetOf(preset), ...(Array.isArray(given) ? given : [given])];
  const entries = layers.flatMap((layer) => Object.entries(spreadRates(layer)));
  const chosen: PartialConfig = Object.fromEntries(entries); // by assignment, __proto__ would not stay a key
  const objective = checked('objective', chosen.objective ?? commonDefaults.objective);
  const { learningRate, ...defaults } = objectives.get(objective).defaults;
  return parseConfig({ ...commonDefaults, ...spreadRates({ learningRate, ...defaults }), ...chosen });
}

/** A layer without undefined values, its `learningRate` spread over both networks. */
function spreadRates({ learningRate, ...rest }: PartialConfig): PartialConfig {
  const both = { generatorLearningRate: learningRate, criticLearningRate: learningRate };
  return { ...(learningRate === undefined ? {} : both), ...defined(rest) };
}

/** The settings of a preset; none without a name.
 *  @throws ConfigError for an unknown one */
export function presetOf(name: string | undefined): PartialConfig {
  if (name === undefined) return {};
  const preset = Object.hasOwn(presets, name) ? presets[name] : undefined;
  if (preset === undefined) {
    throw unknownName('preset', name, Object.keys(presets));
  }
  return preset;
}

/** A complete configuration, checked key by key.
 *  @throws ConfigError for a wrong, missing or unknown key */
export function parseConfig(values: unknown): Config {
  const result = configSchema.safeParse(values);
  if (result.success) return result.data;
  throw errorOf(result.error.issues[0]!, values);
}

/** A value of one key.
 *  @throws ConfigError if it does not fit */
export function checked<K extends ConfigKey>(key: K, value: unknown): Config[K] {
  const result = configSchema.shape[key].safeParse(value);
  if (result.success) return result.data as Config[K];
  throw errorOf({ ...result.error.issues[0]!, path: [key] }, { [key]: value });
}

function errorOf(issue: z.core.$ZodIssue, values: unknown): ConfigError {
  return new ConfigError(describeMisfit(issue, values, 'configuration'), { help: helpFor(issue, values) });
}

function helpFor(issue: z.core.$ZodIssue, values: unknown): string | undefined {
  if (issue.code === 'unrecognized_keys') {
    const nearest = nearestName(issue.keys[0]!, [...configKeys, 'learningRate']);
    return nearest === undefined ? `known keys: ${configKeys.join(', ')}` : `did you mean "${nearest}"?`;
  }
  const got = misfit(issue, values);
  if (issue.code !== 'invalid_value' || typeof got !== 'string') return undefined;
  const nearest = nearestName(got, issue.values.map(String));
  return nearest === undefined ? undefined : `did you mean "${nearest}"?`;
}

function defined<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}
