// The updates themselves: programs of the iteration and of the warm-up, what feeds them, and where training is.

import { float32Data, type TensorRecord } from '../base/host-tensor.ts';
import { mapRecord } from '../base/record.ts';
import { compiling } from '../compiler/program.ts';
import type { Batcher } from '../data/batches.ts';
import { type Dataset, hasBytes } from '../data/dataset.ts';
import type { Gan } from '../gan/gan.ts';
import { buildTraining, criticUpdate, wholeIteration } from '../gan/iteration.ts';
import type { LiveChanges } from '../gan/live-settings.ts';
import { isDue, type Part, partsOf, updatesOf } from '../gan/phases.ts';
import type { Device, DeviceState, LoadedProgram } from '../runtime/device.ts';
import { withByteSamples } from './byte-samples.ts';
import { createFeeds, type Feeds } from './feeds.ts';
import { requireFinite } from './finite.ts';
import type { IterationNumbers, Snapshot } from './snapshot.ts';
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
  /** Those of an iteration, in order; each knows in which iterations it takes part. */
  readonly training: readonly TrainingPart[];
  readonly warmup: Warmup | undefined;
}

/** Compiles and loads the iteration, and the warm-up where some of it is left.
 *  @throws the signal's reason, once it has come */
export async function loadUpdates(options: UpdatesOptions, start: Snapshot): Promise<UpdatePrograms> {
  const parts = partsOf(wholeIteration(options.gan));
  const training: TrainingPart[] = [];
  for (const part of parts) {
    const name = parts.length === 1 ? 'iteration' : part.phases.map((phase) => phase.name).join(', ');
    training.push(await loadPart(options, start.state, part, name));
  }
  return { training, warmup: await loadWarmup(options, start) };
}

/** A program that trains, and what it is fed. */
interface TrainingPart extends Part {
  readonly program: LoadedProgram;
  readonly feeds: Feeds;
  /** Updates that a run makes of each network. */
  readonly updates: Readonly<Record<string, number>>;
}

async function loadPart(
  options: UpdatesOptions,
  state: TensorRecord,
  part: Part,
  name: string,
): Promise<TrainingPart> {
  const { seed, dataset, device } = options;
  const areBytes = hasBytes(dataset);
  const turns = createTurns(options);
  const graph = await turns.run(buildTraining(state, part.phases));
  const compiled = await turns.run(compiling(areBytes ? withByteSamples(graph) : graph.outputs, { name }));
  const program = await turns.load(compiled, device);
  const feeds = createFeeds(graph.inputs, seed, { areBytes });
  return { ...part, program, feeds, updates: updatesOf(part) };
}

/** What is left of the warm-up: critic updates, and their program until they are made. */
interface Warmup extends TrainingPart {
  readonly until: number;
}

async function loadWarmup(options: UpdatesOptions, start: Snapshot): Promise<Warmup | undefined> {
  const { criticWarmup: until = 0, gan } = options;
  if (start.iteration > 0 || start.counts.critic >= until) return undefined;
  const [part] = partsOf(criticUpdate(gan));
  return { ...(await loadPart(options, start.state, part!, 'warm-up')), until };
}

/** Where training is, and how it goes on. */
export type Updates = ReturnType<typeof createUpdates>;

/** Updates from a snapshot on; `state` is its state on the device. */
export function createUpdates(
  start: Snapshot,
  { training, ...programs }: UpdatePrograms,
  state: DeviceState,
  batcher: Batcher,
) {
  let { iteration, counts, settings } = start;
  let { warmup } = programs;
  const run = async ({ program, feeds, updates }: TrainingPart): Promise<TensorRecord> => {
    feeds.fill({ iteration, settings, counts }, batcher);
    const outputs = await program.run(feeds.tensors, state);
    counts = { ...counts, ...mapRecord(updates, (made, network) => (counts[network] ?? 0) + made) };
    return outputs;
  };
  const numbersOf = async (outputs: TensorRecord) => {
    const metrics = mapRecord(outputs, (tensor, name) => float32Data(tensor, name)[0]!);
    await requireFinite(metrics, iteration, state);
    return metrics;
  };
  const warmUp = async (): Promise<boolean> => {
    if (warmup === undefined) return false;
    await numbersOf(await run(warmup));
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
    async step(): Promise<IterationNumbers> {
      while (await warmUp());
      let outputs: TensorRecord = {};
      for (const part of training) {
        if (isDue(part, iteration)) outputs = { ...outputs, ...(await run(part)) };
      }
      iteration += 1;
      return (await numbersOf(outputs)) as unknown as IterationNumbers;
    },
    release: () => Promise.all([...training, warmup].map((part) => part?.program.release())),
  };
}
