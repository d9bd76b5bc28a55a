// Pictures of the plane: where things are drawn, in which colours, with smooth edges.

import { describe, expect, test } from 'vitest';
import { planeGrid, planePicture, viewOf } from '../../src/formats/plane-picture.ts';
import type { Image } from '../../src/formats/png.ts';
import { createRaster, fillDisc, rasterImage, strokeLine } from '../../src/formats/raster.ts';

const view = { centre: [0, 0], reach: 1 } as const;
const nothing = new Float32Array(0);

const pixel = ({ width, data }: Image, x: number, y: number) => [
  ...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3),
];

/** Darkness of all pixels together, in pixels of black. */
const ink = ({ data }: Image) => data.reduce((sum, value) => sum + (255 - value), 0) / 3 / 255;

const black = { color: [0, 0, 0], opacity: 1 } as const;

describe('drawing', () => {
  test('a disc covers its area, wherever its centre lies', () => {
    for (const [x, y] of [
      [20, 20],
      [20.3, 19.6],
      [20.5, 20.5],
    ] as const) {
      const raster = createRaster(40, 40);
      fillDisc(raster, x, y, 6, black);
      expect(ink(rasterImage(raster))).toBeCloseTo(Math.PI * 36, -0.5);
    }
  });

  test('a stroke covers its length times its width, and its ends', () => {
    const raster = createRaster(60, 60);
    strokeLine(raster, [10.2, 10.7], [40.1, 33.3], 4, black);
    expect(ink(rasterImage(raster)) / (Math.hypot(29.9, 22.6) * 4 + Math.PI * 4)).toBeCloseTo(1, 1);
  });

  test('what leaves the picture is cut', () => {
    const raster = createRaster(8, 8);
    fillDisc(raster, 0, 8, 3, black);
    strokeLine(raster, [-5, 4], [20, 4], 1, black);
    expect(ink(rasterImage(raster))).toBeGreaterThan(8);
    fillDisc(raster, 0, 0, 3, { ...black, opacity: 0 });
  });
});

describe('the picture of the plane', () => {
  test('real points are blue, fakes orange and above them; y points upwards', () => {
    const picture = planePicture(
      { view, real: Float32Array.of(0.5, 0.5), fake: Float32Array.of(-0.5, -0.5) },
      480,
    );
    const [blue, orange] = [pixel(picture, 360, 120), pixel(picture, 120, 360)];
    expect(blue[2]).toBeGreaterThan(blue[0]! + 50);
    expect(orange[0]).toBeGreaterThan(orange[2]! + 100);
    const both = planePicture({ view, real: Float32Array.of(0, 0), fake: Float32Array.of(0, 0) }, 480);
    expect(pixel(both, 240, 240)[0]).toBeGreaterThan(pixel(both, 240, 240)[2]!);
  });

  test('points outside lie on its edge', () => {
    const picture = planePicture({ view, fake: Float32Array.of(9, -30) }, 100);
    expect(pixel(picture, 99, 99)).not.toEqual([255, 255, 255]);
  });

  test('high scores are blue, low ones red, with lines of equal score across', () => {
    const size = 16;
    const grid = planeGrid(view, size);
    const scores = Float32Array.from({ length: size * size }, (_, index) => grid[2 * index]!); // x
    const picture = planePicture({ view, fake: nothing, landscape: { scores, size } }, 160);
    const [left, right] = [pixel(picture, 3, 80), pixel(picture, 156, 80)];
    expect(left[0]).toBeGreaterThan(left[2]!);
    expect(right[2]).toBeGreaterThan(right[0]!);
    const rows = [10, 80, 150].map((y) => Array.from({ length: 160 }, (_, x) => pixel(picture, x, y)[1]!));
    expect(rows[1]).toEqual(rows[0]);
    expect(rows[2]).toEqual(rows[0]);
    const isDip = (x: number) => rows[0]![x]! < rows[0]![x - 1]! - 15 && rows[0]![x]! <= rows[0]![x + 1]!;
    const lines = Array.from({ length: 158 }, (_, x) => x + 1).filter(isDip);
    expect(lines.length).toBeGreaterThanOrEqual(12);
    expect(lines.length).toBeLessThanOrEqual(16);
  });

  test('a flat landscape has neither colour nor lines', () => {
    const landscape = { scores: new Float32Array(16).fill(3), size: 4 };
    expect(planePicture({ view, fake: nothing, landscape }, 20).data.every((value) => value === 255)).toBe(
      true,
    );
  });

  test('arrows go from points along the gradient', () => {
    const slopes = { points: Float32Array.of(0, 0), gradients: Float32Array.of(0, 2) };
    const { data, width } = planePicture({ view, fake: nothing, slopes }, 200);
    const dark = Array.from({ length: width * width }, (_, index) => index).filter(
      (index) => data[3 * index]! < 200,
    );
    const rows = dark.map((index) => Math.floor(index / width));
    expect(Math.max(...rows)).toBeLessThanOrEqual(101);
    expect(Math.min(...rows)).toBeLessThan(95);
  });

  test('the view holds the points with some air, and not outliers', () => {
    const points = Float32Array.from(
      { length: 2000 },
      (_, index) => ((index >> 1) / 999) * 2 + (index % 2) * 10,
    );
    const { centre, reach } = viewOf(points);
    expect([centre[0], centre[1]].map((x) => Number(x.toFixed(2)))).toEqual([1, 11]);
    expect(reach).toBeCloseTo(1.287, 2);
    points[0] = 1e6;
    expect(viewOf(points).reach).toBeLessThan(1.4);
    expect(viewOf(nothing)).toEqual({ centre: [0, 0], reach: 1 });
  });
});
