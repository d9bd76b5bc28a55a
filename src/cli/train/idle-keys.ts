// Options that were said but change nothing: better told than silently ignored.

import { objectives } from '../../gan/objectives/registry.ts';
import { optimizers } from '../../optim/registry.ts';
import type { Config, PartialConfig } from '../../train/config.ts';
import { flagName } from '../../train/flag-words.ts';

/** Options that some objective has. */
const objectiveKeys = [
  ...new Set(objectives.all.flatMap(({ options }) => Object.keys(options))),
] as (keyof PartialConfig)[];

/** A sentence for every key in `said` that the configuration does not use. */
export function idleKeys(config: Config, said: PartialConfig): readonly string[] {
  const { options } = objectives.get(config.objective);
  const reads = Object.keys(optimizers.get(config.optimizer).options);
  const withObjective = `with the objective ${config.objective}`;
  const withOptimizer = `with the optimizer ${config.optimizer}`;
  const idle: readonly (readonly [key: keyof PartialConfig, isIdle: boolean, where: string])[] = [
    ...objectiveKeys.map((key) => [key, !(key in options), withObjective] as const),
    ['momentum', !reads.includes('momentum'), withOptimizer],
    ['beta1', !reads.includes('beta1'), withOptimizer],
    ['beta2', !reads.includes('beta2'), withOptimizer],
  ];
  return idle
    .filter(([key, isIdle]) => isIdle && said[key] !== undefined)
    .map(([key, , where]) => `--${flagName(key)} has no effect ${where}`);
}
