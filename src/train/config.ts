// The configuration of a run: the parts chosen and the values of their options. Files have it nested by parts; people say
// single keys, which stay flat: `criticLearningRate`, or `learningRate` for both networks.

import { ConfigError } from '../base/errors.ts';
import type { OptionValues, Values } from '../base/options.ts';
import { nearestName, unknownName } from '../base/registry.ts';
import type { dataOptions, datasetOptions } from '../data/options.ts';
import { architectures } from '../gan/architectures/registry.ts';
import type { emaOptions } from '../gan/ema-ramps.ts';
import type { NetworkName } from '../gan/gan.ts';
import { objectives } from '../gan/objectives/registry.ts';
import type { ZeroCentred } from '../gan/objectives/zero-centred.ts';
import type { Schedule } from '../gan/schedules.ts';
import { sharedCondition, withConditions } from './conditioning.ts';
import {
  allOptions,
  type ConfigOption,
  type Leaf,
  networkNames,
  optionsOfParts,
  optionsSaid,
  ownersOf,
  type Parts,
  valueAt,
} from './config-options.ts';
import { describeMisfit } from './misfits.ts';
import { oneSided, oneSidedOwners, withoutSwitch } from './one-sided.ts';
import type { iterationOptions, lengthOptions, runOptions } from './options.ts';
import { presets } from './presets.ts';

export { presets };

/** Parts of a configuration, in the order of files. */
const partNames = ['objective', 'generator', 'critic', 'optimizer', 'data', 'training', 'run'] as const;

type DataValues = OptionValues<typeof datasetOptions & typeof dataOptions>;
type TrainingValues = OptionValues<typeof lengthOptions & typeof iterationOptions>;
type RunValues = OptionValues<typeof runOptions>;

/** A complete configuration, as files have it (format 2). */
export type Config = {
  readonly objective: Values & { readonly name: string };
  readonly generator: Values & {
    readonly architecture: string;
    readonly condition: string;
    readonly latent: number;
  };
  readonly critic: Values & { readonly architecture: string; readonly condition: string };
  readonly optimizer: Readonly<
    Record<NetworkName, Values & { readonly name: string; readonly learningRate: number }>
  >;
  readonly data: DataValues;
  readonly training: TrainingValues &
    ZeroCentred & { readonly ema: OptionValues<typeof emaOptions>; readonly schedule: Schedule };
  readonly run: RunValues;
};

type Said<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** What a user may say: any keys, flat, or nested as files have them. */
export type PartialConfig = Said<DataValues & TrainingValues & RunValues> & Values;

/** What else a configuration is made of. */
export interface ConfigSources {
  readonly preset?: string | undefined;
  /** Where the values come from that are not said, later layers winning: what does not apply to the parts chosen falls
   *  away. */
  readonly from?: PartialConfig | Config | readonly (PartialConfig | Config)[] | undefined;
}

/** The complete configuration: what is said, later layers winning, over `from`, over the preset, over the defaults of the
 *  parts chosen.
 *  @throws ConfigError that names the first wrong key, what it expected and what it got; a key of a part that is not
 *          chosen is refused */
export function resolveConfig(
  said: PartialConfig | readonly PartialConfig[] = {},
  { preset, from = {} }: ConfigSources = {},
): Config {
  const layers = Array.isArray(said) ? said : [said];
  const own = mergedLeaves(layers);
  const below = mergedLeaves([presetOf(preset), ...(Array.isArray(from) ? from : [from])]);
  const given = withoutSwitch(new Map([...below, ...own]), usualObjective);
  const parts = partsSaid(given);
  const options = optionsOfParts(parts);
  refuseIdle(new Map([...own].filter(([path]) => given.has(path))), options, parts);
  const usual = defaultsOf(parts);
  return withConditions(
    withHorizon(
      configWith(options, ({ path, option }) => {
        const at = path.join('.');
        return given.get(at) ?? usual.get(at) ?? { value: option.default };
      }),
    ),
  );
}

/** A schedule without a horizon has that of the run as it begins. */
function withHorizon(config: Config): Config {
  const { schedule, iterations } = config.training;
  if (schedule.name === 'constant' || schedule.horizon !== null || iterations === 0) return config;
  const training = { ...config.training, schedule: { ...schedule, horizon: iterations } };
  return { ...config, training };
}

/** A complete configuration, as it was stored. Options that are younger have the value of runs that knew nothing of them.
 *  @param values  nested, or flat as format 1 has them: there, what does not apply falls away
 *  @throws ConfigError for a wrong, missing or unknown key */
