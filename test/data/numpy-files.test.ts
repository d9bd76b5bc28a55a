import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DatasetOptions } from '../../src/data/dataset.ts';
import { inMemory } from '../../src/data/dataset.ts';
import { loadDataset } from '../../src/data/registry.ts';
import { npyFile, zipFile } from './archives.ts';
import { counted, temporaryFolder } from './folders.ts';

const load = async (path: string, options: DatasetOptions = {}) =>
  inMemory(await loadDataset(path, { cacheFolder: null, ...options }));

/** The dataset of one file. */
async function loadFile(name: string, content: Uint8Array, options: DatasetOptions = {}) {
  return load(join(temporaryFolder({ [name]: content }), name), options);
}

describe('npy', () => {
  test('pictures without channels, with channels last, with channels first', async () => {
    const grey = await loadFile('a.npy', npyFile('|u1', [2, 4, 5], counted([2, 4, 5])));
    expect(grey).toMatchObject({ name: 'a.npy', count: 2, sampleShape: [1, 4, 5] });
    expect(grey.values).toEqual(counted([2, 4, 5]));
    expect(grey.description).toBe('2 images of the file a.npy, 5×4, grey');

    const last = await loadFile('a.npy', npyFile('|u1', [1, 1, 2, 3], Uint8Array.of(1, 2, 3, 4, 5, 6)));
    expect([...last.values]).toEqual([1, 4, 2, 5, 3, 6]);
    expect(last).toMatchObject({ sampleShape: [3, 1, 2], preparation: ['read as [N, H, W, C]'] });

    const first = await loadFile('a.npy', npyFile('|u1', [1, 3, 1, 2], Uint8Array.of(1, 2, 3, 4, 5, 6)));
    expect([...first.values]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(first).toMatchObject({ sampleShape: [3, 1, 2], preparation: ['read as [N, C, H, W]'] });
  });

  test('floats become bytes by their range', async () => {
    const data = Float32Array.of(0, 0.5, 1, 0.25);
    const unit = await loadFile('a.npy', npyFile('<f4', [1, 2, 2], data));
    expect([...unit.values]).toEqual([0, 128, 255, 64]);
    expect(unit.preparation).toContain('floats became bytes: 0 black, 1 white');
    const signed = await loadFile('a.npy', npyFile('<f8', [1, 2, 2], Float64Array.of(-1, 0, 1, 0.5)));
    expect([...signed.values]).toEqual([0, 128, 255, 191]);
    const half = await loadFile('a.npy', npyFile('<f2', [1, 1, 2], Uint16Array.of(0x3c00, 0x3800)));
    expect([...half.values]).toEqual([255, 128]);
  });

  test('a size, a colour or a background is another matter of decoding', async () => {
    const file = npyFile('|u1', [2, 8, 8, 4], new Uint8Array(2 * 256).fill(0));
    const clear = await loadFile('a.npy', file, { alpha: 'keep' });
    expect(clear.sampleShape).toEqual([4, 8, 8]);
    const small = await loadFile('a.npy', file, { size: 4 });
    expect(small.sampleShape).toEqual([3, 4, 4]);
    expect(new Set(small.values)).toEqual(new Set([255]));
    expect(small.preparation).toContain('all made smaller, to 4×4');
    expect((await loadFile('a.npy', file, { color: 'grey', alpha: 'black' })).sampleShape).toEqual([1, 8, 8]);
  });

  test('rows of numbers are points of as many dimensions', async () => {
    const dataset = await loadFile(
      'a.npy',
      npyFile('<f4', [4, 3], Float32Array.from([1, 0, 0, 0, 1, 0, 0, 0, 1, -1, -1, -1])),
    );
    expect(dataset).toMatchObject({
      count: 4,
      sampleShape: [3],
      description: '4 points of 3 dimensions, from a.npy',
    });
    expect([...dataset.values.subarray(9)]).toEqual([-1, -1, -1]);
    const wide = await loadFile('a.npy', npyFile('<i4', [2, 3], Int32Array.of(100, 2000, 1, 300, 4000, 3)));
    expect(wide.notes).toEqual([
      expect.stringContaining('learnt as (x1 − 200) ÷ 100, (x2 − 3000) ÷ 1000, (x3 − 2) ÷ 1'),
    ]);
  });

  test.each([
    [
      'objects',
      npyFile('|O', [2], new Uint8Array(16)),
      'expected numbers, got Python objects, which only a pickle holds',
    ],
    [
      'columns first',
      npyFile('|u1', [2, 2, 2], new Uint8Array(8), { isFortran: true }),
      'expected rows (C order), got columns (Fortran order)',
    ],
    [
      'big-endian',
      npyFile('>f4', [1, 1, 2], new Uint8Array(8)),
      'expected little-endian numbers, got big-endian f4',
    ],
    ['complex', npyFile('<c8', [1, 2, 2], new Uint8Array(32)), 'expected numbers or texts, got c8'],
    [
      'whole numbers',
      npyFile('<i8', [1, 2, 2], new Uint8Array(32)),
      'expected pictures of uint8 or floats, got i8',
    ],
    ['cut off', npyFile('|u1', [3, 9, 9], new Uint8Array(240)), 'an array u1[3,9,9] has 243 bytes, got 240'],
    ['too large a claim', npyFile('|u1', [2 ** 31, 2 ** 31, 2 ** 31], new Uint8Array(4)), 'has 9.90'],
    [
      'another shape',
      npyFile('|u1', [2, 5, 6, 7], new Uint8Array(420)),
      'C = 1, 3 or 4, or points [N, D], got [2,5,6,7]',
    ],
    ['nothing', npyFile('|u1', [0, 5, 6], new Uint8Array(0)), 'got [0,5,6]'],
    [
      'not a number',
      npyFile('<f4', [1, 1, 2], Float32Array.of(1, Number.NaN)),
      'expected finite numbers, got NaN at place 1',
    ],
    [
      'another file',
      new TextEncoder().encode('this is no array at all'),
      'npy: expected a file that begins with',
    ],
  ])('refuses %s in one sentence', async (_, content, message) => {
    const path = join(temporaryFolder({ 'a.npy': content }), 'a.npy');
    await expect(load(path)).rejects.toMatchObject({ message: expect.stringContaining(message) });
    await expect(load(path)).rejects.toMatchObject({ message: expect.stringContaining(path) });
  });
});

describe('npz', () => {
  const images = npyFile('|u1', [4, 3, 3], counted([4, 3, 3]));
  const npz = (files: Readonly<Record<string, Uint8Array>>) =>
    zipFile(Object.fromEntries(Object.entries(files).map(([name, file]) => [`${name}.npy`, file])));

  test('images and labels by their names, numbers or texts', async () => {
    const numbers = npyFile('<i8', [4], BigInt64Array.of(7n, 3n, 7n, 3n));
    const dataset = await loadFile('a.npz', npz({ x: images, y: numbers }));
    expect(dataset.values).toEqual(counted([4, 3, 3]));
    expect(dataset.labels).toEqual({ classes: ['3', '7'], values: Uint8Array.of(1, 0, 1, 0) });
    const texts = Uint32Array.from('dogcatdogcat', (character) => character.charCodeAt(0));
    const named = await loadFile('a.npz', npz({ images, labels: npyFile('<U3', [4], texts) }));
    expect(named.labels).toEqual({ classes: ['cat', 'dog'], values: Uint8Array.of(1, 0, 1, 0) });
    expect((await loadFile('a.npz', npz({ arr_0: images }))).labels).toBeUndefined();
    expect((await loadFile('a.npz', npz({ whatever: images }))).count).toBe(4);
  });

  test('of parts, what trains; --labels names others', async () => {
    const y = npyFile('|u1', [4, 1], Uint8Array.of(0, 1, 2, 2));
    const file = npz({
      x_test: images,
      x_train: images,
      y_train: y,
      shade: npyFile('|u1', [4], Uint8Array.of(5, 5, 5, 6)),
    });
    const dataset = await loadFile('a.npz', file);
    expect(dataset.labels?.classes).toEqual(['0', '1', '2']);
    expect(dataset.notes).toContain('read x_train of a.npz, left out x_test, shade');
    const shade = await loadFile('a.npz', file, { labels: 'shade' });
    expect(shade.labels?.classes).toEqual(['5', '6']);
    expect(shade.notes).toContain(
      'the classes are uneven: 3 of 5, 1 of 6; what is rare here will be rare among the samples',
    );
    await expect(loadFile('a.npz', file, { labels: 'hue' })).rejects.toThrow(
      'labels: expected an array hue in',
    );
  });

  test('says what is wrong', async () => {
    await expect(loadFile('a.npz', npz({ a: images, b: images }))).rejects.toThrow(
      'expected an array called x, images or data, got a, b',
    );
    const vectors = npz({ x: images, y: npyFile('<f4', [4, 2], new Float32Array(8)) });
    await expect(loadFile('a.npz', vectors)).rejects.toThrow(
      'y: expected labels [4] of whole numbers or texts, got f4[4,2]',
    );
    const whole = npz({ x: images });
    const path = join(temporaryFolder(), 'a.npz');
    writeFileSync(path, whole.subarray(0, whole.length - 30));
    await expect(load(path)).rejects.toThrow(`${path}: cannot be read as a ZIP archive`);
    const damaged = Uint8Array.from(whole);
    damaged[60]! ^= 0xff;
    writeFileSync(path, damaged);
    await expect(load(path)).rejects.toThrow(`${path}: x.npy cannot be read`);
  });
});
