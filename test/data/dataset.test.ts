import { describe, expect, test } from 'vitest';
import { ConfigError, DataError, ShapeError } from '../../src/base/errors.ts';
import { checkImageOptions, defineDataset, fillSamples } from '../../src/data/dataset.ts';
import { previewSamples } from '../../src/data/preview.ts';
import { counted } from './folders.ts';

const images = defineDataset({ name: 'images', sampleShape: [1, 3, 5], values: counted([20, 1, 3, 5]) });

describe('defineDataset', () => {
  test('counts the samples and fills in the rest', () => {
    const points = defineDataset({ name: 'points', sampleShape: [2], values: new Float32Array(10) });
    expect(points).toMatchObject({ count: 5, description: '5 samples of [2]', notes: [] });
    expect(points).not.toHaveProperty('labels');
  });

  test.each([
    ['no values', { values: new Uint8Array(0) }],
    ['a part of a sample', { values: new Uint8Array(7) }],
    ['a dimension of 0', { values: new Uint8Array(6), sampleShape: [0] }],
    ['a label too few', { values: new Uint8Array(6), labels: { classes: ['a'], values: new Uint8Array(2) } }],
    [
      'a label without a class',
      { values: new Uint8Array(6), labels: { classes: ['a'], values: Uint8Array.of(0, 1, 0) } },
    ],
  ])('refuses %s', (_, fields) => {
    expect(() => defineDataset({ name: 'broken', sampleShape: [2], ...fields })).toThrow(DataError);
  });
});

describe('fillSamples', () => {
  test('maps bytes to b/127.5 − 1, from −1 to 1', () => {
    const values = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const bytes = defineDataset({ name: 'bytes', sampleShape: [256], values });
    const out = new Float32Array(256);
    fillSamples(bytes, Uint32Array.of(0), 0, 1, out);
    expect(out).toEqual(Float32Array.from(values, (byte) => byte / 127.5 - 1));
    expect([out[0], out[255]]).toEqual([-1, 1]);
  });

  test('gives bytes as they are where bytes are asked for', () => {
    const out = new Uint8Array(31).fill(7);
    fillSamples(images, Uint32Array.of(3, 19, 0), 1, 2, out, 1);
    expect([...out]).toEqual([7, ...images.values.subarray(285, 300), ...images.values.subarray(0, 15)]);
    const floats = defineDataset({ name: 'points', sampleShape: [2], values: new Float32Array(4) });
    expect(() => fillSamples(floats, Uint32Array.of(0), 0, 1, out)).toThrow(
      'fillSamples: points has samples of float32, got a request for bytes',
    );
  });

  test('copies floats as they are', () => {
    const values = Float32Array.of(1, 2, 3, 4, 5, 6);
    const points = defineDataset({ name: 'points', sampleShape: [2], values });
    const out = new Float32Array(5);
    fillSamples(points, Uint32Array.of(9, 2, 0), 1, 2, out, 1);
    expect([...out]).toEqual([0, 5, 6, 1, 2]);
  });

  test('writes the asked rows where asked and nothing else', () => {
    const out = new Float32Array(40).fill(7);
    fillSamples(images, Uint32Array.of(3, 19, 0), 1, 2, out, 5);
    const expected = [...images.values.subarray(285, 300), ...images.values.subarray(0, 15)];
    expect([...out.subarray(0, 5), ...out.subarray(35)]).toEqual(new Array(10).fill(7));
    expect([...out.subarray(5, 35)]).toEqual(expected.map((byte) => Math.fround(byte / 127.5 - 1)));
  });

  test('refuses rows, room and numbers that do not fit', () => {
    const rows = Uint32Array.of(0, 20);
    expect(() => fillSamples(images, rows, 1, 2, new Float32Array(30))).toThrow(ShapeError);
    expect(() => fillSamples(images, rows, 0, 1, new Float32Array(15), 1)).toThrow(
      'fillSamples: images: float32[1,1,3,5] needs 15 places, got 14',
    );
    expect(() => fillSamples(images, rows, 1, 1, new Float32Array(15))).toThrow(
      'fillSamples: images has 20 samples, got row 20',
    );
  });
});

describe('checkImageOptions', () => {
  test('lets what fits pass and names what does not', () => {
    const square = defineDataset({ name: 'square', sampleShape: [1, 4, 4], values: new Uint8Array(16) });
    expect(checkImageOptions(square, { size: 4, color: 'grey' })).toBe(square);
    expect(checkImageOptions(square, { color: 'auto' })).toBe(square);
    expect(() => checkImageOptions(square, { size: 8 })).toThrow(
      'size: square has samples of [1,4,4], got 8',
    );
    expect(() => checkImageOptions(square, { color: 'rgb' })).toThrow(ConfigError);
    expect(() => checkImageOptions(square, { color: 'rgb' })).toThrow(
      'color: square has samples of [1,4,4], got rgb',
    );
  });
});

describe('previewSamples', () => {
  test('shows the first samples, or seeded ones', () => {
    const first = previewSamples(images, { count: 4 });
    expect(first.shape).toEqual([4, 1, 3, 5]);
    expect(first.data[0]).toBe(-1);
    const seeded = previewSamples(images, { count: 4, seed: 1 });
    expect(previewSamples(images, { count: 4, seed: 1 })).toEqual(seeded);
    expect(previewSamples(images, { count: 4, seed: 2 }).data).not.toEqual(seeded.data);
  });

  test('shows all of a small dataset', () => {
    expect(previewSamples(images).shape).toEqual([20, 1, 3, 5]);
    expect(previewSamples(images, { seed: 3 }).shape).toEqual([20, 1, 3, 5]);
  });
});
