// Numbers that may change between iterations without compiling again, derived on the host in float64.

import type { Optimizer } from '../optim/optimizer.ts';
import type { Gan } from './gan.ts';
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

/** Updates made so far: optimizers with bias correction count them. */
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
  const repeated = (value: number) => new Array<number>(criticSteps).fill(value);
  const critic = derived(gan.criticOptimizer, settings.criticLearningRate, counts.critic, criticSteps);
  const steps = hasGeneratorStep ? 1 : 0;
  const generator = derived(gan.generatorOptimizer, settings.generatorLearningRate, counts.generator, steps);
  return {
    ...named('scalar.critic', critic),
    ...named('scalar.generator', generator),
    'scalar.penalty': repeated(settings.penalty),
    'scalar.clip': repeated(settings.clip),
  };
}

function derived(optimizer: Optimizer, learningRate: number, before: number, steps: number) {
  const perStep = Array.from({ length: steps }, (_, step) =>
    optimizer.derive(learningRate, before + step + 1),
  );
  return optimizer.scalars.map((name) => ({ name, values: perStep.map((scalars) => scalars[name]!) }));
}

function named(prefix: string, scalars: readonly { name: string; values: readonly number[] }[]) {
  return Object.fromEntries(scalars.map(({ name, values }) => [`${prefix}.${name}`, values]));
}
