// How convolutional networks halve images down to few pixels, and double them back.

import { ConfigError } from '../../base/errors.ts';
import type { StaticShape } from '../../base/shape.ts';

/** How images get smaller: by halves, from the least size that is so divisible. */
export interface Pyramid {
  readonly channels: number;
  readonly size: readonly [height: number, width: number];
  readonly halvings: number;
  /** Height and width at the smallest. */
  readonly base: readonly [number, number];
  /** Rows and columns that the networks have beyond the images. */
  readonly excess: readonly [below: number, right: number];
}

/** Refuses samples that are no images, or too small, and names what takes smaller ones, and points.
 *  @throws ConfigError for samples that are no images, or have a side of fewer than `least` pixels */
export function requireImages(
  where: string,
  sampleShape: StaticShape,
  least = 8,
  [flag, smaller, points = smaller]: readonly [flag: string, smaller: string, points?: string] = [
    'architecture',
    'mlp',
  ],
): void {
  const size = sampleShape.slice(1);
  if (size.length === 2 && Math.min(...size) >= least) return;
  const [height, width] = size.map((pixels) => Math.max(least, pixels));
  const nearest = height === width ? height : `${width}x${height}`;
  throw new ConfigError(
    `${where}: expected images of at least ${least}×${least} pixels, got samples of [${sampleShape.join(',')}]`,
    {
      help:
        size.length === 2
          ? `--size ${nearest} is the nearest; --${flag} ${smaller} takes smaller ones`
          : `--${flag} ${points} takes points`,
    },
  );
}

/** @param where     whose images they are
 *  @param smallest  the longer side of images at their smallest is at most this
 *  @throws ConfigError for samples that are no images, or too small to be halved */
export function pyramidOf(where: string, sampleShape: StaticShape, smallest: number): Pyramid {
  requireImages(where, sampleShape);
  const [channels, ...size] = sampleShape as readonly [number, number, number];
  const halvings = Math.max(1, Math.ceil(Math.log2(Math.max(...size) / smallest)));
  const base = size.map((pixels) => Math.ceil(pixels / 2 ** halvings)) as [number, number];
  const excess = size.map((pixels, axis) => base[axis]! * 2 ** halvings - pixels) as [number, number];
  return { channels, size, halvings, base, excess };
}
