// What networks of a pyramid do to images whose size cannot be halved so often.

import type { Layer } from '../../nn/layer.ts';
import { crop2d, zeroPad2d } from '../../nn/resizing.ts';
import type { Pyramid } from './pyramid.ts';

const hasExcess = ({ excess }: Pyramid) => excess.some((count) => count > 0);

/** Brings images to the size that can be halved; nothing where they have it. */
export const padded = (pyramid: Pyramid): readonly Layer[] =>
  hasExcess(pyramid) ? [zeroPad2d(...pyramid.excess)] : [];

/** Cuts what images have beyond their size. */
export const cropped = (pyramid: Pyramid): readonly Layer[] =>
  hasExcess(pyramid) ? [crop2d(...pyramid.excess)] : [];
