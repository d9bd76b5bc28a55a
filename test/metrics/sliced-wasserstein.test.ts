import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fillUniform } from '../../src/base/random.ts';
import { laplacianPyramid, patchesOf } from '../../src/metrics/image-patches.ts';
import { createSlicedWasserstein, slicedDistance } from '../../src/metrics/sliced-wasserstein.ts';
import { vectors } from '../../src/metrics/vectors.ts';

interface Expected {
  readonly image: number[][];
  readonly levels: number[][][];
  readonly a: number[][];
  readonly b: number[][];
  readonly directions: number[][];
  readonly distance: number;
}

const path = new URL('../fixtures/metrics/sliced.json', import.meta.url);
const expected = JSON.parse(readFileSync(path, 'utf8')) as Expected;
const tableOf = (rows: readonly number[][]) => vectors(Float64Array.from(rows.flat()), rows[0]!.length);

/** Images with a wave of a random phase, of a height and of a length in pixels. */
function waves(count: number, sampleShape: readonly number[], { height = 100, length = 5, seed = 1 } = {}) {
  const [channels = 1, rows = 1, columns = 1] = sampleShape;
  const phases = new Float32Array(count);
  fillUniform(phases, { seed, purpose: 'sample', counter: 0 });
  const size = channels * rows * columns;
  const bytes = Uint8Array.from({ length: count * size }, (_, index) => {
    const x = index % columns;
    return 128 + height * Math.sin(2 * Math.PI * (x / length + phases[Math.floor(index / size)]!));
  });
  return { bytes, sampleShape };
}

describe('patches', () => {
  test("the pyramid's levels are scipy's", () => {
    const [height, width] = [expected.image.length, expected.image[0]!.length];
    const levels = laplacianPyramid({ width, height, values: Float64Array.from(expected.image.flat()) });
    expect(levels.map((level) => [level.height, level.width])).toEqual([
      [29, 34],
      [15, 17],
      [8, 9],
    ]);
    levels.forEach(({ values }, index) => {
      expected.levels[index]!.flat().forEach((value, place) => {
        expect(Math.abs(values[place]! - value)).toBeLessThan(1e-7);
      });
    });
  });

  test('see fine texture and nearly all of the image, also of a tiny one', () => {
    const sizes = (shape: readonly number[]) =>
      patchesOf(waves(3, shape), 0).map(({ count, dimension }) => [count, dimension]);
    expect(sizes([3, 32, 32])).toEqual([
      [24, 147],
      [24, 147],
      [24, 147],
    ]);
    expect(sizes([1, 28, 28])).toHaveLength(3);
    expect(sizes([1, 4, 6])).toEqual([[24, 24]]);
  });
});

describe('the sliced distance', () => {
  test("is scipy's, also of sets of different sizes", () => {
    const [a, b, directions] = [expected.a, expected.b, expected.directions].map(tableOf);
    expect(slicedDistance(a!, b!, directions!)).toBeCloseTo(expected.distance, 10);
    expect(slicedDistance(a!, a!, directions!)).toBe(0);
  });

  test('tells texture, contrast and too few kinds of images from real ones', () => {
    const shape = [3, 16, 16];
    const metric = createSlicedWasserstein(waves(60, shape), 0);
    const real = metric.distance(waves(60, shape, { seed: 2 }), 1);
    const distances = {
      faint: metric.distance(waves(60, shape, { height: 30, seed: 2 }), 1),
      coarse: metric.distance(waves(60, shape, { length: 9, seed: 2 }), 1),
      collapsed: metric.distance({ ...waves(60, shape), bytes: new Uint8Array(60 * 768).fill(128) }, 1),
    };
    for (const [name, distance] of Object.entries(distances)) {
      expect(distance, name).toBeGreaterThan(3 * real);
    }
  });
});
