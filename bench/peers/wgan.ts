// wgan on native kernels.

import { readFile } from 'node:fs/promises';
import { float32, type TensorRecord } from '../../src/base/host-tensor.ts';
import { fillNormal } from '../../src/base/random.ts';
import { mapRecord, underPrefix, withPrefix } from '../../src/base/record.ts';
import { compile } from '../../src/compiler/program.ts';
import { mnist } from '../../src/data/mnist.ts';
import { decodeSafetensors } from '../../src/formats/safetensors.ts';
import { initialState } from '../../src/gan/gan.ts';
import { trainingStep, wholeIteration } from '../../src/gan/iteration.ts';
import { input } from '../../src/graph/leaves.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import type { Device, DeviceState } from '../../src/runtime/device.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import type { Model } from '../works.ts';
import { ganOf, generatorOf } from './gan-of.ts';
import { moments } from './moments.ts';
import { type Peer, type PeerFactory, serve } from './serve.ts';
import { timed } from './timed.ts';
import { createTraining } from './training.ts';

const create: PeerFactory = async ({ work, threads }) => {
  const device = await openDevice('cpu', { threads });
  return work.kind === 'sampling'
    ? sampling(device, work.model, work.samples!)
    : training(device, work.model);
};

const versions = { node: process.versions.node };

async function training(device: Device, model: Model): Promise<Peer> {
  const dataset = await mnist.load({});
  const gan = ganOf(model);
  const start = initialState(gan, 1);
  const program = compile(trainingStep(gan, start, wholeIteration(gan)), { name: 'iteration' });
  const loaded = await device.load(program);
  let state = device.createState(start);
  const { iterate, replay } = createTraining(gan, model, dataset, (feeds) => loaded.run(feeds, state));
  return {
    versions,
    time: (iterations) => timed(iterations, iterate),
    async check(file) {
      const { tensors } = decodeSafetensors(await readFile(file));
      state = device.createState(mapRecord(start, (_, name) => tensors[`state.${name}`]!));
      const numbers = [];
      for (let at = 0; `rows.${at}` in tensors; at++) numbers.push(await replay(tensors, at));
      return numbers;
    },
  };
}

/** Rows of one run of the generator: larger ones fall out of the cache. */
const SAMPLING_ROWS = 500;

async function sampling(device: Device, model: Model, samples: number): Promise<Peer> {
  const generator = generatorOf(model);
  const start = underPrefix('generator', initialState(ganOf(model), 1));
  const parameters = (tensors: TensorRecord): Record<string, Tensor> =>
    mapRecord(tensors, ({ shape, dtype }, name) => input(`generator.${name}`, shape, dtype));
  const loadRows = async (rows: number) => {
    const images = generator.apply(parameters(start), input('latent', [rows, model.latent]));
    return device.load(compile({ images }, { name: 'samples' }));
  };
  const run = async (rows: number, latent: Float32Array, state: DeviceState) =>
    (await loadedRows(rows)).run({ latent: float32([rows, model.latent], latent) }, state);
  const cache = new Map<number, ReturnType<typeof loadRows>>();
  const loadedRows = (rows: number) => {
    if (!cache.has(rows)) cache.set(rows, loadRows(rows));
    return cache.get(rows)!;
  };
  const state = device.createState(withPrefix('generator', start));
  const latent = new Float32Array(SAMPLING_ROWS * model.latent);
  const images = new Float32Array(samples * 784);
  let counter = 0;
  return {
    versions,
    time: (iterations) =>
      timed(iterations, async () => {
        for (let row = 0; row < samples; row += SAMPLING_ROWS) {
          fillNormal(latent, { seed: 1, purpose: 'sample', counter: counter++ });
          const outputs = await run(SAMPLING_ROWS, latent, state);
          images.set(outputs.images!.data as Float32Array, row * 784);
        }
      }),
    async check(file) {
      const { tensors } = decodeSafetensors(await readFile(file));
      const given = tensors.latent!;
      const weights = device.createState(
        mapRecord(withPrefix('generator', start), (_, name) => tensors[`state.${name}`]!),
      );
      const outputs = await run(given.shape[0]!, given.data as Float32Array, weights);
      return [moments(outputs.images!.data as Float32Array)];
    },
  };
}

await serve(create);
