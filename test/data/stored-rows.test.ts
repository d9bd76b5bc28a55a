// Images that are too many for memory are read by rows from their cache file; everything else is the same.

import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { DataError } from '../../src/base/errors.ts';
import { fillUniform } from '../../src/base/random.ts';
import { createBatcher, splitHoldout } from '../../src/data/batches.ts';
import { type Dataset, fillSamples, inMemory, inMemoryBytes, valuesOf } from '../../src/data/dataset.ts';
import { loadImageFolder } from '../../src/data/image-folder.ts';
import { previewSamples } from '../../src/data/preview.ts';
import { nearestImages, nearestInDataset } from '../../src/metrics/nearest.ts';
import { summarize } from '../../src/run/run-config.ts';
import { sharedFolder } from '../run/tiny.ts';
import { temporaryFolder } from './folders.ts';

const shared = sharedFolder();
const count = 23;
const square = { width: 6, height: 6, channels: 1 } as const;
let folder = '';
let memory: Dataset;
let stored: Dataset;

/** Images of 6×6 in two folders, one file between them that is none. */
beforeAll(async () => {
  folder = join(shared.path, 'images');
  const values = new Float32Array(count * 36);
  fillUniform(values, { seed: 3, purpose: 'evaluate', counter: 0 });
  const bytes = Uint8Array.from(values, (value) => Math.floor(value * 256));
  for (const [index, name] of Array.from({ length: count }, (_, at) => (at < 9 ? 'a' : 'b')).entries()) {
    mkdirSync(join(folder, name), { recursive: true });
    const path = join(folder, name, `${String(index).padStart(2, '0')}.png`);
    writeFileSync(path, encode({ ...square, data: bytes.slice(index * 36, (index + 1) * 36) }));
  }
  writeFileSync(join(folder, 'a', '04x.png'), 'none');
  memory = await loadImageFolder(folder, { size: 6, cacheFolder: null });
  stored = await loadImageFolder(folder, storing());
});

/** Where the cache file is, and how little memory may be used. */
const storing = (cacheFolder = join(shared.path, 'cache')) => ({ size: 6, cacheFolder, inMemoryBytes: 500 });
const cacheFile = () => join(shared.path, 'cache', readdirSync(join(shared.path, 'cache'))[0]!);

const bytesOf = (dataset: Dataset, rows: Uint32Array) => {
  const out = new Uint8Array(2 + rows.length * 36);
  fillSamples(dataset, rows, 0, rows.length, out, 2);
  return out;
};

test('the dataset is the same but for where its values lie', () => {
  const { values, ...fields } = stored;
  const { values: all, ...expected } = memory;
  expect(fields).toEqual(expected);
  expect(values).not.toBeInstanceOf(Uint8Array);
  expect(values.byteLength).toBe(count * 36);
  expect(fields.labels?.classes).toEqual(['a', 'b']);
  expect(fields.skipped).toHaveLength(1);
  expect(inMemory(stored).values).toEqual(all);
  expect(summarize(stored)).toEqual(summarize(memory));
  expect([inMemoryBytes(stored), inMemoryBytes(memory)]).toEqual([0, count * 36]);
});

test('rows in any order are the same, as bytes and as floats', () => {
  const rows = Uint32Array.of(22, 0, 7, 7, 13);
  expect(bytesOf(stored, rows)).toEqual(bytesOf(memory, rows));
  const [a, b] = [new Float32Array(180), new Float32Array(180)];
  fillSamples(stored, rows, 0, 5, a);
  fillSamples(memory, rows, 0, 5, b);
  expect(a).toEqual(b);
  expect(previewSamples(stored, { count: 9, seed: 1 })).toEqual(
    previewSamples(memory, { count: 9, seed: 1 }),
  );
  expect(() => bytesOf(stored, Uint32Array.of(count))).toThrow(DataError);
});

