// Options that were said but change nothing: better told than silently ignored.

import { objectives } from '../../gan/objectives/registry.ts';
import { optimizers } from '../../optim/registry.ts';
import type { Config, PartialConfig } from '../../train/config.ts';
import { flagName } from '../../train/flag-words.ts';

/** A sentence for every key in `said` that the configuration does not use. */
export function idleKeys(config: Config, said: PartialConfig): readonly string[] {
  const objective = objectives.get(config.objective);
  const reads = Object.keys(optimizers.get(config.optimizer).options);
  const withObjective = `with the objective ${config.objective}`;
  const withOptimizer = `with the optimizer ${config.optimizer}`;
  const idle: readonly (readonly [key: keyof PartialConfig, isIdle: boolean, where: string])[] = [
    ['penalty', objective.penalty === undefined, withObjective],
    ['oneSided', objective.penalty === undefined, withObjective],
    ['clip', objective.constrain === undefined, withObjective],
    ['momentum', !reads.includes('momentum'), withOptimizer],
    ['beta1', !reads.includes('beta1'), withOptimizer],
    ['beta2', !reads.includes('beta2'), withOptimizer],
  ];
  return idle
    .filter(([key, isIdle]) => isIdle && said[key] !== undefined)
    .map(([key, , where]) => `--${flagName(key)} has no effect ${where}`);
}
