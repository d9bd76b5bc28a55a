// Samples beside their nearest training images: which those are, by features and by pixels, and the picture of them.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { defineDataset } from '../../src/data/dataset.ts';
import { decodePng } from '../../src/formats/png.ts';
import { type NearestImages, nearestByFeatures } from '../../src/metrics/nearest-features.ts';
import { openEvaluator } from '../../src/metrics/open-evaluator.ts';
import { vectors } from '../../src/metrics/vectors.ts';
import { nearestSheet } from '../../src/run/nearest-sheet.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { fakeIo } from '../cli/fake-io.ts';
import { drawShapes } from '../metrics/shapes.ts';
import { drive } from './drive.ts';
import { gzippedImages, pointsFile, temporaryFolder, tinyConfig } from './tiny.ts';

test('by features all training images are looked at, in blocks; by pixels without any', async () => {
  const side = 1024; // eight images to a block
  const values = new Uint8Array(20 * side * side);
  for (let row = 0; row < 20; row++) values.fill(10 * row, row * side * side, (row + 1) * side * side);
  const dataset = defineDataset({ name: 'greys', sampleShape: [1, side, side], values });
  const images = new Uint8Array(2 * side * side).fill(171, 0, side * side).fill(32, side * side);
  const describing = {
    version: 'first pixel',
    describe: (bytes: Uint8Array) =>
      Promise.resolve(
        vectors(
          Float32Array.from({ length: bytes.length / side ** 2 }, (_, at) => bytes[at * side ** 2]!),
          1,
        ),
      ),
  };
  const found = await nearestByFeatures(images, dataset, describing);
  expect(found).toMatchObject({
    features: 'first pixel',
    nearest: [
      { row: 17, distance: 1 },
      { row: 3, distance: 2 },
    ],
  });
  const byPixels = await nearestByFeatures(images, dataset, undefined);
  expect(byPixels.features).toBeUndefined();
  expect(byPixels.nearest[0]).toEqual({ row: 17, distance: expect.closeTo(side / 255, 6) });
});

test('an evaluator finds copies by its features, at distance 0', async () => {
  const shapes = drawShapes(60);
  const device = await openDevice('cpu', { threads: 1 });
  const evaluator = await openEvaluator(shapes, device, { cacheFolder: null, counts: { samples: 20 } });
  const size = 3 * 16 * 16;
  const found = await evaluator.nearest((shapes.values as Uint8Array).slice(40 * size, 42 * size));
  await evaluator.release();
  expect(found.features).toBe('random-vgg-1');
  expect(found.nearest.map(({ row }) => row)).toEqual([40, 41]);
  for (const { distance } of found.nearest) expect(distance).toBeCloseTo(0, 3);
});

test.each([1, 3, 4])(
  'a sheet of %i channels has the pairs, the nearest first, with their distances',
  (channels) => {
    const sampleShape = [channels, 2, 3];
    const size = 6 * channels;
    const values = Uint8Array.from({ length: 6 * size }, (_, at) => (at * 37) % 251);
    const dataset = defineDataset({ name: 'few', sampleShape, values });
    const images = values.slice(0, 5 * size);
    const distances = [12.34, 0.5, 321.4, 1, 2];
    const nearest = distances.map((distance, index) => ({ row: 5 - index, distance }));
    const sheet = nearestSheet({ images, features: 'x', nearest } satisfies NearestImages, dataset);
    expect(sheet.channels).toBe(channels);
    const scale = 18; // 56 pixels for a width of 3
    const pixelOf = (x: number, y: number) => [
      ...sheet.data.subarray((y * sheet.width + x) * channels, (y * sheet.width + x + 1) * channels),
    ];
    const firstOf = (image: number) =>
      Array.from({ length: channels }, (_, channel) => values[image * size + channel * 6]!);
    expect(pixelOf(8, 8)).toEqual(firstOf(1)); // of distance 0.5
    expect(pixelOf(8 + 3 * scale + scale, 8)).toEqual(firstOf(4)); // a gap of one scaled pixel between
    const under = 8 + 2 * scale + 4;
    const inkIn = (from: number, to: number) => {
      let count = 0;
      for (let y = under; y < under + 10; y++)
        for (let x = from; x < to; x++) if (pixelOf(x, y)[0] === 0) count++;
      return count;
    };
    // 0, a point, 5, 0 of 12, 1, 11 and 12 cells of 2×2 pixels
    expect(inkIn(0, 8 + 7 * scale)).toBe(4 * (12 + 1 + 11 + 12));
  },
);

test('a sheet has pictures of 256 pixels in colour', () => {
  const sampleShape = [3, 256, 256];
  const values = new Uint8Array(2 * 3 * 256 ** 2).fill(7);
  const dataset = defineDataset({ name: 'large', sampleShape, values });
  const images = values.slice(0, values.length / 2);
  const { width, data } = nearestSheet(
    { images, features: undefined, nearest: [{ row: 1, distance: 0 }] },
    dataset,
  );
  expect(width).toBeGreaterThan(512);
  expect(data.filter((value) => value === 7)).toHaveLength(values.length);
});

test('evaluate --nearest draws it, and says by what; points have none', async () => {
  const folder = temporaryFolder();
  const run = join(folder, 'run');
  await drive({ config: tinyConfig(gzippedImages(folder), { iterations: 2 }), out: run });
  const tell = async (...args: readonly string[]) => {
    const io = fakeIo();
    return { code: await main([...args], io), out: io.stdout.text(), err: io.stderr.text() };
  };
  const sheet = join(folder, 'sheet.png');
  const { code, out, err } = await tell('evaluate', run, '--samples', '40', '--nearest', sheet);
  expect(code, err).toBe(0);
  expect(out).toMatch(
    /sheet\.png: 32 samples beside the nearest training images\n {2}distances of the features random-vgg-1, \d+\.\d\d to \d+\.\d\d\n$/,
  );
  expect(decodePng(readFileSync(sheet))).toMatchObject({ channels: 1 });
  const json = await tell('evaluate', run, '--samples', '40', '--nearest', sheet, '--json');
  expect(JSON.parse(json.out)).toMatchObject({
    nearestFeatures: 'random-vgg-1',
    nearestOnSheet: { length: 32 },
  });
  expect((await tell('evaluate', run, '--nearest', 'sheet.txt')).err).toContain(
    '--nearest: expected a name that ends in .png, .jpg, .webp or .gif, got "sheet.txt"',
  );
  const points = join(folder, 'points');
  await drive({ config: tinyConfig(pointsFile(folder), { iterations: 2 }), out: points });
  expect((await tell('evaluate', points, '--nearest', sheet)).err).toContain(
    'nearest: expected images, got points of',
  );
}, 60_000);
