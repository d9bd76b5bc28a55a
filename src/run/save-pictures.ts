// Samples as files of pictures: one grid, a folder of single images, an animation.

import { join } from 'node:path';
import { ConfigError } from '../base/errors.ts';
import type { Float32Tensor } from '../base/host-tensor.ts';
import type { Image } from '../formats/png.ts';
import { makeFolder, writeFile } from './files.ts';
import {
  type AnimationFormat,
  animationFormats,
  encodeAnimation,
  encodePicture,
  type PictureFormat,
  pictureFormat,
} from './picture-files.ts';
import { gridOf, sampleAt } from './pictures.ts';
import { type System, system as thisSystem } from './system.ts';

export interface SavingOptions {
  /** Tiles in a row of the grid. */
  readonly columns?: number | undefined;
  /** Of the files in a folder; default PNG. */
  readonly format?: PictureFormat | undefined;
}

/** Writes the samples as one grid where `out` ends in the name of a format, else as files of their own size in the
 *  folder `out`, which is created.
 *  @returns the files written
 *  @throws ConfigError if the samples are no images; RunError if a file cannot be written */
export async function savePictures(
  samples: Float32Tensor,
  out: string,
  { columns, format = 'png' }: SavingOptions = {},
  { files }: System = thisSystem(),
): Promise<readonly string[]> {
  const named = pictureFormat(out);
  if (named !== undefined) {
    writeFile(files, out, await encodeGrid(samples, named, columns), { isDurable: false });
    return [out];
  }
  requireGrid(samples);
  makeFolder(files, out);
  const count = samples.shape[0]!;
  const digits = Math.max(4, String(count - 1).length);
  const paths: string[] = [];
  for (let index = 0; index < count; index++) {
    const path = join(out, `${String(index).padStart(digits, '0')}.${format}`);
    const single = await encodePicture(requireGrid(sampleAt(samples, index), 1, 1), format);
    writeFile(files, path, single, { isDurable: false });
    paths.push(path);
  }
  return paths;
}

/** The samples as one grid.
 *  @throws ConfigError if the samples are no images */
export function encodeGrid(
  samples: Float32Tensor,
  format: PictureFormat,
  columns?: number,
): Promise<Uint8Array> {
  return encodePicture(requireGrid(samples, columns), format);
}

function requireGrid(samples: Float32Tensor, columns?: number, scale?: number): Image {
  const grid = gridOf(samples, { columns, scale });
  if (grid !== undefined) return grid;
  throw new ConfigError(
    `pictures: expected samples [C,H,W] with C = 1, 3 or 4, got [${samples.shape.slice(1).join(',')}]`,
  );
}

/** How fast an animation goes. */
interface Timing {
  readonly framesPerSecond?: number | undefined;
}

/** Writes the samples as the frames of an endless GIF or WebP animation.
 *  @throws ConfigError if the samples are no images or the name ends otherwise; RunError if it cannot be written */
export async function saveAnimation(
  samples: Float32Tensor,
  out: string,
  timing: Timing = {},
  { files }: System = thisSystem(),
): Promise<void> {
  const format = animationFormats.find((each) => each === pictureFormat(out));
  if (format === undefined) {
    throw new ConfigError(`animation: expected a name that ends in .gif or .webp, got "${out}"`);
  }
  writeFile(files, out, await encodeFrames(samples, format, timing), { isDurable: false });
}

/** Frames are enlarged to about so many pixels. */
const FRAME_PIXELS = 224;

/** The samples as the frames of an endless animation.
 *  @throws ConfigError if the samples are no images */
export function encodeFrames(
  samples: Float32Tensor,
  format: AnimationFormat,
  { framesPerSecond = 12 }: Timing = {},
): Promise<Uint8Array> {
  const [, , height = 1, width = 1] = samples.shape;
  const scale = Math.max(1, Math.floor(FRAME_PIXELS / Math.max(height, width)));
  const frames = Array.from({ length: samples.shape[0]! }, (_, index) =>
    requireGrid(sampleAt(samples, index), 1, scale),
  );
  return encodeAnimation(frames, format, Math.round(1000 / framesPerSecond));
}