test('batches are the same, with labels and a holdout', () => {
  const { train } = splitHoldout(memory, 5, 1);
  const [own, other] = [stored, memory].map((dataset) => createBatcher(dataset, { seed: 1, rows: train }));
  for (let batch = 0; batch < 6; batch++) {
    const [a, b] = [new Uint8Array(7 * 36), new Uint8Array(7 * 36)];
    const [labels, same] = [new Uint8Array(7), new Uint8Array(7)];
    own!.next(7, a, 0, labels);
    other!.next(7, b, 0, same);
    expect(a).toEqual(b);
    expect(labels).toEqual(same);
  }
});

describe('the cache file', () => {
  it('is read by rows or into memory, as there is room', async () => {
    const done: number[] = [];
    const again = await loadImageFolder(folder, { ...storing(), onProgress: (at) => done.push(at) });
    expect(done).toEqual([count + 1]);
    expect(again.values).not.toBeInstanceOf(Uint8Array);
    expect(bytesOf(again, Uint32Array.of(3, 20))).toEqual(bytesOf(memory, Uint32Array.of(3, 20)));
    const whole = await loadImageFolder(folder, { ...storing(), inMemoryBytes: 1e6 });
    expect(valuesOf(whole)).toEqual(memory.values);
    expect(whole).toEqual(memory);
  });

  it.each([
    ['a changed value', 100],
    ['a changed label', count * 36],
    ['another length of its text', -2],
  ])('with %s is made again', async (_, at) => {
    const path = cacheFile();
    const bytes = readFileSync(path);
    const damaged = Uint8Array.from(bytes);
    damaged.set([damaged.at(at)! ^ 1], at < 0 ? damaged.length + at : at);
    rmSync(path); // whoever reads it goes on
    writeFileSync(path, damaged);
    const done: number[] = [];
    const again = await loadImageFolder(folder, { ...storing(), onProgress: (at) => done.push(at) });
    expect(done.length).toBeGreaterThan(1);
    expect(inMemory(again).values).toEqual(memory.values);
    expect(readFileSync(path)).toEqual(bytes);
  });

  it('that becomes shorter while it is used is said to', async () => {
    const cacheFolder = join(shared.path, 'short');
    const again = await loadImageFolder(folder, storing(cacheFolder));
    truncateSync(join(cacheFolder, readdirSync(cacheFolder)[0]!), 50);
    expect(() => bytesOf(again, Uint32Array.of(20))).toThrow(
      'cannot be read, got a file that became shorter',
    );
  });

  it('that cannot be made is an error, with what to do', async () => {
    const file = join(temporaryFolder({ file: 'x' }), 'file');
    await expect(loadImageFolder(folder, storing(join(file, 'cache')))).rejects.toMatchObject({
      message: expect.stringContaining('decoded images cannot be kept there'),
      help: expect.stringContaining('XDG_CACHE_HOME'),
    });
  });

  it('is not left in parts by a signal', async () => {
    const cacheFolder = join(shared.path, 'stopped');
    const stop = new AbortController();
    const loading = loadImageFolder(folder, {
      ...storing(cacheFolder),
      signal: stop.signal,
      onProgress: () => stop.abort(new Error('enough')),
    });
    await expect(loading).rejects.toThrow('enough');
    expect(readdirSync(cacheFolder)).toEqual([]);
  });
});

test('the nearest images are found block by block', () => {
  const all = valuesOf(memory) as Uint8Array;
  const samples = all.map((value, index) => (index % 5 === 0 ? 255 - value : value)).subarray(0, 10 * 36);
  const own = Uint32Array.from({ length: 10 }, (_, index) => index);
  const steps: number[] = [];
  expect(nearestInDataset(samples, stored, { onProgress: (done) => steps.push(done) }, 4)).toEqual(
    nearestImages(samples, all, 36),
  );
  expect(steps.at(-1)).toBe(10);
  expect(nearestInDataset(samples, stored, { own }, 4)).toEqual(nearestImages(samples, all, 36, { own }));
});
