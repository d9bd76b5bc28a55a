// A look at a dataset: a few of its samples as one tensor, for a grid of pictures. Pure.

import { type Float32Tensor, float32 } from '../base/host-tensor.ts';
import { permutation } from '../base/random.ts';
import { type Dataset, fillSamples } from './dataset.ts';

/** Options of `previewSamples`. */
export interface PreviewOptions {
  /** How many samples; at most all of them. */
  readonly count?: number;
  /** Chooses samples at random; without a seed they are the first ones. */
  readonly seed?: number;
}

/** Some samples of a dataset.
 *  @returns  float32[count, ...sampleShape], images in [−1, 1] */
export function previewSamples(dataset: Dataset, { count = 64, seed }: PreviewOptions = {}): Float32Tensor {
  const shown = Math.min(count, dataset.count);
  const rows =
    seed === undefined
      ? Uint32Array.from({ length: shown }, (_, row) => row)
      : permutation(dataset.count, { seed, purpose: 'preview', counter: 0 });
  const samples = float32([shown, ...dataset.sampleShape]);
  fillSamples(dataset, rows, 0, shown, samples.data);
  return samples;
}
