// How the networks of vgg11 and vgg16 see images.

import type { StaticShape } from '../../base/shape.ts';
import { requireImages } from './pyramid.ts';

/** Below this nothing would be left to halve before the last convolutions. */
const SMALLEST = 16;
/** Five halvings leave one pixel of so many; smaller images are padded. */
const FULL = 32;

/** What a network begins with, and what its convolutions leave.
 *  @throws ConfigError for samples that are no images, or too small */
export function imagesOf(name: string, sampleShape: StaticShape) {
  requireImages(name, sampleShape, SMALLEST, ['critic', 'dcgan', 'mlp']);
  const [channels, ...size] = sampleShape as readonly [number, number, number];
  const excess = size.map((pixels) => Math.max(0, FULL - pixels)) as [number, number];
  const padded = size.map((pixels, axis) => pixels + excess[axis]!);
  return { channels, excess, smallest: padded.map((pixels) => Math.floor(pixels / FULL)) };
}
