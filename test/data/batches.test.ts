import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigError, ShapeError } from '../../src/base/errors.ts';
import { createBatcher, splitHoldout } from '../../src/data/batches.ts';
import { type Dataset, defineDataset } from '../../src/data/dataset.ts';

/** Samples that are their own numbers. */
function numbered(count: number): Dataset {
  return defineDataset({
    name: 'numbered',
    sampleShape: [1],
    values: Float32Array.from({ length: count }, (_, i) => i),
  });
}

function read(dataset: Dataset, total: number, options: Parameters<typeof createBatcher>[1]): number[] {
  const out = new Float32Array(total);
  createBatcher(dataset, options).next(total, out);
  return [...out];
}

const counts = fc.integer({ min: 1, max: 40 });
const seeds = fc.integer({ min: 0, max: 2 ** 32 });
const reads = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 8 });

describe('createBatcher', () => {
  test('any split of reads gives the same stream, also resumed from its cursor', () => {
    fc.assert(
      fc.property(counts, seeds, reads, fc.boolean(), (count, seed, sizes, isResumed) => {
        const dataset = numbered(count);
        const total = sizes.reduce((sum, size) => sum + size, 0);
        const out = new Float32Array(total);
        let batcher = createBatcher(dataset, { seed });
        for (const size of sizes) {
          if (isResumed) batcher = createBatcher(dataset, { seed, cursor: batcher.cursor });
          batcher.next(size, out, batcher.cursor);
        }
        expect(batcher.cursor).toBe(total);
        expect(batcher.epoch).toBe(Math.floor(total / count));
        expect([...out]).toEqual(read(dataset, total, { seed }));
      }),
    );
  });

  test('mirrors half of the pictures, others in each epoch, however it is read', () => {
    const images = defineDataset({
      name: 'images',
      sampleShape: [2, 1, 3],
      values: Uint8Array.from({ length: 200 * 6 }, (_, index) => index % 6),
    });
    const pictures = (options: Partial<Parameters<typeof createBatcher>[1]>, sizes = [400]) => {
      const out = new Uint8Array(400 * 6);
      const batcher = createBatcher(images, { seed: 3, ...options });
      for (const size of sizes) batcher.next(size, out, batcher.cursor * 6);
      return Array.from({ length: 400 }, (_, index) => out.subarray(index * 6, index * 6 + 6).join(''));
    };
    const mirrored = pictures({ mirror: true });
    expect(new Set(mirrored)).toEqual(new Set(['012345', '210543']));
    expect(new Set(pictures({}))).toEqual(new Set(['012345']));
    const share = mirrored.filter((picture) => picture === '210543').length / 400;
    expect(Math.abs(share - 0.5)).toBeLessThan(0.1); // 4 standard deviations
    expect(mirrored.slice(200)).not.toEqual(mirrored.slice(0, 200));
    expect(pictures({ mirror: true }, [7, 150, 100, 143])).toEqual(mirrored);
    expect(pictures({ mirror: true, seed: 4 })).not.toEqual(mirrored);
    const floats = new Float32Array(6 * 50);
    createBatcher(images, { seed: 3, mirror: true, cursor: 190 }).next(50, floats);
    const resumed = Array.from({ length: 50 }, (_, index) =>
      Array.from(floats.subarray(index * 6, index * 6 + 6), (x) => Math.round((x + 1) * 127.5)).join(''),
    );
    expect(resumed).toEqual(mirrored.slice(190, 240));
    expect(() => createBatcher(numbered(3), { seed: 1, mirror: true })).toThrow(
      'mirror: expected pictures, got samples of [1] of numbered',
    );
  });

  test('every epoch is a permutation', () => {
    fc.assert(
      fc.property(counts, seeds, fc.integer({ min: 0, max: 5 }), (count, seed, epoch) => {
        const samples = read(numbered(count), count, { seed, cursor: epoch * count });
        expect(samples.sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
      }),
    );
  });

  test('epochs and seeds differ', () => {
    const first = read(numbered(50), 50, { seed: 1 });
    expect(read(numbered(50), 50, { seed: 1, cursor: 50 })).not.toEqual(first);
    expect(read(numbered(50), 50, { seed: 2 })).not.toEqual(first);
  });

  test('a dataset smaller than the batch goes round', () => {
    const samples = read(numbered(3), 8, { seed: 5 });
    expect(samples.slice(0, 3).sort()).toEqual([0, 1, 2]);
    expect(samples.slice(3, 6).sort()).toEqual([0, 1, 2]);
  });

  test('gives only the rows it was given', () => {
    const rows = Uint32Array.of(2, 4, 7);
    expect(read(numbered(9), 6, { seed: 1, rows }).sort()).toEqual([2, 2, 4, 4, 7, 7]);
  });

  test('keeps its place where a read fails', () => {
    const batcher = createBatcher(numbered(3), { seed: 1 });
    expect(() => batcher.next(8, new Float32Array(4))).toThrow(ShapeError);
    expect(batcher.cursor).toBe(0);
  });

  test.each([-1, 0.5, Number.NaN])('refuses the cursor %s', (cursor) => {
    expect(() => createBatcher(numbered(3), { seed: 1, cursor })).toThrow(ConfigError);
  });

  test('refuses to train on nothing', () => {
    expect(() => createBatcher(numbered(3), { seed: 1, rows: new Uint32Array(0) })).toThrow(ConfigError);
  });
});

describe('splitHoldout', () => {
  test('parts are disjoint, sorted and complete', () => {
    fc.assert(
      fc.property(counts, seeds, fc.double({ min: 0, max: 0.49, noNaN: true }), (count, seed, fraction) => {
        const { train, holdout } = splitHoldout(numbered(count), fraction, seed);
        expect(holdout.length).toBe(Math.round(fraction * count));
        expect([...train]).toEqual([...train].sort((a, b) => a - b));
        expect([...train, ...holdout].sort((a, b) => a - b)).toEqual(
          Array.from({ length: count }, (_, i) => i),
        );
      }),
    );
  });

  test('takes a number of samples too, chosen by the seed', () => {
    const { train, holdout } = splitHoldout(numbered(100), 10, 1);
    expect([train.length, holdout.length]).toEqual([90, 10]);
    expect(splitHoldout(numbered(100), 10, 2).holdout).not.toEqual(holdout);
  });

  test.each([-0.1, 100, 2.5, 0.999, Number.NaN])('refuses %s of 100', (amount) => {
    expect(() => splitHoldout(numbered(100), amount, 1)).toThrow(ConfigError);
  });
});
