import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Dataset, defineDataset } from '../../src/data/dataset.ts';
import { encodeIdx } from '../../src/formats/idx.ts';
import { type PartialConfig, resolveConfig } from '../../src/train/config.ts';
import { dataCautionsOf } from '../../src/train/data-cautions.ts';
import { drive } from '../run/drive.ts';
import { temporaryFolder, tinyConfig } from '../run/tiny.ts';

const images = (count: number) =>
  defineDataset({ name: 'images', sampleShape: [1, 28, 28], values: new Uint8Array(count * 784) });
const points = (count: number) =>
  defineDataset({ name: 'points', sampleShape: [2], values: new Float32Array(2 * count) });

describe('data that are few', () => {
  test.each([
    ['a single image', images(1), {}, 'there is a single sample to learn from'],
    ['a single point', points(1), {}, 'there is a single sample to learn from'],
    ['one that is not held out', images(11), { holdout: 10 }, 'there is a single sample to learn from'],
    ['fewer than a batch', images(63), {}, '63 samples are fewer than a batch of 64'],
    ['fewer than a batch, but for those held out', images(120), { holdout: 0.5 }, '60 samples are fewer'],
    ['few points', points(12), {}, '12 samples are fewer than a batch of 64'],
    [
      'fewer numbers than weights',
      images(680),
      {},
      '680 images hold 533,120 numbers, and the critic has 533,505 weights',
    ],
  ] as const)('are said: %s', (_, dataset, said: PartialConfig, message) => {
    const cautions = dataCautionsOf(resolveConfig(said), dataset);
    expect(cautions).toEqual([expect.objectContaining({ message: expect.stringContaining(message) })]);
    expect(cautions[0]!.message).toContain('expect ');
  });

  test.each<readonly [string, Dataset, PartialConfig]>([
    ['images with more numbers than weights', images(681), {}],
    ['few images for a small critic', images(100), { criticHidden: [64] }],
    ['a batch of points', points(64), {}],
  ])('are not said of %s', (_, dataset, said) => {
    expect(dataCautionsOf(resolveConfig(said), dataset)).toEqual([]);
  });

  test('are said by a run before its first iteration', async () => {
    const data = temporaryFolder();
    writeFileSync(
      join(data, 'train-images-idx3-ubyte'),
      encodeIdx({ shape: [1, 6, 6], data: new Uint8Array(36) }),
    );
    const { events } = await drive({
      config: tinyConfig(data, { iterations: 1, holdout: 0, logEvery: 1 }),
      out: join(temporaryFolder(), 'run'),
    });
    const kinds = events.map((event) => (event.type === 'warning' ? event.name : event.type));
    expect(kinds.indexOf('single-sample')).toBeGreaterThan(-1);
    expect(kinds.indexOf('single-sample')).toBeLessThan(kinds.indexOf('iteration'));
  });
});
