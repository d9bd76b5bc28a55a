// One image file to the bytes of a sample, by sharp.

import type sharpModule from 'sharp';
import type { Sharp } from 'sharp';
import { DataError } from '../base/errors.ts';
import { bytesOf } from '../formats/byte-source.ts';
import { isDeep, type Range, rangeOf, toBytes } from './deep-pixels.ts';
import { headBytes, kindOf } from './file-kinds.ts';
import { reasonOf } from './files.ts';
import type { AlphaChoice, Extent, FitChoice } from './image-size.ts';
import type { Picture, RawPicture } from './picture-source.ts';
import { type ImageFacts, imageFacts } from './preparation.ts';

/** Channels of a decoded image: 1 grey, 3 red, green and blue, 4 with alpha. */
export type Channels = 1 | 3 | 4;

/** What all samples of a folder of images have in common. */
export interface ImageForm extends Extent {
  readonly channels: Channels;
  readonly fit: FitChoice;
  readonly alpha: AlphaChoice;
}

/** What an image file says of itself, before anything is resized. */
export interface Inspection {
  /** The shorter of width and height in pixels. */
  readonly shortSide: number;
  readonly isGrey: boolean;
}

/** An image as a sample; one whose numbers are no bytes has none before the range of all such images is known. */
export interface DecodedImage {
  readonly facts: ImageFacts;
  readonly pixels?: Uint8Array;
  /** The least and the largest of its numbers. */
  readonly range?: Range;
}

/** Bytes [channels, height, width] of an image: its first frame, turned upright by its EXIF tag, alpha flattened or
 *  kept, fitted into that shape, resized by Lanczos; 16 bits become 8. Images of floats and of 32 bits are read in two goes:
 *  without `range` theirs is told, with it `range` becomes black to white.
 *  @throws Error if the file is no image, is broken or cannot be read */
export async function decodeImage(picture: Picture, form: ImageForm, range?: Range): Promise<DecodedImage> {
  const sharp = await loadSharp();
  return withImage(picture, async (source) => {
    const metadata = await source.metadata();
    const facts = imageFacts(metadata);
    if (metadata.channels > 4) throw new Error(`expected 1 to 4 channels, got ${metadata.channels}`);
    if (!isDeep(metadata)) return { facts, pixels: await samplePixels(source, form) };
    if (range === undefined) return { facts, range: await rangeOf(source, metadata) };
    const { data, ...raw } = await toBytes(source, metadata, range);
    return { facts, pixels: await samplePixels(sharp(data, { raw }), form) };
  });
}

/** How sharp calls the ways to fit. */
const sharpFit = { crop: 'cover', pad: 'contain', stretch: 'fill' } as const;

/** What lies behind pictures, and around those that are padded. */
const backgrounds = {
  white: '#ffffff',
  black: '#000000',
  keep: { r: 0, g: 0, b: 0, alpha: 0 },
} as const;

async function samplePixels(source: Sharp, form: ImageForm): Promise<Uint8Array> {
  const { width, height, channels, fit, alpha } = form;
  const background = backgrounds[alpha];
  const image = source.resize(width, height, { fit: sharpFit[fit], position: 'centre', background });
  const isKept = alpha === 'keep';
  const pixels = await pixelsOf(isKept ? image.ensureAlpha() : image.flatten({ background }), channels);
  if (isKept) clearTransparent(pixels);
  if (pixels.length !== width * height * channels) {
    throw new Error(`expected ${width * height * channels} bytes of pixels, got ${pixels.length}`);
  }
  return channels === 1 ? pixels : planes(pixels, channels);
}

/** @throws Error if the file is no image, is broken or cannot be read */
export function inspectImage(picture: Picture): Promise<Inspection> {
  return withImage(picture, async (image) => {
    const metadata = await image.metadata();
    const { width, height, space } = metadata;
    const isPlain = space === 'b-w' || space === 'grey16';
    return {
      shortSide: Math.min(width, height),
      isGrey: isPlain || (!isDeep(metadata) && (await hasGreyPixels(image))),
    };
  });
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

/** What `use` makes of the image in a file.
 *  @throws Error that says in words why it makes nothing of it; DataError if the file cannot be read */
async function withImage<T>(picture: Picture, use: (image: Sharp) => Promise<T>): Promise<T> {
  const sharp = await loadSharp();
  const content = await picture.read();
  if (!(content instanceof Uint8Array)) return use(sharpOf(content, sharp));
  try {
    return await use(sharp(content, { failOn: 'error' }).autoOrient());
  } catch (cause) {
    throw new Error(unreadableReason(picture.path, content, saidBy(cause)), { cause });
  }
}

const sharpOf = ({ data, ...raw }: RawPicture, sharp: typeof sharpModule): Sharp => sharp(data, { raw });

/** What a decoder says, in one line, without what it says of every file. */
function saidBy(error: unknown): string {
  const text = (error as Error).message.replace(/^Input buffer has corrupt header:/, '');
  const lines = text.split('\n').map((line) => line.trim());
  return lines.find((line) => line !== '') ?? 'its header cannot be read';
}

/** Begins the reason of a file that begins like an image. */
const damaged = 'damaged or unusual: ';

/** Whether an error tells what a decoder said. Decoders that fail at the same time may say what others should. */
export const isOfDecoder = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith(damaged);

/** What a file is that is no readable image; of one that begins like an image, what its decoder says. */
function unreadableReason(path: string, bytes: Uint8Array, said: string): string {
  if (bytes.length === 0) return 'an empty file';
  const kind = kindOf(path, bytes.subarray(0, headBytes));
  if (kind !== undefined && !kind.endings.includes('png')) return kind.what;
  return said.includes('unsupported image format') ? 'no image by its content' : `${damaged}${said}`;
}

/** 8-bit pixels in rows, the channels of each together. */
async function pixelsOf(image: Sharp, channels: Channels): Promise<Uint8Array> {
  const raw = image.toColourspace(channels === 1 ? 'b-w' : 'srgb').raw({ depth: 'uchar' });
  return bytesOf(await raw.toBuffer());
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

/** Makes black what nobody sees: colours of wholly transparent pixels say nothing that could be learnt. */
function clearTransparent(pixels: Uint8Array): void {
  for (let i = 0; i < pixels.length; i += 4) if (pixels[i + 3] === 0) pixels.fill(0, i, i + 3);
}

/** [H, W, C] to [C, H, W]. */
export function planes(pixels: Uint8Array, channels: Channels): Uint8Array {
  const area = pixels.length / channels;
  const out = new Uint8Array(pixels.length);
  for (let channel = 0; channel < channels; channel++) {
    for (let i = 0; i < area; i++) out[channel * area + i] = pixels[i * channels + channel]!;
  }
  return out;
}
