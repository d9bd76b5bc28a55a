// Features of networks that are not the classifier of digits, and the distances that are taken of them, against PyTorch
// and torch-fidelity.

import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { sizeOf } from '../../src/base/shape.ts';
import { channelMoments, channelShift } from '../../src/metrics/channels.ts';
import { openGivenFeatures } from '../../src/metrics/feature-file.ts';
import { openRandomVgg } from '../../src/metrics/feature-network.ts';
import { frechetDistance } from '../../src/metrics/frechet.ts';
import { resizedPlanes } from '../../src/metrics/image-resize.ts';
import { createKernelDistance, kernelDistance } from '../../src/metrics/kid.ts';
import { momentsOf } from '../../src/metrics/moments.ts';
import { vectors } from '../../src/metrics/vectors.ts';
import type { Device } from '../../src/runtime/device.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { relativeError } from './fixtures.ts';

interface Expected {
  readonly resized: number[];
  readonly features: number[][];
  readonly fid: number;
  readonly kid: number;
}

const fixture = (name: string) => readFileSync(new URL(`../fixtures/metrics/${name}`, import.meta.url));
const expected = JSON.parse(fixture('features.json').toString()) as Expected;

/** The images of the fixture's script. */
const images = (shape: readonly number[]) =>
  Uint8Array.from({ length: sizeOf(shape) }, (_, index) => (index * 7919 + (index >> 5) * 104_729) % 251);

let device: Device;
beforeAll(async () => {
  device = await openDevice('cpu', { threads: 1 });
});

test('images are resized as PyTorch does it', () => {
  const planes = resizedPlanes(images([4, 3, 40, 28]), [40, 28], [32, 32]);
  const some = Array.from({ length: expected.resized.length }, (_, index) => planes[37 * index]!);
  for (const [index, value] of expected.resized.entries()) expect(some[index]).toBeCloseTo(value, 3);
});

describe('the random VGG', () => {
  test("has PyTorch's features, which were computed in float64", async () => {
    const network = await openRandomVgg(device, [3, 40, 28]);
    const seen = await network.describe(images([4, 3, 40, 28]));
    await network.release();
    expect(seen).toMatchObject({ count: 4, dimension: 64 });
    for (const [index, value] of expected.features.flat().entries())
      expect(Math.abs(seen.values[index]! - value)).toBeLessThan(2e-5);
  });

  test('takes grey images, and images with an opacity', async () => {
    for (const shape of [
      [1, 28, 28],
      [4, 8, 12],
    ]) {
      const network = await openRandomVgg(device, shape);
      const { values } = await network.describe(images([3, ...shape]));
      await network.release();
      expect(values).toHaveLength(3 * 64);
      expect(values.every(Number.isFinite)).toBe(true);
    }
  });
});

describe('a network from a file', () => {
  const file = { name: 'features.onnx', bytes: fixture('features.onnx') };
  const real = images([60, 3, 20, 20]);
  const fake = real.map((byte) => Math.floor((byte * 3) / 4) + 20);

  test("gives torch-fidelity's FID and KID", async () => {
    const network = await openGivenFeatures(device, file, [3, 20, 20]);
    const [a, b] = [await network.describe(real), await network.describe(fake)];
    await network.release();
    expect(network.version).toBe('features.onnx');
    expect(relativeError(frechetDistance(momentsOf(a), momentsOf(b)), expected.fid)).toBeLessThan(1e-4);
    expect(relativeError(kernelDistance(a, b), expected.kid)).toBeLessThan(1e-4);
  });

  test('is fed grey as three channels, and other sizes as it takes them', async () => {
    const network = await openGivenFeatures(device, file, [1, 28, 28]);
    const grey = await network.describe(images([2, 1, 28, 28]));
    await network.release();
    expect(grey).toMatchObject({ count: 2, dimension: 12 });
    await expect(openGivenFeatures(device, file, [4, 20, 20])).rejects.toThrow(
      'features: expected a network for 4 channels, as the images have, got 3',
    );
  });

  test('is refused where it takes no images', async () => {
    const classifier = { name: 'a.onnx', bytes: Uint8Array.of(1, 2, 3) };
    await expect(openGivenFeatures(device, classifier, [3, 20, 20])).rejects.toThrow(
      'onnx: expected a model',
    );
  });
});

describe('distances', () => {
  test('the kernel distance is that of its definition, and takes whole blocks', () => {
    const set = (count: number, by: number) =>
      vectors(
        Float64Array.from({ length: 3 * count }, (_, index) => Math.sin(index * by)),
        3,
      );
    const [a, b] = [set(5, 1), set(4, 2)];
    const k = (x: ArrayLike<number>, y: ArrayLike<number>) =>
      (Array.from(x).reduce((sum, value, at) => sum + value * y[at]!, 0) / 3 + 1) ** 3;
    const rows = (of: typeof a, count: number) =>
      Array.from({ length: count }, (_, row) => of.values.subarray(3 * row, 3 * row + 3));
    const [x, y] = [rows(a, 4), rows(b, 4)];
    let sum = 0;
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < 4; j++) {
        if (i !== j) sum += (k(x[i]!, x[j]!) + k(y[i]!, y[j]!)) / 12;
        sum -= k(x[i]!, y[j]!) / 8;
      }
    }
    expect(kernelDistance(a, b)).toBeCloseTo(sum, 12);
    const toB = createKernelDistance(b);
    for (const made of [a, set(3, 1), a, set(2, 3), set(3, 1)])
      expect(toB(made)).toBe(kernelDistance(made, b));
    expect(() => kernelDistance(set(1, 1), b)).toThrow('needs 2 vectors or more, got 1');
  });

  test('means and deviations of channels, and how far they are apart', () => {
    const grey = Uint8Array.of(0, 10, 20, 30);
    expect(channelMoments(grey, [1, 1, 2])).toEqual({ mean: [15], deviation: [Math.sqrt(125)] });
    const colour = Uint8Array.of(0, 10, 1, 1, 20, 30, 3, 3);
    expect(channelMoments(colour, [2, 1, 2])).toEqual({ mean: [15, 2], deviation: [Math.sqrt(125), 1] });
    expect(channelShift({ mean: [3], deviation: [4] }, { mean: [0], deviation: [0] })).toBe(5);
  });
});
