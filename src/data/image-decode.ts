// One image file to the bytes of a sample, by sharp.

import type sharpModule from 'sharp';
import type { Sharp } from 'sharp';
import { DataError } from '../base/errors.ts';
import { readBytes, reasonOf } from './files.ts';

/** Channels of a decoded image: 1 grey, 3 red, green and blue. */
export type Channels = 1 | 3;

/** What an image file says of itself, before anything is resized. */
export interface ImageFacts {
  /** The shorter of width and height in pixels. */
  readonly shortSide: number;
  readonly isGrey: boolean;
}

/** Bytes [channels, size, size] of an image: turned upright by its EXIF tag, alpha flattened on white, the
 *  middle square of it, resized by Lanczos; 16 bits become 8.
 *  @throws Error if the file is no image, is broken or cannot be read */
export async function decodeImage(path: string, size: number, channels: Channels): Promise<Uint8Array> {
  const image = (await openImage(path)).resize(size, size, { fit: 'cover', position: 'centre' });
  const pixels = await pixelsOf(image.flatten({ background: '#ffffff' }), channels);
  if (pixels.length !== size * size * channels) {
    throw new DataError(`${path}: expected ${size * size * channels} bytes of pixels, got ${pixels.length}`);
  }
  return channels === 1 ? pixels : planes(pixels, channels);
}

/** @throws Error if the file is no image, is broken or cannot be read */
export async function inspectImage(path: string): Promise<ImageFacts> {
  const image = await openImage(path);
  const { width, height, space } = await image.metadata();
  return {
    shortSide: Math.min(width, height),
    isGrey: space === 'b-w' || space === 'grey16' || (await hasGreyPixels(image)),
  };
}

/** sharp, loaded when the first image is: it is large, and MNIST does not need it.
 *  @throws DataError if it does not run on this machine */
export async function loadSharp(): Promise<typeof sharpModule> {
  try {
    return (await import('sharp')).default;
  } catch (cause) {
    throw new DataError(`images: the package sharp is needed to decode them, got ${reasonOf(cause)}`, {
      help: 'install it for this platform (npm install sharp), or use a folder of IDX files',
      cause,
    });
  }
}

async function openImage(path: string): Promise<Sharp> {
  const sharp = await loadSharp();
  return sharp(await readBytes(path), { failOn: 'error' }).autoOrient();
}

/** 8-bit pixels in rows, the channels of each together. */
async function pixelsOf(image: Sharp, channels: Channels): Promise<Uint8Array> {
  const buffer = await image
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .raw({ depth: 'uchar' })
    .toBuffer();
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

/** How far red, green and blue may lie apart in an image that people call grey: JPEG rounds them apart. */
const greyTolerance = 8;

async function hasGreyPixels(image: Sharp): Promise<boolean> {
  const small = image.resize(64, 64, { fit: 'inside', withoutEnlargement: true });
  const pixels = await pixelsOf(small.flatten({ background: '#ffffff' }), 3);
  for (let i = 0; i + 2 < pixels.length; i += 3) {
    const [red, green, blue] = [pixels[i]!, pixels[i + 1]!, pixels[i + 2]!];
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > greyTolerance) return false;
  }
  return true;
}

/** [H, W, C] to [C, H, W]. */
function planes(pixels: Uint8Array, channels: Channels): Uint8Array {
  const area = pixels.length / channels;
  const out = new Uint8Array(pixels.length);
  for (let channel = 0; channel < channels; channel++) {
    for (let i = 0; i < area; i++) out[channel * area + i] = pixels[i * channels + channel]!;
  }
  return out;
}
