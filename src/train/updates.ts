// The updates themselves: programs of the iteration and of the warm-up, what feeds them, and where training is.

import { float32Data, type TensorRecord } from '../base/host-tensor.ts';
import { mapRecord } from '../base/record.ts';
import { compiling } from '../compiler/program.ts';
import type { Batcher } from '../data/batches.ts';
import { type Dataset, hasBytes } from '../data/dataset.ts';
import type { Gan } from '../gan/gan.ts';
import { buildTrainingStep, type Cut, criticUpdate, wholeIteration } from '../gan/iteration.ts';
import type { LiveChanges } from '../gan/live-scalars.ts';
import type { Device, DeviceState, LoadedProgram } from '../runtime/device.ts';
import { withByteSamples } from './byte-samples.ts';
import { createFeeds, type Feeds } from './feeds.ts';
import { requireFinite } from './finite.ts';
import type { Metrics, Snapshot } from './snapshot.ts';
import { createTurns, type TurnsOptions } from './turns.ts';

/** What is updated, on what. */
export interface UpdatesOptions extends TurnsOptions {
  readonly gan: Gan;
  readonly seed: number;
  readonly dataset: Dataset;
  readonly device: Device;
  /** Critic updates ahead of the first iteration. */
  readonly criticWarmup?: number;
}

/** Programs that train. */
interface UpdatePrograms {
  readonly training: TrainingPart;
  readonly warmup: Warmup | undefined;
}

/** Compiles and loads the iteration, and the warm-up where some of it is left.
 *  @throws the signal's reason, once it has come */
export async function loadUpdates(options: UpdatesOptions, start: Snapshot): Promise<UpdatePrograms> {
  return {
    training: await loadPart(options, start.state, wholeIteration(options.gan), 'iteration'),
    warmup: await loadWarmup(options, start),
  };
}

/** A program that trains, and what it is fed. */
interface TrainingPart {
  readonly program: LoadedProgram;
  readonly feeds: Feeds;
}

async function loadPart(
  options: UpdatesOptions,
  state: TensorRecord,
  cut: Cut,
  name: string,
): Promise<TrainingPart> {
  const { gan, seed, dataset, device } = options;
  const areBytes = hasBytes(dataset);
  const turns = createTurns(options);
  const graph = await turns.run(buildTrainingStep(gan, state, cut));
  const compiled = await turns.run(compiling(areBytes ? withByteSamples(graph) : graph, { name }));
  const program = await turns.load(compiled, device);
  return { program, feeds: createFeeds(gan, cut, seed, { areBytes }) };
}

/** What is left of the warm-up: critic updates, and their program until they are made. */
interface Warmup extends TrainingPart {
  readonly until: number;
}

async function loadWarmup(options: UpdatesOptions, start: Snapshot): Promise<Warmup | undefined> {
  const { criticWarmup: until = 0 } = options;
  if (start.iteration > 0 || start.counts.critic >= until) return undefined;
  return { ...(await loadPart(options, start.state, criticUpdate, 'warm-up')), until };
}

/** Where training is, and how it goes on. */
export type Updates = ReturnType<typeof createUpdates>;

/** Updates from a snapshot on; `state` is its state on the device. */
export function createUpdates(
  gan: Gan,
  start: Snapshot,
  { training, ...programs }: UpdatePrograms,
  state: DeviceState,
  batcher: Batcher,
) {
  let { iteration, counts, settings } = start;
  let { warmup } = programs;
  const run = async ({ program, feeds }: TrainingPart): Promise<TensorRecord> => {
    feeds.fill(iteration, batcher, settings, counts);
    return program.run(feeds.tensors, state);
  };
  const numbersOf = async (outputs: TensorRecord) => {
    const metrics = mapRecord(outputs, (tensor, name) => float32Data(tensor, name)[0]!);
    await requireFinite(metrics, iteration, state);
    return metrics;
  };
  const warmUp = async (): Promise<boolean> => {
    if (warmup === undefined) return false;
    const outputs = await run(warmup);
    counts = { ...counts, critic: counts.critic + 1 };
    await numbersOf(outputs);
    if (counts.critic >= warmup.until) {
      await warmup.program.release();
      warmup = undefined;
    }
    return true;
  };
  return {
    get position(): Omit<Snapshot, 'state'> {
      return { iteration, counts, cursor: batcher.cursor, settings };
    },
    change(changes: LiveChanges) {
      settings = { ...settings, ...changes };
    },
    warmUp,
    async step(): Promise<Metrics> {
      while (await warmUp());
      const outputs = await run(training);
      iteration += 1;
      counts = { critic: counts.critic + gan.criticSteps, generator: counts.generator + 1 };
      return (await numbersOf(outputs)) as unknown as Metrics;
    },
    release: () => Promise.all([training.program.release(), warmup?.program.release()]),
  };
}
