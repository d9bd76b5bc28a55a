// The options that configurations have: those of the parts chosen. Flags, help, forms, hashes and files derive from it.

import * as z from 'zod/mini';
import { type Option, type Options, option, type Values } from '../base/options.ts';
import { dataOptions, datasetOptions } from '../data/options.ts';
import { architectures, architecturesWith } from '../gan/architectures/registry.ts';
import { conditionOptions } from '../gan/conditions.ts';
import { emaOptions } from '../gan/ema-ramps.ts';
import type { NetworkName } from '../gan/gan.ts';
import { objectives } from '../gan/objectives/registry.ts';
import { zeroCentredOptions } from '../gan/objectives/zero-centred.ts';
import { scheduleOptions } from '../gan/schedules.ts';
import { optimizers } from '../optim/registry.ts';
import { iterationOptions, lengthOptions, runOptions } from './options.ts';

/** Groups of options, in the order in which people meet them. */
export const groups = ['what to train', 'training', 'networks', 'data', 'run'] as const;
export type Group = (typeof groups)[number];

/** An option in its place. */
export interface ConfigOption {
  /** As people say it: `criticNorm`. */
  readonly key: string;
  /** What says it of both networks at once: `norm`. */
  readonly shared?: string;
  /** Where files have it: `critic`, `norm`. */
  readonly path: readonly string[];
  readonly option: Option;
  readonly group: Group;
}

/** The parts that are chosen by name. */
export interface Parts {
  readonly objective: string;
  readonly architecture: Readonly<Record<NetworkName, string>>;
  readonly optimizer: Readonly<Record<NetworkName, string>>;
}

export const networkNames = ['generator', 'critic'] as const satisfies readonly NetworkName[];

const objectiveOption = option(z.enum(objectives.names), {
  default: 'wgan-gp',
  label: ['Objective', '目标函数'],
  help: ['What critic and generator minimise.', '评论器与生成器所最小化的函数。'],
});
const optimizerOption = option(z.enum(optimizers.names), {
  label: ['Optimizer', '优化器'],
  help: ['The update rule.', '参数的更新规则。'],
});
const architectureOption = (network: NetworkName) =>
  option(z.enum(architecturesWith(network)), {
    default: 'mlp',
    label: ['Networks', '网络类型'],
    help: ['Family of networks.', '网络的结构类型。'],
  });

/** A value, and the key by which it was said. */
export interface Leaf {
  readonly value: unknown;
  readonly key?: string;
}

/** Options in one place of the configuration.
 *  @param keys  what people call those that have another name in files */
function placed(group: Group, at: readonly string[], options: Options, keys: Values = {}): ConfigOption[] {
  return Object.entries(options).map(([name, own]) => ({
    key: String(keys[name] ?? name),
    path: [...at, name],
    option: own,
    group,
  }));
}

/** Options that each of the networks has, those of one name together. */
function paired(
  group: Group,
  at: (network: NetworkName) => readonly string[],
  options: (network: NetworkName) => Options,
  keys: Readonly<Record<string, string>> = {},
): ConfigOption[] {
  const names = new Set(networkNames.flatMap((network) => Object.keys(options(network))));
  return [...names].flatMap((name) =>
    networkNames.flatMap((network) => {
      const own = options(network)[name];
      const shared = keys[name] ?? name;
      return own === undefined
        ? []
        : [{ key: ofNetwork(network, shared), shared, path: [...at(network), name], option: own, group }];
    }),
  );
}

/** The key of one network: `criticNorm`. */
export const ofNetwork = (network: NetworkName, key: string): string =>
  `${network}${key[0]!.toUpperCase()}${key.slice(1)}`;

/** What families the networks are of: `architecture` says it of both, `critic` of one. */
const architectureOptions = Object.fromEntries(
  networkNames.map((key): [NetworkName, ConfigOption] => [
    key,
    {
      ...{ key, shared: 'architecture', path: [key, 'architecture'], group: 'networks' },
      option: architectureOption(key),
    },
  ]),
) as Readonly<Record<NetworkName, ConfigOption>>;

