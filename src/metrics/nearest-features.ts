// The training images most like samples to a network of features, where pixels see a shift by one as another image.

import { sizeOf } from '../base/shape.ts';
import { type Dataset, selectRows } from '../data/dataset.ts';
import { type Nearest, nearestInDataset } from './nearest.ts';
import type { OnProgress } from './progress.ts';
import { fillSquaredDistances, type Vectors } from './vectors.ts';

/** Features of images, uint8[N, ...sampleShape] to [N, D], and which they are. */
export interface Describing {
  readonly version: string;
  describe(bytes: Uint8Array): Promise<Vectors>;
}

/** The nearest training image of each of some images. */
export interface NearestImages {
  /** uint8[N, ...sampleShape] */
  readonly images: Uint8Array;
  /** The features whose distance it is; undefined where pixels were compared. */
  readonly features: string | undefined;
  readonly nearest: readonly Nearest[];
}

/** Bytes of training images that are described at once. */
const blockBytes = 2 ** 23;

/** By Euclidean distance of features; all training images are described, one block after the other. By pixels, as
 *  `nearestInDataset` has them, where no features are given.
 *  @param images  uint8[N, ...sampleShape] */
export async function nearestByFeatures(
  images: Uint8Array,
  dataset: Dataset,
  describing: Describing | undefined,
  onProgress?: OnProgress,
): Promise<NearestImages> {
  if (describing === undefined) {
    return { images, features: undefined, nearest: nearestInDataset(images, dataset, { onProgress }) };
  }
  const made = await describing.describe(images);
  const rows = Math.max(1, Math.floor(blockBytes / sizeOf(dataset.sampleShape)));
  const nearest = Array.from({ length: made.count }, () => ({ row: 0, distance: Number.POSITIVE_INFINITY }));
  for (let begin = 0; begin < dataset.count; begin += rows) {
    const count = Math.min(rows, dataset.count - begin);
    const chosen = Uint32Array.from({ length: count }, (_, row) => begin + row);
    const block = await describing.describe(selectRows(dataset, chosen).values as Uint8Array);
    const squares = new Float64Array(made.count * count);
    fillSquaredDistances(made, block, 0, made.count, squares);
    squares.forEach((square, at) => {
      const best = nearest[Math.floor(at / count)]!;
      if (square < best.distance) Object.assign(best, { row: begin + (at % count), distance: square });
    });
    onProgress?.(begin + count, dataset.count);
  }
  const found = nearest.map(({ row, distance }) => ({ row, distance: Math.sqrt(distance) }));
  return { images, features: describing.version, nearest: found };
}
