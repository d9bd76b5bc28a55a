// Pictures of another shape, and transparent ones: `fit` and `alpha`.

import { encode } from 'fast-png';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/base/errors.ts';
import { type DatasetOptions, inMemory } from '../../src/data/dataset.ts';
import { loadImageFolder } from '../../src/data/image-folder.ts';
import { loadDataset } from '../../src/data/registry.ts';
import { temporaryFolder } from './folders.ts';

const [red, blue] = [
  [255, 0, 0],
  [0, 0, 255],
] as const;

/** 16×8, its left half red, its right half blue. */
const wide = sharp(
  Uint8Array.from({ length: 16 * 8 * 3 }, (_, i) => (Math.floor(i / 3) % 16 < 8 ? red : blue)[i % 3]!),
  { raw: { width: 16, height: 8, channels: 3 } },
);

/** A pixel [R, G, B, A?] of the first picture. */
async function read(folder: string, options: DatasetOptions) {
  const dataset = inMemory(await loadImageFolder(folder, { cacheFolder: null, ...options }));
  const [channels, height, width] = dataset.sampleShape as [number, number, number];
  const at = (x: number, y: number) =>
    Array.from({ length: channels }, (_, c) => dataset.values[(c * height + y) * width + x]!);
  return { dataset, at };
}

describe('fit', () => {
  test('pads all of the picture, with what is put behind transparency', async () => {
    const folder = temporaryFolder({ 'a.png': await wide.png().toBuffer() });
    const white = await read(folder, { size: 8, fit: 'pad' });
    expect(white.at(0, 0)).toEqual([255, 255, 255]);
    expect(white.at(0, 4)).toEqual(red);
    expect(white.at(7, 4)).toEqual(blue);
    expect(white.dataset.preparation).toEqual([
      'all of another shape: padded with white',
      'all made smaller, to 8×8',
    ]);
    expect((await read(folder, { size: 8, fit: 'pad', alpha: 'black' })).at(0, 7)).toEqual([0, 0, 0]);
    const clear = await read(folder, { size: 8, fit: 'pad', alpha: 'keep' });
    expect(clear.at(0, 0)).toEqual([0, 0, 0, 0]);
    expect(clear.at(0, 4)).toEqual([...red, 255]);
    expect(clear.dataset.preparation).toContain('all of another shape: padded with transparency');
  });

  test('stretches', async () => {
    const folder = temporaryFolder({ 'a.png': await wide.png().toBuffer() });
    const { at, dataset } = await read(folder, { size: 8, fit: 'stretch' });
    expect([at(0, 0), at(7, 7)]).toEqual([red, blue]);
    expect(dataset.preparation).toContain('all of another shape: stretched');
  });

  test('keeps what was decoded otherwise apart', async () => {
    const folder = temporaryFolder({ 'images/a.png': await wide.png().toBuffer() });
    const cacheFolder = `${folder}/cache`;
    const values = async (options: DatasetOptions) =>
      inMemory(await loadImageFolder(`${folder}/images`, { size: 8, cacheFolder, ...options })).values;
    const first = await values({ fit: 'pad' });
    expect(await values({ fit: 'stretch' })).not.toEqual(first);
    expect(await values({ fit: 'pad' })).toEqual(first);
  });
});

describe('alpha', () => {
  const half = encode({
    ...{ width: 4, height: 4, channels: 4 },
    data: Uint8Array.from({ length: 64 }, (_, i) => [200, 100, 50, i < 32 ? 0 : 255][i % 4]!),
  });

  test('black lies behind', async () => {
    const folder = temporaryFolder({ 'a.png': half });
    const { at, dataset } = await read(folder, { size: 4, alpha: 'black' });
    expect([at(0, 0), at(0, 3)]).toEqual([
      [0, 0, 0],
      [200, 100, 50],
    ]);
    expect(dataset.preparation).toEqual([
      'all with an alpha channel: black was put behind what is transparent',
    ]);
  });

  test('kept is a fourth channel, without colours that nobody sees; grey becomes colour', async () => {
    const grey = await sharp(new Uint8Array(16).fill(90), { raw: { width: 4, height: 4, channels: 1 } })
      .png()
      .toBuffer();
    const folder = temporaryFolder({ 'a.png': half, 'b.png': grey });
    const { at, dataset } = await read(folder, { size: 4, alpha: 'keep' });
    expect(dataset.sampleShape).toEqual([4, 4, 4]);
    expect([at(0, 0), at(0, 3)]).toEqual([
      [0, 0, 0, 0],
      [200, 100, 50, 255],
    ]);
    expect([...dataset.values.subarray(64)]).toEqual([...Array(48).fill(90), ...Array(16).fill(255)]);
    expect(dataset.description).toBe(`2 images of the folder ${dataset.name}, 4×4, colour and transparency`);
  });

  test('data without transparency have none to keep', async () => {
    await expect(loadDataset('mnist', { alpha: 'keep' })).rejects.toThrow(ConfigError);
    const folder = temporaryFolder({ 'a.png': half });
    await expect(
      loadImageFolder(folder, { alpha: 'keep', color: 'grey', cacheFolder: null }),
    ).rejects.toThrow('alpha: keep needs colour, got color grey');
    const opaque = temporaryFolder({ 'a.png': await wide.png().toBuffer() });
    expect((await read(opaque, { alpha: 'keep' })).dataset.notes).toContain(
      'no picture has an alpha channel: the fourth channel is opaque everywhere',
    );
  });
});
