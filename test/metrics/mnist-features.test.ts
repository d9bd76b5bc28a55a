// The classifier that ships with the package, on the real digits.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inMemory } from '../../src/data/dataset.ts';
import { loadDataset } from '../../src/data/registry.ts';
import { classifierFiles, readClassifier } from '../../src/metrics/classifier-file.ts';
import {
  classifierVersion,
  type DigitClassifier,
  openDigitClassifier,
} from '../../src/metrics/mnist-features.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { temporaryFolder } from '../data/folders.ts';
import { decodeOnnx } from '../formats/onnx-decoder.ts';

let classifier: DigitClassifier;

beforeAll(async () => {
  classifier = await openDigitClassifier(await openDevice('cpu', { threads: 2 }), await readClassifier());
});

afterAll(() => classifier.release());

describe('the classifier of digits', () => {
  test('is right on 99.5 % of the test digits or more', async () => {
    const digits = inMemory(await loadDataset('mnist-test'));
    const start = performance.now();
    const { features, labels } = await classifier.describe(digits.values as Uint8Array);
    console.log(`features of 10,000 digits: ${((performance.now() - start) / 1000).toFixed(2)} s`);
    const right = labels.filter((label, row) => label === digits.labels!.values[row]).length;
    expect(right / digits.count).toBeGreaterThanOrEqual(0.995);
    expect(features).toMatchObject({ count: 10_000, dimension: 64 });
  });

  test('uses every feature, and none of them alone', async () => {
    const digits = inMemory(await loadDataset('mnist-test'));
    const { features } = await classifier.describe(digits.values.subarray(0, 2000 * 784) as Uint8Array);
    const variances = Array.from({ length: 64 }, (_, k) => {
      const column = Array.from({ length: 2000 }, (__, row) => features.values[64 * row + k]!);
      const mean = column.reduce((sum, x) => sum + x, 0) / 2000;
      return column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 2000;
    });
    const total = variances.reduce((sum, x) => sum + x, 0);
    console.log(
      `variance of the features: total ${total.toFixed(1)}, least ${Math.min(...variances).toFixed(3)}`,
    );
    expect(Math.min(...variances)).toBeGreaterThan(0);
    expect(Math.max(...variances) / total).toBeLessThan(0.1);
  });

  test('does not depend on how images are grouped', async () => {
    const digits = inMemory(await loadDataset('mnist-test')).values.subarray(0, 2100 * 784) as Uint8Array;
    const together = await classifier.describe(digits);
    const last = await classifier.describe(digits.subarray(2099 * 784));
    const expected = together.features.values.subarray(2099 * 64);
    for (const [index, value] of last.features.values.entries())
      expect(value).toBeCloseTo(expected[index]!, 3);
  });

  test('its file: under 1 MB, standard ops, described', () => {
    const bytes = readFileSync(classifierFiles[classifierVersion].path);
    const model = decodeOnnx(bytes);
    expect(bytes.length).toBeLessThan(1_000_000);
    expect(model.metadata).toMatchObject({
      version: classifierVersion,
      testAccuracy: expect.stringMatching(/^0\.99[5-9]\d$/),
      trainingCommand: expect.stringContaining('recipes/classifier/run.js'),
    });
    expect(new Set(model.nodes.map(({ domain }) => domain ?? ''))).toEqual(new Set(['']));
    expect(model.inputs.map(({ name, shape }) => [name, ...shape])).toEqual([['images', 'N', 1, 28, 28]]);
    expect(model.outputs.map(({ name, shape }) => [name, ...shape])).toEqual([
      ['features', 'N', 64],
      ['logits', 'N', 10],
    ]);
  });

  test('another file, and bytes that fill no digits, are refused', async () => {
    const folder = temporaryFolder({ 'other.onnx': 'other' });
    await expect(readClassifier(classifierVersion, join(folder, 'other.onnx'))).rejects.toThrow(
      /expected SHA-256 .*, got /,
    );
    await expect(readClassifier(classifierVersion, join(folder, 'none.onnx'))).rejects.toThrow(
      /no such file/,
    );
    await expect(classifier.describe(new Uint8Array(785))).rejects.toThrow('digits of 28×28, got 785');
  });
});
