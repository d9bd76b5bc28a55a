// Samples as pictures.

import { type Float32Tensor, float32, type HostTensor } from '../base/host-tensor.ts';
import { imageGrid } from '../formats/image-grid.ts';
import { encodePng, type Image } from '../formats/png.ts';

/** Tiles are enlarged to about so many pixels. */
const TILE_PIXELS = 56;

/** How samples are laid out. */
export interface PictureOptions {
  /** Tiles in a row; by default as many as make the grid square. */
  readonly columns?: number | undefined;
  /** Pixels per value; by default as many as make a tile easy to see. */
  readonly scale?: number | undefined;
}

/** The samples as a grid, or undefined where their shape is not that of an image.
 *  @param samples  float32[N, ...sampleShape], images in [−1, 1] */
export function gridOf(samples: HostTensor, { columns, scale }: PictureOptions = {}): Image | undefined {
  const [, channels, height = 0, width = 0] = samples.shape;
  if (samples.shape.length !== 4 || (channels !== 1 && channels !== 3)) return undefined;
  const enlarged = scale ?? Math.max(1, Math.floor(TILE_PIXELS / Math.max(height, width)));
  return imageGrid(samples, { gap: enlarged, scale: enlarged, ...(columns !== undefined && { columns }) });
}

/** The samples as a PNG file, where they have a picture. */
export function pictureOf(samples: HostTensor): Uint8Array | undefined {
  const grid = gridOf(samples);
  return grid && encodePng(grid);
}

/** Sample `index` of a batch float32[N, ...], as float32[1, ...]. */
export function sampleAt(samples: Float32Tensor, index: number): Float32Tensor {
  const [count = 1, ...shape] = samples.shape;
  const size = samples.data.length / count;
  return float32([1, ...shape], samples.data.subarray(index * size, (index + 1) * size));
}
