// Samples as files of pictures: one grid, a folder of single images, an animation.

import { join } from 'node:path';
import { ConfigError, RunError } from '../base/errors.ts';
import type { Float32Tensor } from '../base/host-tensor.ts';
import { encodePng, type Image } from '../formats/png.ts';
import { makeFolder, writeFile } from './files.ts';
import { gridOf, sampleAt } from './pictures.ts';
import { world as thisWorld, type World } from './world.ts';

/** Writes the samples as one PNG grid where `out` ends in `.png`, else as PNG files of their own size in the folder
 *  `out`, which is created.
 *  @returns the files written
 *  @throws ConfigError if the samples are no images; RunError if a file cannot be written */
export function savePictures(
  samples: Float32Tensor,
  out: string,
  { columns }: { readonly columns?: number | undefined } = {},
  { files }: World = thisWorld(),
): readonly string[] {
  if (out.toLowerCase().endsWith('.png')) {
    writeFile(files, out, encodePng(requireGrid(samples, columns)), { isDurable: false });
    return [out];
  }
  requireGrid(samples);
  makeFolder(files, out);
  const count = samples.shape[0]!;
  const digits = Math.max(4, String(count - 1).length);
  return Array.from({ length: count }, (_, index) => {
    const path = join(out, `${String(index).padStart(digits, '0')}.png`);
    writeFile(files, path, encodePng(requireGrid(sampleAt(samples, index), 1, 1)), { isDurable: false });
    return path;
  });
}

function requireGrid(samples: Float32Tensor, columns?: number, scale?: number): Image {
  const grid = gridOf(samples, { columns, scale });
  if (grid !== undefined) return grid;
  throw new ConfigError(
    `pictures: expected samples [1,H,W] or [3,H,W], got [${samples.shape.slice(1).join(',')}]`,
  );
}

/** Writes the samples as the frames of an endless GIF or WebP animation.
 *  @throws ConfigError if the samples are no images or the name ends otherwise; RunError if it cannot be written */
export async function saveAnimation(
  samples: Float32Tensor,
  out: string,
  { framesPerSecond = 12 }: { readonly framesPerSecond?: number | undefined } = {},
  { files }: World = thisWorld(),
): Promise<void> {
  const format = /\.(gif|webp)$/i.exec(out)?.[1]?.toLowerCase();
  if (format !== 'gif' && format !== 'webp') {
    throw new ConfigError(`animation: expected a name that ends in .gif or .webp, got "${out}"`);
  }
  const frames = Array.from({ length: samples.shape[0]! }, (_, index) =>
    requireGrid(sampleAt(samples, index), 1),
  );
  writeFile(files, out, await encodeAnimation(frames, format, Math.round(1000 / framesPerSecond)), {
    isDurable: false,
  });
}

/** Frames stacked from top to bottom, as sharp reads the pages of an animation. */
async function encodeAnimation(
  frames: readonly Image[],
  format: 'gif' | 'webp',
  delay: number,
): Promise<Uint8Array> {
  const { width, height, channels } = frames[0]!;
  const { default: sharp } = await import('sharp').catch((cause: unknown) => {
    throw new RunError('animation: needs the package sharp, got none for this platform', { cause });
  });
  const stacked = Buffer.concat(frames.map(({ data }) => data));
  const raw = { width, height: height * frames.length, channels, pageHeight: height };
  const pages = sharp(stacked, { raw });
  const timing = { loop: 0, delay: frames.map(() => delay) };
  return format === 'gif'
    ? pages.gif(timing).toBuffer()
    : pages.webp({ ...timing, lossless: true }).toBuffer();
}
