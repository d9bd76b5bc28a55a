// Speckle: ink that does not belong to the digit's stroke. Pure.
// Fully connected generators leave single dots that a classifier's features hardly see; an eye does.

import { ShapeError } from '../base/errors.ts';

/** Bytes from here on, a quarter of full white, are ink; a pixel's ink is its byte. */
export const inkThreshold = 64;

/** An image is fragmented if more than this share of its ink lies outside the largest stroke. */
export const looseInkLimit = 0.02;

/** Share of the images with more than 2 % of their ink outside the largest stroke. A stroke is a set of pixels
 *  ≥ 64 of 255 that touch by side or corner; the largest is the one with the most ink, which is the sum of the bytes
 *  of its pixels. Fainter pixels count for nothing; an image without ink is not fragmented.
 *  @param bytes   uint8[N, H, W], ink bright on dark; every channel of a colour image is an image of its own
 *  @returns       0 to 1
 *  @throws        ShapeError if the bytes do not fill whole images */
export function fragmentedShare(bytes: Uint8Array, height: number, width: number): number {
  const size = height * width;
  const count = bytes.length / size;
  if (!Number.isInteger(count) || count < 1) {
    throw new ShapeError(`fragments: bytes must fill images of ${height}×${width}, got ${bytes.length}`);
  }
  let fragmented = 0;
  for (let image = 0; image < count; image++) {
    const pixels = bytes.subarray(image * size, (image + 1) * size);
    if (looseInk(pixels, width) > looseInkLimit) fragmented++;
  }
  return fragmented / count;
}

/** Share of an image's ink that lies outside its largest stroke; 0 for an image without ink. */
export function looseInk(pixels: Uint8Array, width: number): number {
  const isSeen = new Uint8Array(pixels.length);
  let [total, largest] = [0, 0];
  for (let start = 0; start < pixels.length; start++) {
    if (isSeen[start] === 1 || pixels[start]! < inkThreshold) continue;
    const ink = strokeInk(pixels, width, start, isSeen);
    total += ink;
    largest = Math.max(largest, ink);
  }
  return total === 0 ? 0 : (total - largest) / total;
}

/** Ink of the stroke that holds the pixel `start`; marks its pixels as seen. */
function strokeInk(pixels: Uint8Array, width: number, start: number, isSeen: Uint8Array): number {
  const height = pixels.length / width;
  const stack = [start];
  isSeen[start] = 1;
  let ink = 0;
  for (let place = stack.pop(); place !== undefined; place = stack.pop()) {
    ink += pixels[place]!;
    const column = place % width;
    const row = (place - column) / width;
    for (let y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y++) {
      for (let x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x++) {
        const neighbour = y * width + x;
        if (isSeen[neighbour] === 1 || pixels[neighbour]! < inkThreshold) continue;
        isSeen[neighbour] = 1;
        stack.push(neighbour);
      }
    }
  }
  return ink;
}
