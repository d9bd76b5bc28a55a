// Pictures as files of the usual formats.

import { RunError } from '../base/errors.ts';
import { encodePng, type Image } from '../formats/png.ts';

export const pictureFormats = ['png', 'jpg', 'webp', 'gif'] as const;
export type PictureFormat = (typeof pictureFormats)[number];

/** Formats of pictures that move. */
export const animationFormats = ['gif', 'webp'] as const;
export type AnimationFormat = (typeof animationFormats)[number];

/** The format that a name ends in; undefined where it is none of these. */
export function pictureFormat(name: string): PictureFormat | undefined {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase();
  return pictureFormats.find((format) => format === (ending === 'jpeg' ? 'jpg' : ending));
}

/** The picture as the bytes of a file; all formats but JPEG keep every pixel, GIF where 256 colours do. JPEG has no
 *  transparency: white lies behind.
 *  @throws RunError where sharp is missing; PNG needs none */
export async function encodePicture(image: Image, format: PictureFormat): Promise<Uint8Array> {
  if (format === 'png') return encodePng(image);
  const { width, height, channels, data } = image;
  const picture = (await loadSharp(format))(data, { raw: { width, height, channels } });
  if (format === 'jpg')
    return picture
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
      .toBuffer();
  return format === 'gif'
    ? picture.gif({ dither: 0 }).toBuffer()
    : picture.webp({ lossless: true }).toBuffer();
}

/** Frames of one size as the bytes of an endless animation, `milliseconds` for each.
 *  @throws RunError where sharp is missing */
export async function encodeAnimation(
  frames: readonly Image[],
  format: AnimationFormat,
  milliseconds: number,
): Promise<Uint8Array> {
  const { width, height, channels } = frames[0]!;
  const stacked = Buffer.concat(frames.map(({ data }) => data)); // as sharp reads the pages of an animation
  const raw = { width, height: height * frames.length, channels, pageHeight: height };
  const pages = (await loadSharp(format))(stacked, { raw, limitInputPixels: false });
  const timing = { loop: 0, delay: frames.map(() => milliseconds) };
  return format === 'gif'
    ? pages.gif({ ...timing, dither: 0 }).toBuffer()
    : pages.webp({ ...timing, lossless: true }).toBuffer();
}

async function loadSharp(format: PictureFormat) {
  const { default: sharp } = await import('sharp').catch((cause: unknown) => {
    throw new RunError(`${format}: needs the package sharp, got none for this platform`, {
      cause,
      help: 'PNG files need none',
    });
  });
  return sharp;
}