/** All options of a configuration with these parts, in the order in which people meet them. */
export function optionsOfParts({ objective, architecture, optimizer }: Parts): readonly ConfigOption[] {
  const network = (name: NetworkName) => architectures.get(architecture[name]).options;
  return [
    ...placed('what to train', ['objective'], { name: objectiveOption }, { name: 'objective' }),
    ...placed('what to train', ['data'], datasetOptions),
    ...placed('what to train', ['training'], lengthOptions),
    ...placed('training', ['training'], iterationOptions),
    ...paired(
      'training',
      (name) => ['optimizer', name],
      (name) => ({ name: optimizerOption, ...optimizers.get(optimizer[name]).options }),
      { name: 'optimizer' },
    ),
    ...placed('training', ['objective'], objectives.get(objective).options),
    ...(['r1', 'r2'] as const).flatMap((name) =>
      placed('training', ['training', name], zeroCentredOptions[name], {
        weight: name,
        every: `${name}Every`,
      }),
    ),
    ...placed('training', ['training', 'schedule'], scheduleOptions, { name: 'schedule' }),
    ...placed('training', ['training', 'ema'], emaOptions, {
      ...{ decay: 'average', ramp: 'emaRamp', start: 'emaStart', buffers: 'emaBuffers' },
    }),
    ...networkNames.map((name) => architectureOptions[name]),
    ...paired(
      'networks',
      (name) => [name],
      (name) => conditionOptions[name],
    ),
    ...networkNames.flatMap((name) => placed('networks', [name], network(name)[name])),
    ...paired(
      'networks',
      (name) => [name],
      (name) => network(name).both,
    ),
    ...placed('data', ['data'], dataOptions),
    ...placed('run', ['run'], runOptions),
  ];
}

const both = (name: string) => ({ generator: name, critic: name });

/** Parts, each the same for both networks where it has both. */
const partsOf = (objective: string, architecture: string, optimizer: string): Parts => ({
  objective,
  architecture: {
    generator: architectures.get(architecture).isCriticOnly ? architectures.names[0]! : architecture,
    critic: architecture,
  },
  optimizer: both(optimizer),
});

/** The options of all parts that there are. */
export const optionsOfAllParts: readonly ConfigOption[] = everyChoice().flatMap(optionsOfParts);

/** The same, each key once: as the first part with it has it. */
export const allOptions: readonly ConfigOption[] = everyKey();

function everyChoice(): readonly Parts[] {
  const [objective, architecture, optimizer] = [objectives, architectures, optimizers].map(
    ({ names }) => names[0]!,
  ) as [string, string, string];
  return [
    ...objectives.names.map((name) => partsOf(name, architecture, optimizer)),
    ...optimizers.names.map((name) => partsOf(objective, architecture, name)),
    ...architectures.names.map((name) => partsOf(objective, name, optimizer)),
  ];
}

function everyKey(): readonly ConfigOption[] {
  const byKey = new Map<string, ConfigOption>();
  for (const each of optionsOfAllParts) if (!byKey.has(each.key)) byKey.set(each.key, each);
  const all = [...byKey.values()];
  const places = [...new Set(all.map(placeOf))]; // options of other parts stand where those of the first ones do
  return places.flatMap((place) => all.filter((each) => placeOf(each) === place));
}

function placeOf({ group, path }: ConfigOption): string {
  if (group === 'networks') return group;
  return [group, ...(path[0] === 'optimizer' ? ['optimizer'] : path.slice(0, -1))].join();
}

/** What keys were called before, and are in links and scripts. */
const formerKeys: Readonly<Record<string, string>> = {
  generatorArchitecture: 'generator',
  criticArchitecture: 'critic',
};

/** The options that a key says: one, or that of both networks. */
export function optionsSaid(key: string, among = allOptions): readonly ConfigOption[] {
  const known = Object.hasOwn(formerKeys, key) ? formerKeys[key] : key;
  return among.filter((each) => each.key === known || each.shared === known);
}

/** The value at a path of a configuration, complete or not. */
export const valueAt = (config: object, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, name) => (value as Values | undefined)?.[name], config);

/** Kinds of parts, and which of them have an option. */
export interface Owners {
  readonly kind: string;
  readonly names: readonly string[];
}

/** The parts that have an option which not all of their kind have. */
export function ownersOf({ path }: ConfigOption): Owners {
  const name = path.at(-1)!;
  if (path[0] === 'objective') {
    return { kind: 'objective', names: namesOf(objectives.all, ({ options }) => name in options) };
  }
  if (path[0] === 'optimizer') {
    return { kind: 'optimizer', names: namesOf(optimizers.all, ({ options }) => name in options) };
  }
  const network = path[0] as NetworkName;
  const names = architecturesWith(network).filter((each) => {
    const { options } = architectures.get(each);
    return name in options.both || name in options[network];
  });
  return { kind: 'architecture', names };
}

const namesOf = <T extends { readonly name: string }>(all: readonly T[], has: (one: T) => boolean) =>
  all.filter(has).map(({ name }) => name);
