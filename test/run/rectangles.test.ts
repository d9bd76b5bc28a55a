// Pictures that are not square: trained on, drawn, and held against a folder of images of their shape.

import fs, { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from 'fast-png';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { encodeIdx } from '../../src/formats/idx.ts';
import { runPaths } from '../../src/run/folder.ts';
import { loadDataOf } from '../../src/run/model-data.ts';
import { loadGenerator } from '../../src/run/model-file.ts';
import { readRunConfig } from '../../src/run/run-config.ts';
import { drive } from './drive.ts';
import { temporaryFolder, tinyConfig } from './tiny.ts';

test('a run of 10×6 draws and remembers what it learnt', async () => {
  const folder = temporaryFolder();
  const [data, out] = [join(folder, 'data'), join(folder, 'run')];
  mkdirSync(data);
  const bytes = Uint8Array.from({ length: 150 * 60 }, (_, index) => (index * 37) % 251);
  writeFileSync(join(data, 'train-images-idx3-ubyte'), encodeIdx({ shape: [150, 6, 10], data: bytes }));
  await drive({ config: tinyConfig(data, { iterations: 2 }), out });

  const { width, height } = decode(readFileSync(join(out, 'samples', '000002.png')));
  expect(width).toBeGreaterThan(1.3 * height);

  const model = await loadGenerator(out);
  expect(model.spec.sampleShape).toEqual([1, 6, 10]);
  const images = join(folder, 'images');
  mkdirSync(images);
  const grey = { create: { width: 30, height: 30, channels: 3, background: '#808080' } } as const;
  await sharp(grey).png().toFile(join(images, 'a.png'));
  expect((await loadDataOf(out, model, { dataset: images })).sampleShape).toEqual([1, 6, 10]);
});

test('a folder of images is brought to the rectangle that was asked for', async () => {
  const folder = temporaryFolder();
  const [images, out] = [join(folder, 'images'), join(folder, 'run')];
  mkdirSync(images);
  for (let index = 0; index < 8; index++) {
    const colour = { r: 30 * index, g: 200, b: 90 };
    await sharp({ create: { width: 40, height: 30, channels: 3, background: colour } })
      .png()
      .toFile(join(images, `${index}.png`));
  }
  const config = tinyConfig(images, { iterations: 1, holdout: 0, size: '12x8' });
  await drive({ config, out });
  expect((await loadGenerator(out)).spec.sampleShape).toEqual([3, 8, 12]);
  expect(readRunConfig(fs, runPaths(out)).config.data.size).toBe('12x8');
  expect(() => tinyConfig(images, { size: '12' })).toThrow(
    'size: expected a whole number ≥ 4, or width and height as in 96x64, got "12"',
  );
});
