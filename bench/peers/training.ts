// wgan's own side of a training work, on any device: the library's trainer, and a replay of given iterations.

import { float32Data, type TensorRecord } from '../../src/base/host-tensor.ts';
import { mapRecord } from '../../src/base/record.ts';
import { compile } from '../../src/compiler/program.ts';
import type { Batcher } from '../../src/data/batches.ts';
import { type Dataset, fillSamples } from '../../src/data/dataset.ts';
import { initialState } from '../../src/gan/gan.ts';
import { trainingGraph, wholeIteration } from '../../src/gan/iteration.ts';
import type { Device } from '../../src/runtime/device.ts';
import { withByteSamples } from '../../src/train/byte-samples.ts';
import { createFeeds } from '../../src/train/feeds.ts';
import { createTrainer } from '../../src/train/trainer.ts';
import type { Model } from '../works.ts';
import { ganOf, settingsOf } from './gan-of.ts';
import type { Numbers } from './serve.ts';

/** Training on a dataset in memory. */
export interface Training {
  /** One iteration on the next batches with fresh noise. */
  iterate(): Promise<unknown>;
  /** Losses of given iterations from a given state. */
  replay(given: TensorRecord): Promise<readonly Numbers[]>;
  release(): Promise<void>;
}

const seed = 1;

export async function createTraining(
  model: Model,
  dataset: Dataset,
  device: Device,
  gan = ganOf(model),
): Promise<Training> {
  const trainer = await createTrainer({ gan, settings: settingsOf(model), seed, dataset, device });
  return {
    iterate: () => trainer.step(),
    replay: (given) => replay(model, dataset, device, given),
    release: () => trainer.release(),
  };
}

async function replay(
  model: Model,
  dataset: Dataset,
  device: Device,
  given: TensorRecord,
): Promise<readonly Numbers[]> {
  const gan = ganOf(model);
  const start = mapRecord(initialState(gan, seed), (_, name) => given[`state.${name}`]!);
  const graph = trainingGraph(start, wholeIteration(gan));
  const program = await device.load(compile(withByteSamples(graph), { name: 'replay' }));
  const state = device.createState(start);
  const { tensors, fill } = createFeeds(graph.inputs, seed, { areBytes: true });
  const numbers: Numbers[] = [];
  for (let at = 0; `rows.${at}` in given; at++) {
    const counts = { critic: at * gan.criticSteps, generator: at };
    fill({ iteration: at, settings: settingsOf(model), counts }, givenBatcher(dataset, given, at));
    setNoise(tensors, given, at);
    numbers.push(mapRecord(await program.run(tensors, state), ({ data }) => Number(data[0])));
  }
  await program.release();
  return numbers;
}

/** Gives an iteration its given rows. */
function givenBatcher(dataset: Dataset, given: TensorRecord, at: number): Batcher {
  const rows = Uint32Array.from(given[`rows.${at}`]!.data as Int32Array);
  return {
    cursor: 0,
    epoch: 0,
    next: (count, out, outOffset) => fillSamples(dataset, rows, 0, count, out, outOffset),
  };
}

/** Writes the given noise and mixes over those of the streams. */
function setNoise(tensors: TensorRecord, given: TensorRecord, at: number): void {
  const data = (name: string) => float32Data(given[`${name}.${at}`]!, name);
  const write = (name: string, values: Float32Array) => (tensors[name]!.data as Float32Array).set(values);
  write('latent.critic', data('latent.critic'));
  write('latent.generator', data('latent.generator'));
  const mixes = Object.keys(tensors).filter((name) => name.startsWith('mix.'));
  const size = data('mix').length / mixes.length;
  mixes.forEach((name, step) => {
    write(name, data('mix').subarray(step * size, (step + 1) * size));
  });
}
