// Settings that may change between iterations without compiling again.

import { ConfigError } from '../base/errors.ts';

/** Settings that may change while a run trains. */
export interface LiveSettings {
  readonly generatorLearningRate: number;
  readonly criticLearningRate: number;
  /** The live options of the objective, by name; others are ignored. */
  readonly [option: string]: number;
}

/** Some of them, to be changed. */
export type LiveChanges = Readonly<Record<string, number>>;

/** The value of a live option.
 *  @throws ConfigError if the settings have none */
export function liveValue(settings: LiveSettings, name: string): number {
  const value = settings[name];
  if (value === undefined) throw new ConfigError(`settings: expected a number ${name}, got none`);
  return value;
}
