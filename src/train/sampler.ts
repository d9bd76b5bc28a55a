// Samples while it trains: from the averaged generator where there is one.

import { type Float32Tensor, float32, type TensorRecord } from '../base/host-tensor.ts';
import { underPrefix } from '../base/record.ts';
import { compile } from '../compiler/program.ts';
import type { Gan } from '../gan/gan.ts';
import { samplingGraph } from '../gan/inference.ts';
import type { Device, LoadedProgram } from '../runtime/device.ts';

/** How many samples a preview shows: a point says less than an image. */
export const previewCount = ({ sampleShape }: Pick<Gan, 'sampleShape'>) =>
  sampleShape.length > 1 ? 64 : 512;

/** The generator's parameters that samples come from: averaged ones where averaging is on. */
export function samplingPrefix({ ema }: Gan): 'average.generator' | 'generator' {
  return ema ? 'average.generator' : 'generator';
}

/** What the program is fed: noise and, of a generator that is told classes, each of them in turn, one-hot. */
export function samplingFeeds({ generator: { classes } }: Gan, latent: Float32Tensor): TensorRecord {
  if (classes === undefined) return { latent };
  const count = latent.shape[0]!;
  const labels = float32([count, classes]);
  for (let index = 0; index < count; index++) labels.data[index * classes + (index % classes)] = 1;
  return { latent, labels };
}

/** The program that turns `latent` float32[N, latent] into samples of the state it runs on. */
export async function loadSampler(gan: Gan, device: Device, state: TensorRecord): Promise<LoadedProgram> {
  const prefix = samplingPrefix(gan);
  const graph = samplingGraph(gan.generator, underPrefix(prefix, state), {
    prefix,
    latent: gan.latent,
    count: 'N',
  });
  return device.load(compile(graph, { name: 'sampling' }), { isAuxiliary: true });
}
