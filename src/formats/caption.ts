// Numbers as small pixels, for captions in pictures. Pure.

import type { Image } from './png.ts';

/** Rows of three pixels, a bit each, from the top. */
const glyphs: Readonly<Record<string, readonly number[]>> = {
  '0': [7, 5, 5, 5, 7],
  '1': [2, 6, 2, 2, 7],
  '2': [7, 1, 7, 4, 7],
  '3': [7, 1, 3, 1, 7],
  '4': [5, 5, 7, 1, 1],
  '5': [7, 4, 7, 1, 7],
  '6': [7, 4, 7, 5, 7],
  '7': [7, 1, 2, 2, 2],
  '8': [7, 5, 7, 5, 7],
  '9': [7, 5, 7, 1, 7],
  '.': [0, 0, 0, 0, 2],
};

export const captionHeight = 10;
const scale = captionHeight / 5;
const pitch = 4 * scale;

/** Writes digits and points in black, `captionHeight` pixels high, around a column; what does not fit is cut.
 *  @param centre  the column in the middle of the text
 *  @param top     the text's first row */
export function drawCaption(image: Image, text: string, centre: number, top: number): void {
  const { width, height, channels, data } = image;
  const left = Math.round(centre - (text.length * pitch - scale) / 2);
  for (const [index, character] of [...text].entries()) {
    for (let y = 0; y < captionHeight; y++) {
      for (let x = 0; x < 3 * scale; x++) {
        const bit = 4 >> Math.floor(x / scale);
        const [column, row] = [left + index * pitch + x, top + y];
        const isInk = ((glyphs[character]?.[Math.floor(y / scale)] ?? 0) & bit) !== 0;
        if (!isInk || column < 0 || column >= width || row >= height) continue;
        const at = (row * width + column) * channels;
        data.fill(0, at, at + Math.min(3, channels));
      }
    }
  }
}
