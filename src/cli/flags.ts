// Command-line flags of the configuration: everything about them comes from its schema.

import * as z from 'zod/mini';
import { ConfigError } from '../base/errors.ts';
import { datasets } from '../data/registry.ts';
import { objectives } from '../gan/objectives/registry.ts';
import { devices } from '../runtime/devices.ts';
import {
  type Config,
  type ConfigKey,
  checked,
  configKeys,
  configSchema,
  fieldInfo,
  type Group,
  type PartialConfig,
  resolveConfig,
} from '../train/config.ts';
import { AUTOMATIC, flagName, formatValue } from '../train/flag-words.ts';
import { enumerated, say, translate } from './language/say.ts';

/** A key that users may say: one of the configuration, or `learningRate` for both networks. */
export type FlagKey = ConfigKey | 'learningRate';

/** A flag as the help shows it and the parser reads it. */
export interface Flag {
  readonly key: FlagKey;
  /** Without the dashes: `critic-hidden`. */
  readonly name: string;
  readonly group: Group;
  readonly help: string;
  /** What stands after the name; nothing after a switch. */
  readonly placeholder: string | undefined;
  readonly choices: readonly string[];
  /** In words, per objective where objectives differ; empty for a switch that is off. */
  readonly defaultText: string;
  /** The value of a flag's text. Text of a wrong kind stays text, which the schema refuses by name. */
  parse(text: string): unknown;
}

/** How values of a kind of schema are written on the command line. */
interface Kind {
  readonly placeholder: string | undefined;
  readonly choices?: readonly string[];
  readonly parse: (text: string) => unknown;
}

const numeral = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const parseNumber = (text: string) => (numeral.test(text.trim()) ? Number(text) : text);

/** "256,512"; nothing or "none" for an empty list. */
function parseNumbers(text: string): unknown {
  const trimmed = text.trim();
  return trimmed === '' || trimmed === 'none' ? [] : trimmed.split(',').map(parseNumber);
}

function kindOf(type: z.core.$ZodType): Kind {
  if (type instanceof z.ZodMiniNullable) {
    const { parse, ...inner } = kindOf(type.def.innerType);
    return { ...inner, parse: (text) => (text === AUTOMATIC ? null : parse(text)) };
  }
  if (type instanceof z.ZodMiniEnum) {
    return { placeholder: '<name>', choices: type.options.map(String), parse: (text) => text };
  }
  if (type instanceof z.ZodMiniBoolean) return { placeholder: undefined, parse: (text) => text !== 'false' };
  if (type instanceof z.ZodMiniArray) return { placeholder: '<widths>', parse: parseNumbers };
  if (type instanceof z.ZodMiniNumber) {
    return { placeholder: type instanceof z.ZodMiniNumberFormat ? '<n>' : '<x>', parse: parseNumber };
  }
  return { placeholder: '<name>', parse: (text) => text };
}

/** Names that a key may hold besides others. */
const known: { readonly [K in ConfigKey]?: readonly string[] } = {
  dataset: datasets.names,
  device: devices.names,
};

function flagOf(key: ConfigKey): Flag {
  const { group, help } = fieldInfo(key);
  const { placeholder, choices = known[key] ?? [], parse } = kindOf(configSchema.shape[key]);
  return {
    key,
    name: flagName(key),
    group,
    help,
    placeholder,
    choices,
    get defaultText() {
      return defaultText(key);
    },
    parse,
  };
}

const learningRate: Flag = {
  key: 'learningRate',
  name: 'learning-rate',
  group: 'training',
  help: 'Step size of both networks.',
  placeholder: '<x>',
  choices: [],
  get defaultText() {
    return valuesByObjective('criticLearningRate');
  },
  parse: parseNumber,
};

/** All flags, in the order of the schema; the learning rate of both networks before that of each. */
export const flags: readonly Flag[] = configKeys.flatMap((key) =>
  key === 'generatorLearningRate' ? [learningRate, flagOf(key)] : [flagOf(key)],
);

/** The default of a key in words: one value, or one for each objective. */
function defaultText(key: ConfigKey): string {
  if (key === 'objective') return resolveConfig().objective;
  if (key === 'generatorLearningRate' || key === 'criticLearningRate') return say`that of both`;
  return valuesByObjective(key);
}

function valuesByObjective(key: ConfigKey): string {
  const values = objectives.names.map((objective) => formatDefault(key, resolveConfig({ objective })));
  if (new Set(values).size === 1) return values[0]!;
  const owners = [...new Set(values)].map((value) => {
    const names = objectives.names.filter((_, index) => values[index] === value);
    return say`${value} for ${enumerated(names)}`;
  });
  return owners.join(say`; `);
}

function formatDefault(key: ConfigKey, config: Config): string {
  const text = formatValue(config[key]);
  if (config[key] === null) return translate(fieldInfo(key).default ?? text);
  if (config[key] === false) return '';
  return text;
}

/** The configuration that the given texts of flags say. */
export function configOfFlags(texts: Readonly<Record<string, unknown>>): PartialConfig {
  const said = flags.filter(({ key }) => texts[key] !== undefined);
  return Object.fromEntries(said.map(({ key, parse }) => [key, parse(String(texts[key]))]));
}

/** Checks values as they were typed, so that errors name the option: a learning rate is that of both networks.
 *  @throws ConfigError */
export function checkFlags(texts: Readonly<Record<string, unknown>>): void {
  for (const flag of flags) if (texts[flag.key] !== undefined) checkFlag(flag, String(texts[flag.key]));
}

/** @throws ConfigError that names the option */
export function checkFlag({ key, name, parse }: Flag, text: string): void {
  const value = parse(text);
  if (value === undefined || Array.isArray(value)) return;
  try {
    checked(key === 'learningRate' ? 'criticLearningRate' : key, value);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const message = error.message.replace(/^\w+:/, key === name ? `${key}:` : `--${name}:`);
    throw new ConfigError(message, { help: pointHelp(name, text) ?? error.help, cause: error });
  }
}

function pointHelp(name: string, text: string): string | undefined {
  if (!/^\s*[+-]?\d+,\d+\s*$/.test(text)) return undefined;
  return say`decimals take a point: --${name} ${text.trim().replace(',', '.')}`;
}
