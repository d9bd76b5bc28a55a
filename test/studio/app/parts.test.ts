// Parts of the page that need no browser: places, curves, tables, numbers, pictures.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignCurves, nearestIndex, pan, smoothed, zoom } from '../../../src/studio/app/components/curves.ts';
import { formatBytes, formatClock, formatNumber } from '../../../src/studio/app/components/numbers.ts';
import { blockSize, shrunk } from '../../../src/studio/app/rooms/runs/blocks.ts';
import { appendRows, emptyTable, parseLines } from '../../../src/studio/app/server/table.ts';
import { formatPlace, parsePlace } from '../../../src/studio/app/shell/place.ts';

describe('a place', () => {
  it('is the same after it was an address', () => {
    const text = fc.string({ minLength: 1 });
    const names = fc.dictionary(
      text.filter((name) => name !== '__proto__'),
      text,
    );
    fc.assert(
      fc.property(
        fc.constantFrom('runs', 'train', 'explore', 'learn'),
        fc.array(text),
        names,
        (room, path, query) => {
          const place = { room, path, query };
          expect(parsePlace(formatPlace(place))).toEqual(place);
        },
      ),
    );
  });

  it.each(['', '#', '#/', '#/nowhere', '#/runs?', '#/%E0%A4%A/%'])('%j is the room of runs', (hash) =>
    expect(parsePlace(hash).room).toBe('runs'),
  );
});

describe('curves', () => {
  it('that share their x keep it; others meet on all x', () => {
    const x = [1, 2, 3];
    expect(
      alignCurves([
        { x, y: [1, null, 3] },
        { x, y: [4, 5, 6] },
      ]).x,
    ).toBe(x);
    expect(
      alignCurves([
        { x, y: [1, null, 3] },
        { x: [2, 4], y: [7, 8] },
      ]),
    ).toEqual({
      x: [1, 2, 3, 4],
      y: [
        [1, null, 3, undefined],
        [undefined, 7, undefined, 8],
      ],
    });
    expect(alignCurves([])).toEqual({ x: [], y: [] });
  });

  it('are smoothed without the pull of the start, and gaps stay', () => {
    expect(smoothed([5, 5, 5], 0.9)).toEqual([5, 5, 5].map((value) => expect.closeTo(value, 12)));
    const [first, gap, third] = smoothed([1, null, 3], 0.5);
    expect([first, gap]).toEqual([1, null]);
    expect(third).toBeCloseTo((0.25 * 1 + 0.5 * 3) / 0.75, 12);
    expect(smoothed([1, 2], 0)).toEqual([1, 2]);
  });

  it('are found by the nearest x', () => {
    const ascending = fc
      .uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 1 })
      .map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(ascending, fc.integer({ min: -10, max: 1010 }), (x, at) => {
        const found = x[nearestIndex(x, at)!]!;
        expect(Math.abs(found - at)).toBe(Math.min(...x.map((each) => Math.abs(each - at))));
      }),
    );
    expect(nearestIndex([], 3)).toBeUndefined();
  });

  it('zoom about a point and pan within the whole', () => {
    const whole = { from: 0, to: 100 };
    expect(zoom(whole, 50, 0.5, whole)).toEqual({ from: 25, to: 75 });
    expect(zoom({ from: 25, to: 75 }, 50, 2, whole)).toBeUndefined();
    expect(pan({ from: 25, to: 75 }, 1, whole)).toEqual({ from: 50, to: 100 });
    expect(pan({ from: 25, to: 75 }, -1, whole)).toEqual({ from: 0, to: 50 });
  });
});

describe('a table', () => {
  it('grows by lines, whatever they hold', () => {
    const first = appendRows(emptyTable, parseLines('{"iteration":1,"a":1,"text":"x"}\n{"iter\n\nnull\n'));
    expect(first).toEqual({ iteration: [1], columns: { a: [1] } });
    const second = appendRows(first, [
      { iteration: 2, b: 5 },
      { iteration: 2, a: 9 },
      [3],
      { a: 4 },
      { iteration: 3, a: 7 },
    ]);
    expect(second).toEqual({ iteration: [1, 2, 3], columns: { a: [1, null, 7], b: [null, 5, null] } });
    expect(first.iteration).toEqual([1]);
  });
});

describe('a picture', () => {
  const image = (width: number, height: number, value: (x: number, y: number) => number) => {
    const pixels = Uint32Array.from({ length: width * height }, (_, index) =>
      value(index % width, Math.floor(index / width)),
    );
    return { width, height, data: new Uint8ClampedArray(pixels.buffer) };
  };

  it.each([1, 2, 3, 5])('enlarged %i times is brought back', (size) => {
    const value = (x: number, y: number) => 1000 * y + 7 * x;
    const small = image(6, 4, value);
    const large = image(6 * size, 4 * size, (x, y) => value(Math.floor(x / size), Math.floor(y / size)));
    expect(blockSize(large)).toBe(size);
    expect(shrunk(large, size)).toEqual(small);
  });
});

describe('numbers', () => {
  it.each([
    [0, '0'],
    [1.23456, '1.235'],
    [-0.5, '−0.5'],
    [12345.6, '12,346'],
    [-12345.6, '−12,346'],
    [0.00012345, '1.23e−4'],
    [2.5e7, '2.50e7'],
    [Number.NaN, 'not a number'],
    [undefined, '–'],
  ])('%s reads %s', (value, text) => expect(formatNumber(value)).toBe(text));

  it('of time and size', () => {
    expect([5, 65, 3723].map(formatClock)).toEqual(['0:05', '1:05', '1:02:03']);
    expect([0, 999, 14_000, 3.21e6].map(formatBytes)).toEqual(['0 B', '999 B', '14 kB', '3.21 MB']);
  });
});
