// Classes of samples: as many as there are, and the batcher's beside the samples that it draws.

import { describe, expect, it, test } from 'vitest';
import { DataError } from '../../src/base/errors.ts';
import { createBatcher, splitHoldout } from '../../src/data/batches.ts';
import { type Dataset, defineDataset, inMemory, selectRows } from '../../src/data/dataset.ts';
import { labelsFromFolders } from '../../src/data/image-files.ts';
import { labelArray, namedLabels, numberedLabels } from '../../src/data/labels.ts';
import { loadDataset } from '../../src/data/registry.ts';

/** Sample i holds the value i and is of class i mod 3. */
const numbered = (count: number): Dataset =>
  defineDataset({
    name: 'numbered',
    sampleShape: [1],
    values: Float32Array.from({ length: count }, (_, index) => index),
    labels: { classes: ['a', 'b', 'c'], values: Uint8Array.from({ length: count }, (_, index) => index % 3) },
  });

test.each([
  [256, Uint8Array],
  [257, Uint16Array],
  [65_536, Uint16Array],
  [65_537, Uint32Array],
])('%i classes fit %o', (classes, type) => {
  expect(labelArray(3, classes)).toEqual(new type(3));
});

test('a folder per class: as many as there are, in the order of their names', () => {
  const paths = Array.from({ length: 70_000 }, (_, index) => `${String(index).padStart(5, '0')}/x.png`);
  const { classes, values } = labelsFromFolders(paths)!;
  expect(classes.length).toBe(70_000);
  expect(values).toBeInstanceOf(Uint32Array);
  expect([values[0], values[300], values[69_999]]).toEqual([0, 300, 69_999]);
});

test('labels without names are called by their numbers', () => {
  expect(numberedLabels(Uint8Array.of(2, 0))).toEqual({
    classes: ['0', '1', '2'],
    values: Uint8Array.of(2, 0),
  });
  expect(namedLabels(['y', 'x', 'y'], ['x', 'y']).values).toEqual(Uint8Array.of(1, 0, 1));
});

describe('batches', () => {
  it.each([undefined, splitHoldout(numbered(10), 3, 1).train])(
    'give the labels of their samples, over epochs',
    (rows) => {
      const batcher = createBatcher(numbered(10), { seed: 1, ...(rows && { rows }) });
      const plain = createBatcher(numbered(10), { seed: 1, ...(rows && { rows }) });
      const [samples, labels, same] = [new Float32Array(13), new Uint8Array(13), new Float32Array(13)];
      for (let batch = 0; batch < 3; batch++) {
        batcher.next(13, samples, 0, labels);
        expect([...labels]).toEqual([...samples].map((value) => value % 3));
        plain.next(13, same);
        expect(samples).toEqual(same);
      }
    },
  );

  it('refuse labels that there are not', () => {
    const { labels: _, ...unlabelled } = numbered(4);
    const batcher = createBatcher(unlabelled, { seed: 1 });
    expect(() => batcher.next(2, new Float32Array(2), 0, new Uint8Array(2))).toThrow(DataError);
  });
});

test('chosen samples keep their labels', () => {
  const chosen = selectRows(numbered(10), Uint32Array.of(7, 2, 9));
  expect(chosen).toMatchObject({
    count: 3,
    labels: { classes: ['a', 'b', 'c'], values: Uint8Array.of(1, 2, 0) },
  });
  expect([...chosen.values]).toEqual([7, 2, 9]);
});

test('stacked digits are labelled by the number that they show', async () => {
  const [digits, stacked] = [
    inMemory(await loadDataset('mnist')),
    inMemory(await loadDataset('stacked-mnist')),
  ];
  const { classes, values } = stacked.labels!;
  expect(classes.length).toBe(1000);
  expect([classes[0], classes[42], classes[999]]).toEqual(['000', '042', '999']);
  expect(new Set(values).size).toBe(1000);
  const first = [0, 1, 2].map((channel) => {
    const image = stacked.values.subarray(784 * channel, 784 * (channel + 1));
    const row = Array.from({ length: digits.count }, (_, index) => index).find(
      (index) =>
        Buffer.compare(
          image as Uint8Array,
          digits.values.subarray(784 * index, 784 * (index + 1)) as Uint8Array,
        ) === 0,
    )!;
    return digits.labels!.values[row]!;
  });
  expect(values[0]).toBe(100 * first[0]! + 10 * first[1]! + first[2]!);
});
