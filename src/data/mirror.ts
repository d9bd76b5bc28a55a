// Pictures with left and right exchanged, half of them in each epoch. Pure: runs in a browser.

import { ConfigError } from '../base/errors.ts';
import { fillUniform } from '../base/random.ts';
import type { Dataset } from './dataset.ts';

/** Checks that samples are pictures.
 *  @throws ConfigError */
export function requirePictures({ name, sampleShape }: Pick<Dataset, 'name' | 'sampleShape'>): void {
  if (sampleShape.length === 3) return;
  throw new ConfigError(`mirror: expected pictures, got samples of [${sampleShape.join(',')}] of ${name}`, {
    help: 'leave the option out: points have no left and right to exchange',
  });
}

/** Which places in the order of an epoch hold a mirrored picture: each with probability ½. */
export function mirroredPlaces(count: number, seed: number, epoch: number): (place: number) => boolean {
  const uniforms = new Float32Array(count);
  fillUniform(uniforms, { seed, purpose: 'mirror', counter: epoch });
  return (place) => uniforms[place]! < 0.5;
}

/** Exchanges left and right of a picture [C, H, W] in place.
 *  @param width  W
 *  @param size   C · H · W */
export function mirror(values: Float32Array | Uint8Array, start: number, width: number, size: number): void {
  for (let row = start; row < start + size; row += width) values.subarray(row, row + width).reverse();
}
