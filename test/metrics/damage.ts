// Real images made worse.

import { fillNormal } from '../../src/base/random.ts';
import { defineDataset, type MemoryDataset } from '../../src/data/dataset.ts';

const changed = (images: MemoryDataset, values: Uint8Array) => defineDataset({ ...images, values });

/** Each pixel mixed with the mean of its neighbourhood of 3×3, which has this share of it, 0 to 1; beyond the border lies
 *  what lies at it. A strength of 3 is three times over. */
export function blurred(images: MemoryDataset, strength: number): MemoryDataset {
  const [, height = 1, width = 1] = images.sampleShape;
  let from = Float32Array.from(images.values as Uint8Array);
  for (let rest = strength; rest > 0; rest--) {
    const share = Math.min(1, rest);
    const to = new Float32Array(from.length);
    for (let at = 0; at < from.length; at++) {
      const [row, column] = [Math.floor(at / width) % height, at % width];
      let sum = 0;
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          const y = Math.min(height - 1, Math.max(0, row + dy));
          const x = Math.min(width - 1, Math.max(0, column + dx));
          sum += from[at + (y - row) * width + x - column]!;
        }
      }
      to[at] = (1 - share) * from[at]! + (share * sum) / 9;
    }
    from = to;
  }
  return changed(images, Uint8Array.from(from, Math.round));
}

/** Normal noise of a deviation in steps of the 255 from black to white, on every pixel. */
export function noisy(images: MemoryDataset, deviation: number): MemoryDataset {
  const noise = new Float32Array(images.values.length);
  fillNormal(noise, { seed: 1, purpose: 'sample', counter: 0, name: 'noisy' });
  const bytes = new Uint8ClampedArray(noise.length);
  for (let at = 0; at < noise.length; at++) bytes[at] = Number(images.values[at]) + deviation * noise[at]!;
  return changed(images, new Uint8Array(bytes.buffer));
}
