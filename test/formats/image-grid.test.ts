import { describe, expect, it } from 'vitest';
import { ConfigError, ShapeError } from '../../src/base/errors.ts';
import { float32, hostTensor } from '../../src/base/host-tensor.ts';
import { type GridOptions, imageGrid } from '../../src/formats/image-grid.ts';

/** The value whose byte is `byte`. */
const level = (byte: number): number => byte / 127.5 - 1;

describe('imageGrid', () => {
  it('tiles in rows, with gaps and missing tiles in the background', () => {
    const images = float32([3, 1, 1, 2], [10, 20, 30, 40, 50, 60].map(level));
    expect(imageGrid(images, { columns: 2, background: 7 })).toEqual({
      width: 5,
      height: 3,
      channels: 1,
      // biome-ignore format: one row a line
      data: Uint8Array.of(
        10, 20, 7, 30, 40,
        7, 7, 7, 7, 7,
        50, 60, 7, 7, 7,
      ),
    });
  });

  it('interleaves channels', () => {
    const images = float32([1, 3, 1, 2], [1, 2, 3, 4, 5, 6].map(level));
    expect(imageGrid(images).data).toEqual(Uint8Array.of(1, 3, 5, 2, 4, 6));
  });

  it('leaves gaps and missing tiles transparent where there is alpha', () => {
    const images = float32([3, 4, 1, 1], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map(level));
    expect(imageGrid(images, { columns: 2, background: 7 })).toEqual({
      width: 3,
      height: 3,
      channels: 4,
      // biome-ignore format: one row a line
      data: Uint8Array.of(
        1, 2, 3, 4, 0, 0, 0, 0, 5, 6, 7, 8,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        9, 10, 11, 12, 0, 0, 0, 0, 0, 0, 0, 0,
      ),
    });
  });

  it('scales each value to a square, but not the gaps', () => {
    const images = float32([2, 1, 1, 2], [1, 2, 3, 4].map(level));
    expect(imageGrid(images, { columns: 1, scale: 2, gap: 1 })).toEqual({
      width: 4,
      height: 5,
      channels: 1,
      data: Uint8Array.of(1, 1, 2, 2, 1, 1, 2, 2, 0, 0, 0, 0, 3, 3, 4, 4, 3, 3, 4, 4),
    });
  });

  it('rounds half to even, clamps, and maps NaN to 0', () => {
    const values = [-1, 0, 1, -2, 2, Infinity, -Infinity, NaN, level(99.6), level(100.4)];
    const { data } = imageGrid(float32([1, 1, 1, values.length], values));
    expect([...data]).toEqual([0, 128, 255, 0, 255, 255, 0, 0, 100, 100]);
  });

  it.each([
    [1, 1],
    [5, 3],
    [64, 8],
  ])('makes %i tiles %i columns wide', (count, columns) => {
    expect(imageGrid(hostTensor('float32', [count, 1, 2, 3])).width).toBe(columns * 4 - 1);
  });

  it.each<readonly number[]>([
    [0, 1, 2, 2],
    [1, 2, 2, 2],
    [2, 2],
    [1, 3, 0, 2],
  ])('refuses shape [%s]', (...shape) => {
    const message = `imageGrid: expected float32[N,C,H,W] with C = 1, 3 or 4, got float32[${shape.join(',')}]`;
    expect(() => imageGrid(hostTensor('float32', shape))).toThrow(new ShapeError(message));
  });

  it.each<readonly [GridOptions, string]>([
    [{ columns: 0 }, 'columns must be an integer from 1 to 65535, got 0'],
    [{ gap: -1 }, 'gap must be an integer from 0 to 65535, got -1'],
    [{ scale: 1.5 }, 'scale must be an integer from 1 to 65535, got 1.5'],
    [{ background: 256 }, 'background must be an integer from 0 to 255, got 256'],
  ])('refuses %o', (options, message) => {
    expect(() => imageGrid(hostTensor('float32', [1, 1, 2, 2]), options)).toThrow(
      new ConfigError(`imageGrid: ${message}`),
    );
  });
});
