// The critic's numbers on samples that training never sees: where they part from those on training samples, the
// critic has learnt its training samples by heart (Gulrajani et al. 2017, figure 5b).

import { float32, float32Data, type TensorRecord } from '../base/host-tensor.ts';
import { fillNormal } from '../base/random.ts';
import { mapRecord, underPrefix } from '../base/record.ts';
import { compile } from '../compiler/program.ts';
import { type Dataset, fillSamples } from '../data/dataset.ts';
import type { Gan } from '../gan/gan.ts';
import { estimateGraph, samplingGraph } from '../gan/inference.ts';
import type { Device, DeviceState } from '../runtime/device.ts';
import type { Metrics } from './snapshot.ts';

/** At most so many held-out samples are looked at, the first of the list. */
const LIMIT = 1024;

/** Held-out samples and the program that scores them. */
export interface Holdout {
  measure(iteration: number, state: DeviceState): Promise<Partial<Metrics>>;
  release(): Promise<void>;
}

/** Loads a program that scores up to 1,024 of the held-out samples against as many fakes, from noise of its own. */
export async function createHoldout(
  gan: Gan,
  dataset: Dataset,
  rows: Uint32Array,
  device: Device,
  state: TensorRecord,
  seed: number,
): Promise<Holdout> {
  const count = Math.min(rows.length, LIMIT);
  const real = float32([count, ...gan.sampleShape]);
  fillSamples(dataset, rows, 0, count, real.data);
  const latent = float32([count, gan.latent]);
  const options = { prefix: 'generator', latent: gan.latent, count };
  const sampling = samplingGraph(gan.generator, underPrefix('generator', state), options);
  const generate = await device.load(compile(sampling, { name: 'holdout fakes' }), { isAuxiliary: true });
  const estimate = compile(estimateGraph(gan, underPrefix('critic', state), count), { name: 'holdout' });
  const score = await device.load(estimate, { isAuxiliary: true });
  return {
    async measure(iteration, current) {
      fillNormal(latent.data, { seed, purpose: 'holdout', counter: iteration });
      const { samples: fake } = await generate.run({ latent }, current);
      const outputs = await score.run({ real, fake: fake! }, current);
      return mapRecord(outputs, (tensor, name) => float32Data(tensor, name)[0]!);
    },
    async release() {
      await Promise.all([generate.release(), score.release()]);
    },
  };
}
