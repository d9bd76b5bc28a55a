// Digits turned, stretched, slanted and shifted at random, so that a small network does not learn them by heart.

import { fillUniform } from '../../src/base/random.ts';

const side = 28;
const size = side * side;
const numbersPerImage = 6;

/** How far images are changed, at most, both ways. */
const limits = { turn: (12 * Math.PI) / 180, stretch: 0.15, slant: 0.15, shift: 2.5 } as const;

/** Writes a batch of changed digits, float32[rows.length,1,28,28] in [−1, 1].
 *  @param bytes  uint8[M, 784]
 *  @param step   number of the batch: the same numbers for the same seed and step */
export function fillChanged(
  bytes: Uint8Array,
  rows: Uint32Array,
  out: Float32Array,
  { seed, step }: { readonly seed: number; readonly step: number },
): void {
  const numbers = new Float32Array(rows.length * numbersPerImage);
  fillUniform(numbers, { seed, purpose: 'mix', counter: step });
  for (const [index, row] of rows.entries()) {
    const random = numbers.subarray(index * numbersPerImage, (index + 1) * numbersPerImage);
    fillImage(
      bytes.subarray(row * size, (row + 1) * size),
      out.subarray(index * size, (index + 1) * size),
      [...random].map((x) => 2 * x - 1),
    );
  }
}

/** Each pixel of the result reads its place in the original, between pixels linearly. */
function fillImage(image: Uint8Array, out: Float32Array, random: readonly number[]): void {
  const [turn = 0, stretchX = 0, stretchY = 0, slant = 0, shiftX = 0, shiftY = 0] = random;
  const [cos, sin] = [Math.cos(limits.turn * turn), Math.sin(limits.turn * turn)];
  const xx = cos * (1 + limits.stretch * stretchX);
  const xy = limits.slant * slant - sin;
  const yx = sin;
  const yy = cos * (1 + limits.stretch * stretchY);
  const middle = (side - 1) / 2;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const x = middle + limits.shift * shiftX + xx * (column - middle) + xy * (row - middle);
      const y = middle + limits.shift * shiftY + yx * (column - middle) + yy * (row - middle);
      out[row * side + column] = byteAt(image, x, y) / 127.5 - 1;
    }
  }
}

/** The image between its pixels, dark outside. */
function byteAt(image: Uint8Array, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  if (left < 0 || top < 0 || left > side - 2 || top > side - 2) return 0; // MNIST's border is empty
  const [a, b] = [x - left, y - top];
  const place = top * side + left;
  const upper = (1 - a) * image[place]! + a * image[place + 1]!;
  const lower = (1 - a) * image[place + side]! + a * image[place + side + 1]!;
  return (1 - b) * upper + b * lower;
}
