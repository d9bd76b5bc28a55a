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

/** @param where  whose images they are
 *  @throws ConfigError for samples that are no images, or too small to be halved */
export function requireImages(where: string, sampleShape: StaticShape): void {
  const [, height, width] = sampleShape;
  if (sampleShape.length === 3 && Math.min(height!, width!) >= 8) return;
  throw new ConfigError(
    `${where}: expected images of at least 8×8 pixels, got samples of [${sampleShape.join(',')}]`,
    { help: 'points are learnt by fully connected networks: --architecture mlp' },
  );
}

/** @param where     whose images they are
 *  @param smallest  the longer side of images at their smallest is at most this
 *  @throws ConfigError for samples that are no images, or too small to be halved */
export function pyramidOf(where: string, sampleShape: StaticShape, smallest: number): Pyramid {
  requireImages(where, sampleShape);
  const [channels, height, width] = sampleShape;
  const size = [height!, width!] as const;
  const halvings = Math.max(1, Math.ceil(Math.log2(Math.max(...size) / smallest)));
  const base = size.map((pixels) => Math.ceil(pixels / 2 ** halvings)) as [number, number];
  const excess = size.map((pixels, axis) => base[axis]! * 2 ** halvings - pixels) as [number, number];
  return { channels: channels!, size, halvings, base, excess };
}
