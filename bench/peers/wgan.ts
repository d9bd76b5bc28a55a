// wgan on native kernels.

import { readFile } from 'node:fs/promises';
import { float32, type TensorRecord } from '../../src/base/host-tensor.ts';
import { fillNormal } from '../../src/base/random.ts';
import { mapRecord, underPrefix } from '../../src/base/record.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import { decodeSafetensors } from '../../src/formats/safetensors.ts';
import { type Gan, initialState } from '../../src/gan/gan.ts';
import { mul, sub } from '../../src/graph/elementwise.ts';
import type { Optimizer } from '../../src/optim/optimizer.ts';
import type { Device, LoadedProgram } from '../../src/runtime/device.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { generatorProgram } from '../../src/train/generator-program.ts';
import type { Model } from '../works.ts';
import { ganOf } from './gan-of.ts';
import { loadImages } from './images.ts';
import { moments } from './moments.ts';
import { type Peer, type PeerFactory, serve } from './serve.ts';
import { timed } from './timed.ts';
import { createTraining } from './training.ts';

const versions = { node: process.versions.node };

const create: PeerFactory = async ({ work, threads, variant }) => {
  const device = await openDevice('cpu', { threads });
  const { model } = work;
  if (work.kind === 'sampling') {
    return sampling(device, model, work.samples!, Number(variant.replace('rows', '')) || SAMPLING_ROWS);
  }
  const images = await loadImages(work);
  if (variant === 'one-pass') {
    return { ...(await training(device, images, model, withOnePass(model))), check: async () => [] };
  }
  return training(device, images, model);
};

async function training(device: Device, images: Dataset, model: Model, gan = ganOf(model)): Promise<Peer> {
  const { iterate, replay } = await createTraining(model, images, device, gan);
  return {
    versions,
    time: (iterations) => timed(iterations, iterate),
    check: async (file) => replay(decodeSafetensors(await readFile(file)).tensors),
  };
}

/** p ← p − c·g: an update in one pass, which the product that makes g takes along. No rule with slots does with less, so
 *  the iteration with it tells what better updates could gain at most. */
const onePass: Optimizer = {
  name: 'one-pass',
  slots: [],
  scalars: [],
  derive: () => ({}),
  tempered: () => onePass,
  update: (parameter, gradient) => ({ parameter: sub(parameter, mul(gradient, 1e-6)), slots: {} }),
};

function withOnePass(model: Model): Gan {
  return { ...ganOf(model), generatorOptimizer: onePass, criticOptimizer: onePass };
}

/** Rows of one run of the generator: results of more fall out of the cache. */
const SAMPLING_ROWS = 500;

/** The generator as `wgan export` writes it. */
function loadGenerator(device: Device, model: Model, parameters: TensorRecord): Promise<LoadedProgram> {
  const hidden = model.generator.flatMap((layer) => (layer.kind === 'linear' ? [layer.outputs] : []));
  const spec = {
    architecture: 'mlp',
    hidden: hidden.slice(0, -1),
    activation: 'leaky-relu',
    norm: 'none',
    sampleShape: model.sampleShape,
    latent: model.latent,
  } as const;
  const generator = { spec, parameters, dataset: 'mnist', iteration: 0, weights: 'last' } as const;
  return device.load(generatorProgram(generator));
}

async function sampling(device: Device, model: Model, samples: number, rows: number): Promise<Peer> {
  const start = underPrefix('generator', initialState(ganOf(model), 1));
  const generator = await loadGenerator(device, model, start);
  const latent = float32([rows, model.latent]);
  const images = new Float32Array(samples * 784);
  let counter = 0;
  return {
    versions,
    time: (iterations) =>
      timed(iterations, async () => {
        for (let row = 0; row < samples; row += rows) {
          fillNormal(latent.data, { seed: 1, purpose: 'sample', counter: counter++ });
          const part = images.subarray(row * 784, (row + rows) * 784);
          await generator.run({ latent }, undefined, { images: float32([rows, 1, 28, 28], part) });
        }
      }),
    async check(file) {
      const { tensors } = decodeSafetensors(await readFile(file));
      const parameters = mapRecord(start, (_, name) => tensors[`state.generator.${name}`]!);
      const given = await loadGenerator(device, model, parameters);
      const outputs = await given.run({ latent: tensors.latent! });
      const numbers = [moments(outputs.images!.data as Float32Array)];
      await given.release();
      return numbers;
    },
  };
}

await openDevice('cpu'); // memory is counted from where the runtime is loaded
await serve(create);
