// Drawing on pixels with smooth edges: a shape covers a pixel by how far the pixel's centre lies inside. Pure.

import type { Image } from './png.ts';

/** Red, green and blue, 0 to 255. */
export type Color = readonly [red: number, green: number, blue: number];

/** An RGB picture that is drawn on. Coordinates are in pixels from the top left corner. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  /** float32[height, width, 3], 0 to 255. */
  readonly data: Float32Array;
}

/** A white picture. */
export function createRaster(width: number, height: number): Raster {
  return { width, height, data: new Float32Array(width * height * 3).fill(255) };
}

/** The picture with its values rounded. */
export function rasterImage({ width, height, data }: Raster): Image {
  return { width, height, channels: 3, data: new Uint8Array(Uint8ClampedArray.from(data).buffer) };
}

/** Mixes a colour into a pixel; pixels outside are left out.
 *  @param opacity  0 to 1 */
export function blend(
  { width, height, data }: Raster,
  x: number,
  y: number,
  color: Color,
  opacity: number,
): void {
  if (x < 0 || y < 0 || x >= width || y >= height || opacity <= 0) return;
  const start = (y * width + x) * 3;
  for (let channel = 0; channel < 3; channel++) {
    data[start + channel]! += (color[channel]! - data[start + channel]!) * opacity;
  }
}

/** How a shape is inked. */
export interface Ink {
  readonly color: Color;
  readonly opacity: number;
}

/** A filled disc around (x, y). */
export function fillDisc(
  raster: Raster,
  x: number,
  y: number,
  radius: number,
  { color, opacity }: Ink,
): void {
  const reach = radius + 0.5;
  for (let row = Math.floor(y - reach); row <= y + reach; row++) {
    for (let column = Math.floor(x - reach); column <= x + reach; column++) {
      const distance = Math.hypot(column + 0.5 - x, row + 0.5 - y);
      blend(raster, column, row, color, opacity * coverage(reach - distance));
    }
  }
}

/** A stroke with round ends from one point to another. */
export function strokeLine(
  raster: Raster,
  [x0, y0]: readonly [number, number],
  [x1, y1]: readonly [number, number],
  width: number,
  { color, opacity }: Ink,
): void {
  const reach = width / 2 + 0.5;
  const length = Math.hypot(x1 - x0, y1 - y0) || 1;
  const [dx, dy] = [(x1 - x0) / length, (y1 - y0) / length];
  for (let row = Math.floor(Math.min(y0, y1) - reach); row <= Math.max(y0, y1) + reach; row++) {
    for (let column = Math.floor(Math.min(x0, x1) - reach); column <= Math.max(x0, x1) + reach; column++) {
      const [px, py] = [column + 0.5 - x0, row + 0.5 - y0];
      const along = Math.min(length, Math.max(0, px * dx + py * dy));
      const distance = Math.hypot(px - along * dx, py - along * dy);
      blend(raster, column, row, color, opacity * coverage(reach - distance));
    }
  }
}

const coverage = (inside: number) => Math.min(1, Math.max(0, inside));
