// Numbers that may change between iterations without compiling again, derived on the host in float64.

import { averagingRate } from './ema-ramps.ts';
import { type Gan, isRamped, type NetworkName } from './gan.ts';
import type { Cut } from './iteration.ts';

/** Settings that may change while a run trains. */
export interface LiveSettings {
  readonly generatorLearningRate: number;
  readonly criticLearningRate: number;
  /** Weight of the penalty; ignored by objectives without one. */
  readonly penalty: number;
  /** Bound of the critic's parameters; ignored by objectives that do not clip. */
  readonly clip: number;
}

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
  const values: Record<string, number[]> = {
    'scalar.penalty': new Array<number>(criticSteps).fill(settings.penalty),
    'scalar.clip': new Array<number>(criticSteps).fill(settings.clip),
  };
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
