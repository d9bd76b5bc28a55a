// Options that are no keys of the configuration.

import { type Command, Option } from 'commander';
import { ConfigError } from '../base/errors.ts';

/** A whole number that was typed, or undefined where nothing was.
 *  @throws ConfigError that names the option and its range */
export function wholeNumber(
  options: Readonly<Record<string, unknown>>,
  name: string,
  least = 0,
): number | undefined {
  const text = options[name];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+$/.test(String(text)) && Number.isSafeInteger(value) && value >= least) return value;
  throw new ConfigError(`${name}: expected a whole number ≥ ${least}, got ${JSON.stringify(text)}`);
}

/** A number above 0 that was typed, or undefined where nothing was.
 *  @throws ConfigError that names the option */
export function positiveNumber(options: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const text = options[name];
  if (text === undefined) return undefined;
  const value = String(text).trim() === '' ? Number.NaN : Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new ConfigError(`${name}: expected a number above 0, got ${JSON.stringify(text)}`);
}

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, min: 60, h: 3600 };

/** The seconds of a time that was typed as 90s, 45m or 1.5h, or undefined where nothing was.
 *  @throws ConfigError that names the option */
export function secondsOption(options: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const text = options[name];
  if (text === undefined) return undefined;
  const [, number, unit] = /^(\d+\.?\d*|\.\d+)\s*(s|m|min|h)$/.exec(String(text).trim()) ?? [];
  const seconds = Number(number) * (unitSeconds[unit ?? ''] ?? Number.NaN);
  if (seconds > 0) return seconds;
  throw new ConfigError(`${name}: expected a time such as 90s, 45m or 2h, got ${JSON.stringify(text)}`);
}

/** The text of an option, or undefined where nothing was typed. */
export function textOf(options: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = options[name];
  return value === undefined ? undefined : String(value);
}

/** Adds options: syntax and help. */
export function addOptions(
  command: Command,
  options: readonly (readonly [syntax: string, help: string])[],
  group = 'Options:',
): void {
  for (const [syntax, help] of options) command.addOption(new Option(syntax, help).helpGroup(group));
}
