// Numbers that may change between iterations without compiling again, derived on the host in float64.

import { ConfigError } from '../base/errors.ts';
import { averagingRate } from './ema-ramps.ts';
import { type Gan, isRamped, type NetworkName } from './gan.ts';
import type { Cut } from './iteration.ts';
import { liveOf } from './objectives/objective.ts';

/** Settings that may change while a run trains. */
export interface LiveSettings {
  readonly generatorLearningRate: number;
  readonly criticLearningRate: number;
  /** The live options of the objective, by name; others are ignored. */
  readonly [option: string]: number;
}

/** Some of them, to be changed. */
export type LiveChanges = Readonly<Record<string, number>>;

/** Updates made so far: optimizers with bias correction count them, and averages that begin with a ramp. */
export interface UpdateCounts {
  readonly critic: number;
  readonly generator: number;
}

/** The values of a program's inputs `scalar.*`: one for each critic step, one for the generator step. */
export function liveScalars(
  gan: Gan,
  settings: LiveSettings,
  counts: UpdateCounts,
  { criticSteps, hasGeneratorStep }: Cut,
): Record<string, readonly number[]> {
  const values: Record<string, number[]> = {};
  for (const name of liveOf(gan.objective, 'critic')) {
    values[`scalar.${name}`] = new Array<number>(criticSteps).fill(liveValue(settings, name));
  }
  for (const name of hasGeneratorStep ? liveOf(gan.objective, 'generator') : []) {
    values[`scalar.${name}.generator`] = [liveValue(settings, name)];
  }
  const derive = (network: NetworkName, learningRate: number, steps: number) => {
    const optimizer = gan[`${network}Optimizer`];
    for (const name of optimizer.scalars) values[`scalar.${network}.${name}`] = [];
    for (let step = 1; step <= steps; step++) {
      const scalars = optimizer.derive(learningRate, counts[network] + step);
      for (const name of optimizer.scalars) values[`scalar.${network}.${name}`]!.push(scalars[name]!);
    }
  };
  derive('critic', settings.criticLearningRate, criticSteps);
  derive('generator', settings.generatorLearningRate, hasGeneratorStep ? 1 : 0);
  if (hasGeneratorStep && isRamped(gan)) {
    values['scalar.average'] = [averagingRate(gan.average, gan.emaRamp, counts.generator)];
  }
  return values;
}

/** The value of a live option.
 *  @throws ConfigError if the settings have none */
function liveValue(settings: LiveSettings, name: string): number {
  const value = settings[name];
  if (value === undefined) throw new ConfigError(`settings: expected a number ${name}, got none`);
  return value;
}
