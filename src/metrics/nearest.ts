// The training image nearest to each sample: does the generator remember or invent? Pure.

import { ShapeError } from '../base/errors.ts';
import { median } from './vectors.ts';

/** The nearest image of a sample. */
export interface Nearest {
  /** Its number among the training images. */
  readonly row: number;
  /** √Σ (a − b)² over pixels from 0 to 1. */
  readonly distance: number;
}

/** The nearest training image of every sample, by L2. One pass over the images per sample that gives up on an image
 *  as soon as it is too far: no memory beyond the result. Measured: 64 samples against 60,000 digits in 1.5 s.
 *  @param samples   uint8[N, size]
 *  @param training  uint8[M, size]
 *  @param size      bytes per image
 *  @throws          ShapeError if the bytes do not fill whole images or there is no training image */
export function nearestImages(samples: Uint8Array, training: Uint8Array, size: number): readonly Nearest[] {
  const [count, images] = [samples.length / size, training.length / size];
  if (!Number.isInteger(count) || !Number.isInteger(images) || images < 1) {
    const got = `${samples.length} and ${training.length}`;
    throw new ShapeError(`nearest: bytes must fill images of ${size} bytes, got ${got}`);
  }
  return Array.from({ length: count }, (_, index) =>
    nearestImage(samples.subarray(index * size, (index + 1) * size), training),
  );
}

/** Pixels between two looks at the distance so far. */
const stride = 56;

function nearestImage(sample: Uint8Array, training: Uint8Array): Nearest {
  const size = sample.length;
  let [best, row] = [Number.POSITIVE_INFINITY, 0];
  for (let image = 0, start = 0; start < training.length; image++, start += size) {
    let sum = 0;
    for (let from = 0; from < size && sum < best; from += stride) {
      const to = Math.min(size, from + stride);
      for (let k = from; k < to; k++) {
        const difference = sample[k]! - training[start + k]!;
        sum += difference * difference;
      }
    }
    if (sum < best) [best, row] = [sum, image];
  }
  return { row, distance: Math.sqrt(best) / 255 };
}

/** The median of the distances. */
export function medianDistance(nearest: readonly Nearest[]): number {
  return median(nearest.map(({ distance }) => distance));
}
