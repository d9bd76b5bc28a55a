// Command-line flags of the configuration: everything about them comes from its schema.

import { ConfigError } from '../base/errors.ts';
import { datasets } from '../data/registry.ts';
import { architecturesWith } from '../gan/architectures/registry.ts';
import { conditionKinds, FITTING, UNCONDITIONAL } from '../gan/conditions.ts';
import { devices } from '../runtime/devices.ts';
import { type Config, checkedValue, optionsOf, type PartialConfig, resolveConfig } from '../train/config.ts';
import { allOptions, type ConfigOption, type Group, groups, valueAt } from '../train/config-options.ts';
import { AUTOMATIC, flagName, formatValue } from '../train/flag-words.ts';
import { oneSided } from '../train/one-sided.ts';
import { givenBy, type ValueKind } from '../train/value-kinds.ts';
import { say, translate } from './language/say.ts';

/** A flag as the help shows it and the parser reads it. */
export interface Flag {
  /** As the configuration has it: `criticHidden`. */
  readonly key: string;
  /** Without the dashes: `critic-hidden`. */
  readonly name: string;
  readonly group: Group;
  readonly help: string;
  /** What it says: one option, or that of both networks. */
  readonly options: readonly ConfigOption[];
  /** Whether it says of one network what another flag says of both. */
  readonly isOfOne: boolean;
  /** What stands after the name; nothing after a switch. */
  readonly placeholder: string | undefined;
  readonly choices: readonly string[];
  /** The value of a flag's text. Text of a wrong kind stays text, which the schema refuses by name. */
  parse(text: string): unknown;
}

const numeral = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const parseNumber = (text: string) => (numeral.test(text.trim()) ? Number(text) : text);

/** "256,512"; nothing or "none" for an empty list. */
function parseNumbers(text: string): unknown {
  const trimmed = text.trim();
  return trimmed === '' || trimmed === 'none' ? [] : trimmed.split(',').map(parseNumber);
}

const asTyped = (text: string) => text;

/** How values are written on the command line. */
const written: Readonly<Record<ValueKind, readonly [placeholder: string | undefined, Flag['parse']]>> = {
  choice: ['<name>', asTyped],
  switch: [undefined, (text) => text !== 'false'],
  widths: ['<widths>', parseNumbers],
  whole: ['<n>', parseNumber],
  number: ['<x>', parseNumber],
  size: ['<pixels>', parseNumber],
  text: ['<name>', asTyped],
};

/** Names that a key may hold besides others. */
const known: { readonly [key: string]: readonly string[] } = {
  condition: [UNCONDITIONAL, FITTING, ...Object.values(conditionKinds).flat()],
  dataset: datasets.names,
  device: devices.names,
  architecture: [AUTOMATIC, ...architecturesWith('generator')],
  generator: [AUTOMATIC, ...architecturesWith('generator')],
  critic: [AUTOMATIC, ...architecturesWith('critic')],
};

/** Whether an option names the family of a network, which is chosen by the data where nothing is said. */
const isFamily = ({ path }: ConfigOption): boolean => path.at(-1) === 'architecture';

function flagOf(key: string, options: readonly ConfigOption[]): Flag {
  const { group, option, shared } = options[0]!;
  const { kind, choices, isNullable } = givenBy(option.type);
  const [placeholder, parse] = written[kind];
  const isOfOne = shared !== undefined && key !== shared;
  return {
    key,
    name: flagName(key),
    group,
    help: option.help[0],
    options,
    isOfOne,
    placeholder,
    choices: known[key] ?? choices,
    parse(text) {
      if (text !== AUTOMATIC) return parse(text);
      return isNullable ? null : isFamily(options[0]!) ? undefined : parse(text);
    },
  };
}

/** All flags, group by group; that of both networks before those of each. */
export const flags: readonly Flag[] = groups.flatMap((group) => {
  const own = allOptions.filter((each) => each.group === group);
  return own.flatMap((each) => {
    const pair = own.filter(({ shared }) => shared !== undefined && shared === each.shared);
    const flag = flagOf(each.key, [each]);
    return pair[0] === each ? [flagOf(each.shared!, pair), flag] : [flag];
  });
});

/** Whether the help for a configuration tells a flag. */
export function isShown({ options, isOfOne }: Flag, config: Config): boolean {
  const own = new Set(optionsOf(config).map(({ key }) => key));
  return !isOfOne && options.some(({ key }) => own.has(key));
}

/** The flag as the parts of a configuration have it: of one name, parts may have options of their own. */
export function flagIn(flag: Flag, config: Config): Flag {
  const own = optionsOf(config).filter(({ key }) => flag.options.some((option) => option.key === key));
  return own.length === 0 ? flag : flagOf(flag.key, own);
}

/** The configuration that typed flags say, as far as they can be understood. */
export function typedConfig(texts: Readonly<Record<string, unknown>>): Config {
  try {
    return resolveConfig({}, { from: configOfFlags(texts) });
  } catch {
    return resolveConfig();
  }
}

/** The default of a flag in words; empty for a switch that is off. */
export function defaultText(flag: Flag, config: Config): string {
  const { options } = flagIn(flag, config);
  if (options.some(isFamily)) return AUTOMATIC;
  const texts = options.map((option) => valueText(option, config));
  const [first] = texts;
  if (texts.every((text) => text === first)) return first!;
  return options.map(({ path }, index) => say`${texts[index]!} for ${translate(path.at(-2)!)}`).join(say`; `);
}

function valueText({ path, option: { automatic } }: ConfigOption, config: Config): string {
  const value = valueAt(config, path);
  if (value === null && automatic !== undefined) return translate(automatic[0]);
  return value === false || value === undefined ? '' : formatValue(value);
}

/** Flags that are said otherwise by now: they are understood, and no help tells them. */
export const formerFlags: readonly Flag[] = [flagOf(oneSided.key, [oneSided])];

/** The configuration that the given texts of flags say. */
export function configOfFlags(texts: Readonly<Record<string, unknown>>): PartialConfig {
  const said = [...flags, ...formerFlags].filter(({ key }) => texts[key] !== undefined);
  return Object.fromEntries(said.map(({ key, parse }) => [key, parse(String(texts[key]))]));
}

/** Checks values as they were typed, so that errors name the option: a learning rate is that of both networks.
 *  @throws ConfigError */
export function checkFlags(texts: Readonly<Record<string, unknown>>): void {
  for (const flag of flags) if (texts[flag.key] !== undefined) checkFlag(flag, String(texts[flag.key]));
}

/** @throws ConfigError that names the option */
export function checkFlag({ key, name, options, parse }: Flag, text: string): void {
  const value = parse(text);
  if (value === undefined || Array.isArray(value)) return;
  const one = options.find(({ option }) => option.type.safeParse(value).success) ?? options[0]!;
  namingFlags(() => checkedValue(one, key, value), pointHelp(name, text));
}

/** What `use` gives; an error of a key names its flag, where it has another name. */
export function namingFlags<T>(use: () => T, help?: string): T {
  try {
    return use();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const flag = [...flags, ...formerFlags].find(
      ({ key, name }) => key !== name && error.message.startsWith(`${key}:`),
    );
    const message = flag ? error.message.replace(/^\w+:/, `--${flag.name}:`) : error.message;
    throw new ConfigError(message, { help: help ?? error.help, cause: error });
  }
}

function pointHelp(name: string, text: string): string | undefined {
  if (!/^\s*[+-]?\d+,\d+\s*$/.test(text)) return undefined;
  return say`decimals take a point: --${name} ${text.trim().replace(',', '.')}`;
}
