// How the networks of vgg11 and vgg16 see images.

import { ConfigError } from '../../base/errors.ts';
import type { StaticShape } from '../../base/shape.ts';

/** Below this nothing would be left to halve before the last convolutions. */
const SMALLEST = 16;
/** Five halvings leave one pixel of so many; smaller images are padded. */
const FULL = 32;

/** What a network begins with, and what its convolutions leave.
 *  @throws ConfigError for samples that are no images, or too small */
export function imagesOf(name: string, sampleShape: StaticShape) {
  const [channels, ...size] = sampleShape as [number, ...number[]];
  if (size.length === 2 && Math.min(...size) >= SMALLEST) {
    const excess = size.map((pixels) => Math.max(0, FULL - pixels)) as [number, number];
    const padded = size.map((pixels, axis) => pixels + excess[axis]!);
    return { channels, excess, smallest: padded.map((pixels) => Math.floor(pixels / FULL)) };
  }
  throw new ConfigError(
    `${name}: expected images of at least ${SMALLEST}×${SMALLEST} pixels, got samples of [${sampleShape.join(',')}]`,
    { help: size.length === 2 ? 'smaller ones are judged by --critic dcgan' : '--critic mlp judges points' },
  );
}
