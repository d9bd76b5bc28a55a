// Samples as pictures.

import { type Float32Tensor, float32, float32Data, type HostTensor } from '../base/host-tensor.ts';
import type { Dataset } from '../data/dataset.ts';
import { previewSamples } from '../data/preview.ts';
import { imageGrid, isChannels } from '../formats/image-grid.ts';
import { type PlaneView, planePicture } from '../formats/plane-picture.ts';
import { encodePng, type Image } from '../formats/png.ts';
import { type CriticPlane, dataView, isPlane } from '../train/critic-viewer.ts';
import type { SampleEvent } from '../train/events.ts';

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
  if (samples.shape.length !== 4 || !isChannels(channels)) return undefined;
  const enlarged = scale ?? Math.max(1, Math.floor(TILE_PIXELS / Math.max(height, width)));
  return imageGrid(samples, { gap: enlarged, scale: enlarged, ...(columns !== undefined && { columns }) });
}

/** Pictures of one run as PNG files; undefined where samples have none. */
export interface RunPictures {
  /** Of real samples. */
  readonly real: Uint8Array | undefined;
  samples(event: Pick<SampleEvent, 'samples' | 'plane'>): Uint8Array | undefined;
}

/** Real points in a picture. */
const REAL_POINTS = 1000;

/** Pictures of samples like those of a dataset: grids of images, or points of the plane.
 *  @param columns  of the grids; by default as many as make them square */
export function runPictures(dataset: Dataset, seed: number, columns?: number): RunPictures {
  const encode = (image: Image | undefined) => image && encodePng(image);
  if (!isPlane(dataset)) {
    const real = encode(gridOf(previewSamples(dataset, { seed })));
    return { real, samples: (event) => encode(gridOf(event.samples, { columns })) };
  }
  const view = dataView(dataset);
  const real = previewSamples(dataset, { count: REAL_POINTS, seed });
  return {
    real: encodePng(planePicture({ view, real: real.data, fake: new Float32Array(0) })),
    samples: ({ samples, plane }) => encodePng(scatterOf(samples, { view, real, plane })),
  };
}

/** What pictures of points show besides the samples. */
export interface PlaneFacts {
  readonly view: PlaneView;
  /** Real points. */
  readonly real?: HostTensor | undefined;
  readonly plane?: CriticPlane | undefined;
}

/** Samples in the plane, with real points and the critic where they are known.
 *  @param samples  float32[N, 2] */
export function scatterOf(samples: HostTensor, { view, real, plane }: PlaneFacts): Image {
  return planePicture({
    view,
    fake: float32Data(samples, 'picture'),
    real: real && float32Data(real, 'picture'),
    landscape: plane?.landscape,
    slopes: plane?.slopes,
  });
}

/** Sample `index` of a batch float32[N, ...], as float32[1, ...]. */
export function sampleAt(samples: Float32Tensor, index: number): Float32Tensor {
  const [count = 1, ...shape] = samples.shape;
  const size = samples.data.length / count;
  return float32([1, ...shape], samples.data.subarray(index * size, (index + 1) * size));
}
