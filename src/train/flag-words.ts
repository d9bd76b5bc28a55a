// A configuration as it is typed: names of flags, values, and the words of the command that trains it.

import { pointDatasets } from '../data/points.ts';
import { type Config, resolveConfig, shownOptions, usualConfig } from './config.ts';
import { valueAt } from './config-options.ts';

/** The name of a key's flag, without the dashes: `critic-hidden`. */
export function flagName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Stands for null: chosen by what is there. */
export const AUTOMATIC = 'auto';

/** A value as it is written on the command line. */
export function formatValue(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(',');
  if (value === null) return AUTOMATIC;
  if (typeof value === 'number' && value !== 0 && Math.abs(value) < 0.001) return value.toExponential();
  return String(value);
}

/** Whether the data are those for which fully connected networks are chosen where none are named. */
const isOfDigits = ({ data: { dataset } }: Config): boolean =>
  dataset === 'mnist' || pointDatasets.some(({ name }) => name === dataset);

/** The words after `wgan` that train a configuration: flags where it differs from the defaults of its parts. */
export function trainWords(config: Config): readonly string[] {
  const { generator, critic, objective } = config;
  const chosen = { objective: objective.name };
  const architectures = { generator: generator.architecture, critic: critic.architecture };
  const defaults = usualConfig(config);
  const names: Readonly<Record<string, Config>> = {
    objective: resolveConfig(),
    architecture: resolveConfig(chosen),
    optimizer: resolveConfig({ ...chosen, ...architectures }),
  };
  const flags = shownOptions([config, defaults]).flatMap(({ key, path, shared = key }) => {
    const value = valueAt(config, path);
    const isUsual = formatValue(value) === formatValue(valueAt(names[shared] ?? defaults, path));
    const isChosen = path.at(-1) !== 'architecture' || isOfDigits(config);
    if (isUsual && isChosen) return [];
    if (typeof value === 'boolean') return [`--${value ? '' : 'no-'}${flagName(key)}`];
    return [`--${flagName(key)}`, formatValue(value)];
  });
  return ['train', ...flags];
}
