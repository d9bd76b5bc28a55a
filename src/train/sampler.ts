// Samples while it trains: from the averaged generator where there is one.

import { type Float32Tensor, float32, type TensorRecord } from '../base/host-tensor.ts';
import { underPrefix } from '../base/record.ts';
import { compile } from '../compiler/program.ts';
import type { Gan } from '../gan/gan.ts';
import { samplingGraph } from '../gan/inference.ts';
import type { Device, LoadedProgram } from '../runtime/device.ts';

/** How many samples a preview shows: a point says less than an image. */
export const previewCount = ({ sampleShape, generator }: Previewed) => {
  if (sampleShape.length === 1) return 512;
  return PREVIEW_COLUMNS * (previewRows(generator?.classes) ?? PREVIEW_COLUMNS);
};

type Previewed = Pick<Gan, 'sampleShape'> & {
  readonly generator?: { readonly classes?: number | undefined };
};

/** Pictures of a row. */
const PREVIEW_COLUMNS = 8;
const MOST_ROWS = 20;

/** Rows of a preview that shows a class in each; nothing where there are none, or too many. */
const previewRows = (classes: number | undefined): number | undefined =>
  classes !== undefined && classes <= MOST_ROWS ? classes : undefined;

/** Pictures of a class in a preview that shows a class in each row; nothing where it shows none so. */
export const previewColumns = (classes: number | undefined): number | undefined =>
  previewRows(classes) && PREVIEW_COLUMNS;

/** Labels one-hot: float32[N, classes]. */
export function oneHot(labels: ArrayLike<number>, classes: number): Float32Tensor {
  const rows = float32([labels.length, classes]);
  for (let index = 0; index < labels.length; index++) rows.data[index * classes + labels[index]!] = 1;
  return rows;
}

/** Labels of each class in turn, one-hot: float32[count, classes].
 *  @param repeat  samples of a class before the next one's */
export function inTurn(count: number, classes: number, repeat = 1): Float32Tensor {
  const labels = Array.from({ length: count }, (_, index) => Math.floor(index / repeat) % classes);
  return oneHot(labels, classes);
}

/** The generator's parameters that samples come from: averaged ones where averaging is on. */
export function samplingPrefix({ ema }: Gan): 'average.generator' | 'generator' {
  return ema ? 'average.generator' : 'generator';
}

/** What the program is fed: noise and, of a generator that is told classes, each of them in turn.
 *  @param repeat  as `inTurn` has it */
export function samplingFeeds(
  { generator: { classes } }: Gan,
  latent: Float32Tensor,
  repeat?: number,
): TensorRecord {
  if (classes === undefined) return { latent };
  return { latent, labels: inTurn(latent.shape[0]!, classes, repeat) };
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