export function parseConfig(values: unknown): Config {
  if (!isRecord(values)) {
    throw new ConfigError(`configuration: expected an object, got ${JSON.stringify(values)?.slice(0, 60)}`);
  }
  const given = leavesOf(values);
  const parts = partsSaid(given, { isComplete: true });
  const options = optionsOfParts(parts);
  if (isNested(values)) refuseIdle(given, options, parts);
  return configWith(options, ({ path, option }) => given.get(path.join('.')) ?? { value: option.before });
}

/** The options of a configuration: those of its parts. */
export const optionsOf = (config: Config): readonly ConfigOption[] => optionsOfParts(partsOf(config));

/** The parts of a configuration. */
function partsOf({ objective, generator, critic, optimizer }: Config): Parts {
  return {
    objective: objective.name,
    architecture: { generator: generator.architecture, critic: critic.architecture },
    optimizer: { generator: optimizer.generator.name, critic: optimizer.critic.name },
  };
}

/** The defaults of the parts that a configuration has chosen. */
export function usualConfig({ objective, generator, critic, optimizer }: Config): Config {
  return resolveConfig({
    objective: objective.name,
    generator: generator.architecture,
    critic: critic.architecture,
    generatorOptimizer: optimizer.generator.name,
    criticOptimizer: optimizer.critic.name,
  });
}

/** The values of a configuration by key. */
export const flatValues = (config: Config): Values =>
  Object.fromEntries(optionsOf(config).map(({ key, path }) => [key, valueAt(config, path)]));

/** Whether an option of a configuration may change while it trains. */
export const isLive = (config: Config, { path, option: { changes, off } }: ConfigOption): boolean =>
  changes === 'live' && (off === undefined || valueAt(config, path) !== off);

/** The values of a configuration that may change while it trains, by key. */
export const liveValues = (config: Config): Readonly<Record<string, number>> =>
  Object.fromEntries(
    optionsOf(config)
      .filter((each) => isLive(config, each))
      .map(({ key, path }) => [key, Number(valueAt(config, path))]),
  );

/** The options of some configurations, each once; those of both networks under one key where none has two values. */
export function shownOptions(configs: readonly Config[]): readonly ConfigOption[] {
  const lists = configs.map(optionsOf);
  const all = new Map(lists.flat().map((each) => [each.key, each]));
  const isOne = ({ shared }: ConfigOption) =>
    configs.every((config, index) => {
      const values = lists[index]!.filter((each) => each.shared === shared).map(({ path }) =>
        JSON.stringify(valueAt(config, path)),
      );
      return values.length === 0 || (values.length === 2 && values[0] === values[1]);
    });
  const shown = new Map<string, ConfigOption>();
  for (const each of all.values()) {
    const { shared } = each;
    const key = shared !== undefined && isOne(each) ? shared : each.key;
    if (!shown.has(key)) shown.set(key, { ...each, key });
  }
  return [...shown.values()];
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

/** A value of an option.
 *  @param key  as it was said
 *  @throws ConfigError if it does not fit */
export function checkedValue({ option }: ConfigOption, key: string, value: unknown): unknown {
  const result = option.type.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const misfit = { ...issue, path: [key, ...issue.path] };
  const nearest =
    issue.code === 'invalid_value' && typeof value === 'string'
      ? nearestName(value, issue.values.map(String))
      : undefined;
  throw new ConfigError(describeMisfit(misfit, { [key]: value }, 'configuration'), {
    help: criticHelp(value) ?? (nearest === undefined ? undefined : `did you mean "${nearest}"?`),
  });
}

/** What to do with a family of critics that was taken for a generator. */
function criticHelp(value: unknown): string | undefined {
  if (typeof value !== 'string' || !architectures.has(value)) return undefined;
  if (!architectures.get(value).isCriticOnly) return undefined;
  return `${value} judges pictures and makes none: --critic ${value} goes with any of these as --generator`;
}

/** Values by their paths, joined by dots. */
export type Leaves = ReadonlyMap<string, Leaf>;

/** What is said, by path. Of one layer, a key of one network wins over that of both.
 *  @throws ConfigError for an unknown key */
export function leavesOf(said: PartialConfig | Config): Leaves {
  const entries = Object.entries(said).filter(([key, value]) => value !== undefined && key !== 'format');
  const leaves = new Map<string, Leaf>();
  const own: (readonly [string, Leaf])[] = [];
  for (const [key, value] of entries) {
    if (isRecord(value) && isPart(key)) {
      own.push(...nestedLeaves(value, [key]));
      continue;
    }
    const options = key === oneSided.key ? [oneSided] : optionsSaid(key);
    if (options.length === 0) throw unknownKey(key);
    for (const each of options) {
      const leaf = [each.path.join('.'), { value, key }] as const;
      if (each.shared === key) leaves.set(...leaf);
      else own.push(leaf);
    }
  }
  for (const [path, leaf] of own) leaves.set(path, leaf);
  return withoutSwitch(leaves);
}

const byPath: ReadonlyMap<string, ConfigOption> = new Map(
  [...allOptions, oneSided].map((each) => [each.path.join('.'), each]),
);

const usualObjective = String(byPath.get('objective.name')!.option.default);

const isPart = (key: string): boolean => (partNames as readonly string[]).includes(key);

function nestedLeaves(values: Values, at: readonly string[]): readonly (readonly [string, Leaf])[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const path = [...at, name];
    const option = byPath.get(path.join('.'));
    if (option !== undefined) {
      return value === undefined ? [] : [[path.join('.'), { value, key: option.key }] as const];
    }
    const isPlace =
      isRecord(value) && [...byPath.keys()].some((known) => known.startsWith(`${path.join('.')}.`));
    if (!isPlace) throw unknownKey(name, at.join('.'));
    return nestedLeaves(value, path);
  });
}

