// Pictures that are not square: trained on, drawn, and held against a folder of images of their shape.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from 'fast-png';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { encodeIdx } from '../../src/formats/idx.ts';
import { loadDataOf } from '../../src/run/model-data.ts';
import { loadGenerator } from '../../src/run/model-file.ts';
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
