// Samples in the plane of a trained generator as a picture, with as much beside them as its run or file tells.

import { WganError } from '../base/errors.ts';
import { type Float32Tensor, float32 } from '../base/host-tensor.ts';
import { toScale } from '../base/point-scale.ts';
import { underPrefix } from '../base/record.ts';
import { previewSamples } from '../data/preview.ts';
import { type PlaneView, viewOf } from '../formats/plane-picture.ts';
import type { Image } from '../formats/png.ts';
import { architectures } from '../gan/architectures/registry.ts';
import { openAnyDevice } from '../runtime/devices.ts';
import type { Checkpoint } from '../train/checkpoint.ts';
import { type CriticPlane, dataView, loadCriticViewer } from '../train/critic-viewer.ts';
import type { GeneratorModel } from '../train/model.ts';
import { loadDataOf } from './model-data.ts';
import { loadCheckpoint } from './model-file.ts';
import { scatterOf } from './pictures.ts';

/** Real points in a picture. */
const REAL_POINTS = 1000;

/** The samples float32[N, 2] of the generator at a path, in the units of the data: with real points where the data can
 *  be found, and with the critic where there is a checkpoint of the same iteration. Drawn as they are learnt. */
export async function scatterFrom(path: string, model: GeneratorModel, made: Float32Tensor): Promise<Image> {
  const samples = float32(made.shape, toScale(made.data, model.spec.scale));
  const dataset = await loadDataOf(path, model).catch(unlessMissing);
  const view = dataset === undefined ? viewOf(samples.data) : dataView(dataset);
  const checkpoint = await loadCheckpoint(path).catch(unlessMissing);
  const isSame = checkpoint?.snapshot.iteration === model.iteration;
  const plane = isSame ? await planeOf(checkpoint, view, samples) : undefined;
  const real = dataset && previewSamples(dataset, { count: REAL_POINTS, seed: 1 });
  return scatterOf(samples, { view, real, plane });
}

/** Data that moved and runs without a checkpoint make a picture poorer, not impossible. */
function unlessMissing(error: unknown): undefined {
  if (error instanceof WganError) return undefined;
  throw error;
}

async function planeOf(
  { snapshot, critic }: Checkpoint,
  view: PlaneView,
  samples: Float32Tensor,
): Promise<CriticPlane> {
  const layer = architectures.get(critic.architecture).critic(critic);
  const device = await openAnyDevice({ threads: 1 });
  const parts = { critic: layer, sampleShape: critic.sampleShape };
  const field = await loadCriticViewer(parts, underPrefix('critic', snapshot.state), device);
  try {
    return await field.plane(view, samples.data, device.createState(snapshot.state));
  } finally {
    await field.release();
  }
}
