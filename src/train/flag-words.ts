// A configuration as it is typed: names of flags, values, and the words of the command that trains it.

import { type Config, configKeys, resolveConfig } from './config.ts';

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

/** The words after `wgan` that train a configuration: flags where it differs from the defaults of its objective. */
export function trainWords(config: Config): readonly string[] {
  const defaults = resolveConfig({ objective: config.objective });
  const changed = configKeys.filter((key) => formatValue(config[key]) !== formatValue(defaults[key]));
  const isObjective = config.objective !== resolveConfig().objective;
  const keys = isObjective ? (['objective', ...changed] as const) : changed;
  const flags = keys.flatMap((key) =>
    typeof config[key] === 'boolean'
      ? [`--${config[key] ? '' : 'no-'}${flagName(key)}`]
      : [`--${flagName(key)}`, formatValue(config[key])],
  );
  return ['train', ...flags];
}
