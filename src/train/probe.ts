// A look into the networks now and then, for the health of a run: apart from training and its random streams.

import { float32, float32Data, type TensorRecord } from '../base/host-tensor.ts';
import { fillNormal } from '../base/random.ts';
import { underPrefix } from '../base/record.ts';
import { compile } from '../compiler/program.ts';
import { createBatcher } from '../data/batches.ts';
import type { Dataset } from '../data/dataset.ts';
import { modesOf } from '../data/points.ts';
import { previewSamples } from '../data/preview.ts';
import type { Gan } from '../gan/gan.ts';
import { createInputs } from '../gan/inputs.ts';
import type { LiveSettings } from '../gan/live-settings.ts';
import { probeGraph, UNIT_PREFIX } from '../gan/probe.ts';
import type { Moment } from '../gan/streams.ts';
import {
  deadShare,
  evenness,
  gainOf,
  type Measurements,
  shareAtBound,
  spreadOf,
} from '../health/measurements.ts';
import { modeCoverage } from '../metrics/modes.ts';
import { vectors } from '../metrics/vectors.ts';
import type { Device, DeviceState } from '../runtime/device.ts';
import { createFeeds } from './feeds.ts';

/** Samples that a look takes. */
const COUNT = 64;

/** When what is random in a look is drawn: once, the same for all of them. */
const FIRST: Moment = {
  iteration: 0,
  settings: { generatorLearningRate: 0, criticLearningRate: 0 },
  counts: { critic: 0, generator: 0 },
};

/** Looks into the networks of a state. */
export interface Probe {
  look(state: DeviceState, settings: LiveSettings): Promise<Measurements>;
  release(): Promise<void>;
}

/** Loads a program that looks at 64 samples of the preview's noise, beside as many real ones. */
export async function createProbe(
  gan: Gan,
  dataset: Dataset,
  device: Device,
  state: TensorRecord,
  seed: number,
): Promise<Probe> {
  const asked = createInputs();
  const graph = probeGraph(gan, state, COUNT, asked);
  const program = compile(graph, { name: 'probe' });
  const loaded = await device.load(program, { isAuxiliary: true });
  const latent = float32([COUNT, gan.latent]);
  fillNormal(latent.data, { seed, purpose: 'preview', counter: 0 });
  const real = previewSamples(dataset, { count: COUNT, seed });
  const { tensors: drawn, fill } = createFeeds(asked.table(graph), seed);
  fill(FIRST, createBatcher(dataset, { seed }));
  const realSpread = spreadOf(real.data, real.shape[0]!);
  const modes = modesOf(dataset);
  const { constrain } = gan.objective;
  return {
    async look(current, settings) {
      const outputs = await loaded.run({ ...drawn, latent }, current);
      const samples = float32Data(outputs.samples!, 'probe');
      const tensors = await current.view();
      return {
        criticSlope: float32Data(outputs.criticSlope!, 'probe')[0]!,
        diversity: spreadOf(samples, COUNT) / realSpread,
        deadUnits: deadShare(underPrefix(UNIT_PREFIX, outputs)),
        generatorGain: gainOf(tensors, 'generator'),
        criticGain: gainOf(tensors, 'critic'),
        ...(constrain && { atBound: shareAtBound(tensors, settings[constrain.option]!) }),
        ...(modes && { modeShare: evenness(modeCoverage(vectors(samples, 2), modes).histogram) }),
      };
    },
    release: () => loaded.release(),
  };
}
