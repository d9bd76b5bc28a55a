// A batch of images as one image: tiles in rows. Pure; imports base only.

import { ConfigError, ShapeError } from '../base/errors.ts';
import { float32Data, type HostTensor } from '../base/host-tensor.ts';
import { formatType } from '../base/shape.ts';
import type { Image } from './png.ts';

export interface GridOptions {
  /** Tiles in a row; by default as many as make the grid square. */
  readonly columns?: number;
  /** Pixels between tiles, not scaled. */
  readonly gap?: number;
  /** Width and height of each value's square of pixels. */
  readonly scale?: number;
  /** Grey level, 0 to 255, of gaps and missing tiles, where images have no alpha. */
  readonly background?: number;
}

/** Tiles the images from left to right and top to bottom. A value x becomes the byte (x + 1) · 127.5 in float32,
 *  rounded half to even and clamped to 0…255, as `Add`, `Mul`, `Round`, `Clip` do in ONNX; NaN becomes 0.
 *  With alpha, what lies between the tiles is transparent.
 *  @param images  float32[N, C, H, W] in [-1, 1], C = 1, 3 or 4
 *  @returns       the image, with C channels
 *  @throws        ShapeError if the images are not of that shape, or none
 *  @throws        ConfigError if an option is out of its range */
export function imageGrid(
  images: HostTensor,
  { columns, gap = 1, scale = 1, background = 0 }: GridOptions = {},
): Image {
  const { count, channels, rows, width } = readShape(images);
  const across = columns ?? Math.ceil(Math.sqrt(count));
  requireOption('columns', across, 1, 65_535);
  requireOption('gap', gap, 0, 65_535);
  requireOption('scale', scale, 1, 65_535);
  requireOption('background', background, 0, 255);
  const pitchX = width * scale + gap;
  const pitchY = rows * scale + gap;
  const grid = {
    width: across * pitchX - gap,
    height: Math.ceil(count / across) * pitchY - gap,
    channels,
  };
  const bytes = toBytes(float32Data(images, 'imageGrid'));
  const data = new Uint8Array(grid.width * grid.height * channels).fill(channels === 4 ? 0 : background);
  for (let tile = 0; tile < count; tile++) {
    const left = (tile % across) * pitchX;
    const top = Math.floor(tile / across) * pitchY;
    const values = bytes.subarray(tile * channels * rows * width, (tile + 1) * channels * rows * width);
    drawTile(values, { rows, width, scale }, { ...grid, data }, (top * grid.width + left) * channels);
  }
  return { ...grid, data };
}

interface Tile {
  readonly rows: number;
  readonly width: number;
  readonly scale: number;
}

/** Copies one image [C, H, W] into the grid [H, W, C], from byte `origin` on, each value `scale` × `scale` times. */
function drawTile(
  values: Uint8ClampedArray,
  { rows, width, scale }: Tile,
  grid: Image,
  origin: number,
): void {
  const { data, channels } = grid;
  const pitch = grid.width * channels;
  for (let row = 0; row < rows; row++) {
    const start = origin + row * scale * pitch;
    let target = start;
    for (let column = 0; column < width; column++) {
      for (let copy = 0; copy < scale; copy++) {
        for (let channel = 0; channel < channels; channel++) {
          data[target++] = values[(channel * rows + row) * width + column]!;
        }
      }
    }
    for (let copy = 1; copy < scale; copy++) data.copyWithin(start + copy * pitch, start, target);
  }
}

/** Storing in a clamped array rounds half to even, clamps, and makes NaN 0. */
function toBytes(values: Float32Array): Uint8ClampedArray {
  const bytes = new Uint8ClampedArray(values.length);
  for (let index = 0; index < values.length; index++) {
    bytes[index] = Math.fround(Math.fround(values[index]! + 1) * 127.5);
  }
  return bytes;
}

/** Whether pictures have so many channels: grey, colour, colour with alpha. */
export const isChannels = (channels: number | undefined): channels is Image['channels'] =>
  channels === 1 || channels === 3 || channels === 4;

interface GridShape {
  readonly count: number;
  readonly channels: Image['channels'];
  readonly rows: number;
  readonly width: number;
}

function readShape(images: HostTensor): GridShape {
  const [count = 0, channels, rows = 0, width = 0] = images.shape;
  const isImages = images.dtype === 'float32' && images.shape.length === 4 && count * rows * width > 0;
  if (!isImages || !isChannels(channels)) {
    throw new ShapeError(
      `imageGrid: expected float32[N,C,H,W] with C = 1, 3 or 4, got ${formatType(images)}`,
    );
  }
  return { count, channels, rows, width };
}

function requireOption(name: string, value: number, least: number, largest: number): void {
  if (!Number.isInteger(value) || value < least || value > largest) {
    throw new ConfigError(`imageGrid: ${name} must be an integer from ${least} to ${largest}, got ${value}`);
  }
}
