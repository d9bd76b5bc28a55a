import { expect, test } from 'vitest';
import { fillUniform } from '../../src/base/random.ts';
import { defineDataset } from '../../src/data/dataset.ts';
import { findTwins } from '../../src/data/twins.ts';

/** Smooth random pictures of 3×16×16. */
function pictures(count: number, seed: number): Uint8Array {
  const uniforms = new Float32Array(count * 12);
  fillUniform(uniforms, { seed, purpose: 'sample', counter: 0 });
  return Uint8Array.from({ length: count * 768 }, (_, index) => {
    const [picture, place] = [Math.floor(index / 768), index % 768];
    const [y, x] = [Math.floor((place % 256) / 16), place % 16];
    const at = (k: number) => uniforms[picture * 12 + k]!;
    const wave = Math.sin(6 * at(0) * x + 7 * at(1)) + Math.cos(6 * at(2) * y + 7 * at(3));
    return 127 + 60 * wave;
  });
}

const dataset = (values: Uint8Array) => defineDataset({ name: 'p', sampleShape: [3, 16, 16], values });

test('equal and nearly equal pictures are told with the first of them, different ones are not', () => {
  const values = pictures(40, 3);
  expect(findTwins(dataset(values.slice()))).toEqual([]);
  const copy = (from: number, to: number) => values.copyWithin(to * 768, from * 768, (from + 1) * 768);
  copy(2, 7);
  copy(2, 30);
  copy(11, 12);
  for (let index = 12 * 768; index < 13 * 768; index += 5) values[index]! ^= 3; // as another JPEG of it
  expect(findTwins(dataset(values))).toEqual([
    [2, 7],
    [11, 12],
    [2, 30],
  ]);
});

test('pictures that differ in one place are no twins', () => {
  const values = pictures(2, 5);
  values.copyWithin(768, 0, 768);
  for (let channel = 0; channel < 3; channel++) {
    for (const place of [100, 101, 116, 117]) values[768 + channel * 256 + place]! ^= 64;
  }
  expect(findTwins(dataset(values))).toEqual([]);
});

test('pictures that only hash alike are no twins, and small or flat ones do no harm', () => {
  const flat = Uint8Array.from({ length: 3 * 768 }, (_, index) => 100 * Math.floor(index / 768));
  expect(findTwins(dataset(flat))).toEqual([]);
  const tiny = defineDataset({ name: 'p', sampleShape: [1, 4, 4], values: new Uint8Array(48) });
  expect(findTwins(tiny)).toEqual([
    [0, 1],
    [0, 2],
  ]);
});
