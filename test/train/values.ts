// A configuration by single keys, those of both networks under one where they agree.

import { type Config, flatValues, shownOptions } from '../../src/train/config.ts';
import { valueAt } from '../../src/train/config-options.ts';

/** The values of a configuration by the keys that say them. */
export const valuesOf = (config: Config): Readonly<Record<string, unknown>> =>
  Object.fromEntries(shownOptions([config]).map(({ key, path }) => [key, valueAt(config, path)]));

/** A configuration as wgan-run/1 stored it: flat, with options of parts that are not chosen. */
export const flatConfig = (config: Config): Readonly<Record<string, unknown>> => ({
  ...{ beta1: 0.5, beta2: 0.999, clip: 0.01, momentum: 0, oneSided: false, penalty: 10 },
  ...flatValues(config),
  ...valuesOf(config),
});
