// Configurations as wgan-run/1 has them: flat, with the options of all parts, whichever are chosen. Read for ever; written
// never, but that a configuration which this format can say keeps its hash.

import type { Values } from '../base/options.ts';
import { type Config, optionsOf } from './config.ts';
import { type ConfigOption, optionsSaid, valueAt } from './config-options.ts';
import { hashedObjective } from './one-sided.ts';

/** Keys of the format that only some parts read, with their usual values. */
const sometimes: Values = { beta1: 0.5, beta2: 0.999, clip: 0.01, momentum: 0, oneSided: false, penalty: 10 };

/** All keys of the format that shape a trajectory. */
const keys = [
  ...Object.keys(sometimes),
  ...['activation', 'architecture', 'average', 'batch', 'criticHidden', 'criticLearningRate', 'criticNorm'],
  ...['criticSteps', 'criticWarmup', 'device', 'emaRamp', 'generatorHidden', 'generatorLearningRate'],
  ...['generatorNorm', 'holdout', 'latent', 'objective', 'optimizer', 'seed'],
].toSorted();

/** What a stored configuration says of options that none of its parts has: hash and checkpoints of its run know them. */
export function idleValues(stored: Values, config: Config): Values {
  const options = optionsOf(config);
  const hashed = hashedObjective(config.objective.name);
  return Object.fromEntries(
    Object.entries(sometimes)
      .filter(([key]) => optionsSaid(key, options).length === 0 && !(key in hashed))
      .map(([key, usual]) => [key, stored[key] ?? usual]),
  );
}

/** What shapes a trajectory, key by key as the format has it; undefined where it cannot say it.
 *  @param shaping  the options whose values are told
 *  @param idle     as `idleValues` gives them; else the usual ones */
export function format1Entries(
  config: Config,
  shaping: readonly ConfigOption[],
  idle: Values = {},
): readonly (readonly [key: string, value: unknown])[] | undefined {
  const entries = keys.map((key) => {
    const own = optionsSaid(key, shaping);
    const values = new Map(own.map(({ path }) => [JSON.stringify(valueAt(config, path)), path]));
    return { key, own, values };
  });
  const isSaid = shaping.every((each) => entries.some(({ own }) => own.includes(each)));
  if (!isSaid || entries.some(({ values }) => values.size > 1)) return undefined;
  const { name, ...rest } = hashedObjective(config.objective.name);
  const hashed: Values = { objective: name, ...rest };
  return entries.flatMap(({ key, values }): readonly (readonly [string, unknown])[] => {
    const [path] = values.values();
    if (key in hashed) return [[key, hashed[key]]];
    if (path !== undefined) return [[key, valueAt(config, path)]];
    return key in sometimes ? [[key, idle[key] ?? sometimes[key]]] : [];
  });
}