/** What layers say, a later one over those before.
 *  @throws ConfigError for an unknown key */
export const mergedLeaves = (layers: readonly (PartialConfig | Config)[]): Leaves =>
  new Map(layers.flatMap((layer) => [...leavesOf(layer)]));

const isNested = (values: Values): boolean =>
  Object.keys(values).some((key) => isPart(key) && isRecord(values[key]));

const isRecord = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function unknownKey(key: string, where = 'configuration'): ConfigError {
  const shown = key.length > 200 ? `${key.slice(0, 200)}…` : key;
  const known = [...new Set(allOptions.flatMap(({ key: own, shared = own }) => [shared, own]))];
  const nearest = nearestName(key, known);
  const usual = [...new Set(allOptions.map(({ key: own, shared = own }) => shared))];
  return new ConfigError(`${where}: unknown key "${shown}"`, {
    help: nearest === undefined ? `known keys: ${usual.join(', ')}` : `did you mean "${nearest}"?`,
  });
}

/** The parts that are chosen, by what is said or by default. */
function partsSaid(given: Leaves, { isComplete = false } = {}): Parts {
  const nameAt = (path: string, usual: unknown): string => {
    const { value, key } = given.get(path) ?? { value: isComplete ? undefined : usual };
    const known = byPath.get(path)!;
    return String(checkedValue(known, key ?? known.key, value));
  };
  const objective = nameAt('objective.name', usualObjective);
  const { optimizer } = objectives.get(objective).defaults;
  const eachNetwork = (name: (network: NetworkName) => string) => ({
    generator: name('generator'),
    critic: name('critic'),
  });
  return {
    objective,
    architecture: eachNetwork((network) =>
      nameAt(`${network}.architecture`, byPath.get(`${network}.architecture`)!.option.default),
    ),
    optimizer: eachNetwork((network) => nameAt(`optimizer.${network}.name`, optimizer)),
  };
}

/** What the parts chosen say of options that are not their own, or not the same for both networks. */
function defaultsOf({ objective, architecture }: Parts): Leaves {
  const ofNetworks = networkNames.flatMap((network) =>
    Object.entries(architectures.get(architecture[network]).defaults[network]).map(
      ([name, value]) => [`${network}.${name}`, { value }] as const,
    ),
  );
  return new Map([...leavesOf({ ...objectives.get(objective).defaults }), ...ofNetworks]);
}

function configWith(options: readonly ConfigOption[], leafOf: (option: ConfigOption) => Leaf): Config {
  const config = Object.fromEntries(partNames.map((name) => [name, {}]));
  for (const each of options) {
    const { value, key = each.key } = leafOf(each);
    let part: Record<string, unknown> = config;
    for (const name of each.path.slice(0, -1)) {
      part[name] ??= {};
      part = part[name] as Record<string, unknown>;
    }
    part[each.path.at(-1)!] = checkedValue(each, key, sharedCondition(each, key, value));
  }
  return config as unknown as Config;
}

/** @throws ConfigError for a value that no part chosen has; one said of both networks need be an option of one */
function refuseIdle(said: Leaves, options: readonly ConfigOption[], chosen: Parts): void {
  const used = new Set(options.map(({ path }) => path.join('.')));
  for (const [path, { key = '' }] of said) {
    if (used.has(path) || options.some(({ shared }) => shared === key)) continue;
    const { kind, names } = path === oneSided.path.join('.') ? oneSidedOwners : ownersOf(byPath.get(path)!);
    throw new ConfigError(
      `${key}: belongs to the ${kind} ${names.join(', ')}, got the ${kind} ${chosenName(chosen, path)}`,
      { help: `leave it out, or choose the ${kind} ${names[0]}` },
    );
  }
}

function chosenName({ objective, architecture, optimizer }: Parts, path: string): string {
  const [first, second] = path.split('.');
  if (first === 'objective') return objective;
  return first === 'optimizer' ? optimizer[second as NetworkName] : architecture[first as NetworkName];
}
