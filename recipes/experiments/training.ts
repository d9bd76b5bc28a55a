// One training run for an experiment: trained step by step, measured now and then, its clock stopped meanwhile.

import { NumericError } from '../../src/base/errors.ts';
import { float32 } from '../../src/base/host-tensor.ts';
import { fillNormal } from '../../src/base/random.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import type { Sampler } from '../../src/metrics/samples.ts';
import type { Device } from '../../src/runtime/device.ts';
import { type PartialConfig, resolveConfig } from '../../src/train/config.ts';
import { ganOf, scheduleOf, settingsOf } from '../../src/train/setup.ts';
import type { IterationNumbers } from '../../src/train/snapshot.ts';
import { createTrainer, type Trainer } from '../../src/train/trainer.ts';
import { median } from './statistics.ts';

/** What is trained, and when it is looked at. */
export interface Training {
  readonly config: PartialConfig;
  readonly iterations: number;
  readonly measureEvery: number;
}

/** A look: medians of the logged numbers since the last look, and what was measured. */
export type Look<M> = Partial<IterationNumbers> &
  M & { readonly iteration: number; readonly seconds: number };

export interface Trained<M, F> {
  /** `diverged`: a number stopped being finite. */
  readonly state: 'done' | 'diverged';
  /** Iterations made. */
  readonly iterations: number;
  /** Of training alone: measuring and compiling left out. */
  readonly seconds: number;
  readonly looks: readonly Look<M>[];
  /** Measured after the last iteration; absent where training diverged. */
  readonly final?: F;
}

/** How a run is measured. */
export interface Measures<M, F> {
  readonly look: (sampler: Sampler, trainer: Trainer) => Promise<M>;
  readonly final: (sampler: Sampler) => Promise<F>;
}

/** Trains and measures.
 *  @throws whatever is wrong but numbers that are not finite: those end the run as `diverged` */
export async function trainMeasured<M, F>(
  { config: given, iterations, measureEvery }: Training,
  { dataset, device }: { readonly dataset: Dataset; readonly device: Device },
  measures: Measures<M, F>,
): Promise<Trained<M, F>> {
  const config = resolveConfig({}, { from: given });
  const gan = ganOf(config, dataset.sampleShape);
  const trainer = await createTrainer({
    ...scheduleOf(config),
    ...{ gan, settings: settingsOf(config), dataset, device },
  });
  const looks: Look<M>[] = [];
  let seconds = 0;
  const result = (state: 'done' | 'diverged') => ({ state, iterations: trainer.iteration, seconds, looks });
  try {
    let window: IterationNumbers[] = [];
    while (trainer.iteration < iterations) {
      const begin = performance.now();
      window.push(await trainer.step());
      seconds += (performance.now() - begin) / 1000;
      if (trainer.iteration % measureEvery !== 0 && trainer.iteration !== iterations) continue;
      const { iteration } = trainer;
      looks.push({
        ...medians([...window, { ...window.at(-1)!, ...(await trainer.heldOut()) }]),
        ...(await measures.look(samplerOf(trainer, iteration), trainer)),
        iteration,
        seconds,
      });
      window = [];
    }
    return { ...result('done'), final: await measures.final(samplerOf(trainer, iterations + 1)) };
  } catch (error) {
    if (error instanceof NumericError) return result('diverged');
    throw error;
  } finally {
    await trainer.release();
  }
}

/** The median of every number, over the lines that have it. */
function medians(lines: readonly IterationNumbers[]): Partial<IterationNumbers> {
  const names = new Set(lines.flatMap((line) => Object.keys(line))) as Set<keyof IterationNumbers>;
  return Object.fromEntries(
    [...names].map((name) => [name, median(lines.flatMap((line) => line[name] ?? []))]),
  );
}

/** Samples from noise apart from training's. */
function samplerOf(trainer: Trainer, counter: number): Sampler {
  let part = 0;
  return (count) => {
    const latent = float32([count, trainer.gan.latent]);
    fillNormal(latent.data, { seed: 1, purpose: 'evaluate', counter: counter * 1000 + part++ });
    return trainer.sample(latent);
  };
}
