import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, DataError } from '../../src/base/errors.ts';
import { inMemory, type MemoryDataset } from '../../src/data/dataset.ts';
import { modesOf, pointCount, pointDatasets } from '../../src/data/points.ts';
import { parsePoints } from '../../src/data/points-text.ts';
import { loadDataset } from '../../src/data/registry.ts';
import { temporaryFolder } from './folders.ts';

const load = async (name: string) => inMemory(await loadDataset(name));

/** Mean and standard deviation of one coordinate. */
function spread({ values, count }: MemoryDataset, axis: number): { mean: number; deviation: number } {
  const column = Array.from({ length: count }, (_, row) => values[2 * row + axis]!);
  const mean = column.reduce((sum, x) => sum + x, 0) / count;
  const variance = column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / count;
  return { mean, deviation: Math.sqrt(variance) };
}

describe('distributions in the plane', () => {
  test.each(pointDatasets)('$name: 100,000 points, the same every time', async ({ name }) => {
    const [first, second] = [await load(name), await load(name)];
    expect(first).toMatchObject({ count: pointCount, sampleShape: [2], values: expect.any(Float32Array) });
    expect(Buffer.from(second.values.buffer).equals(Buffer.from(first.values.buffer))).toBe(true);
    expect(first.values.every((x) => Number.isFinite(x) && Math.abs(x) < 4)).toBe(true);
  });

  test('their first points are part of the format', async () => {
    const firsts = await Promise.all(
      pointDatasets.map(async ({ name }) => (await load(name)).values.slice(0, 2)),
    );
    expect(firsts.map((point) => [...point])).toMatchInlineSnapshot(`
      [
        [
          1.4036115407943726,
          0.016724418848752975,
        ],
        [
          -1.4013863801956177,
          -1.4379055500030518,
        ],
        [
          0.6741322875022888,
          1.6658756732940674,
        ],
        [
          -0.11666856706142426,
          0.7034311294555664,
        ],
      ]
    `);
  });

  test.each([
    // biome-ignore lint/suspicious/noApproximativeNumericConstant: gan_toy.py divides by 1.414, not by √2
    ['ring', 8, 0.02 / 1.414, 2 / 1.414],
    ['grid', 25, 0.05 / 2.828, Math.hypot(4, 4) / 2.828],
  ])('%s: %i Gaussians with the σ and the centres that its modes say', async (name, modes, sigma, reach) => {
    const dataset = await load(name);
    const { centres, sigma: stated } = modesOf(dataset)!;
    expect(centres.length).toBe(modes);
    expect(stated).toBeCloseTo(sigma, 12);
    expect(Math.max(...centres.map(([x, y]) => Math.hypot(x, y)))).toBeCloseTo(reach, 12);
    let squares = 0;
    for (let row = 0; row < pointCount; row++) {
      const [x, y] = centres[dataset.labels!.values[row]!]!;
      squares += (dataset.values[2 * row]! - x) ** 2 + (dataset.values[2 * row + 1]! - y) ** 2;
    }
    expect(Math.sqrt(squares / (2 * pointCount)) / sigma).toBeCloseTo(1, 2);
    const { mean, deviation } = spread(dataset, 0);
    expect(mean).toBeCloseTo(0, 3);
    expect(deviation).toBeCloseTo(1, 2); // gan_toy.py divides by the standard deviation
  });

  test('roll: on the spiral r = angle, 1.5 π to 4.5 π, up to the noise', async () => {
    const { values } = await load('roll');
    const distances = Array.from({ length: 2000 }, (_, row) => {
      const [x, y] = [7.5 * values[2 * row]!, 7.5 * values[2 * row + 1]!];
      const turns = Array.from({ length: 3 }, (__, turn) => Math.atan2(y, x) + 2 * Math.PI * (turn + 0.5));
      const angles = [...turns, ...turns.map((t) => t + Math.PI)].map((t) => t - Math.PI);
      return Math.min(...angles.map((t) => Math.hypot(x - t * Math.cos(t), y - t * Math.sin(t))));
    });
    const rms = Math.sqrt(distances.reduce((sum, d) => sum + d * d, 0) / distances.length);
    expect(rms).toBeGreaterThan(0.2);
    expect(rms).toBeLessThan(0.3);
  });

  test('moons: two half circles of radius 1', async () => {
    const { values, labels } = await load('moons');
    for (const [label, centre] of [
      [0, [-0.5, -0.25]],
      [1, [0.5, 0.25]],
    ] as const) {
      const radii = Array.from(labels!.values.keys())
        .filter((row) => labels!.values[row] === label)
        .map((row) => Math.hypot(values[2 * row]! - centre[0], values[2 * row + 1]! - centre[1]));
      expect(radii.reduce((sum, r) => sum + r, 0) / radii.length).toBeCloseTo(1, 2);
    }
  });

  test('only mixtures have modes, and only points', () => {
    expect(modesOf({ name: 'roll', sampleShape: [2] })).toBeUndefined();
    expect(modesOf({ name: 'ring', sampleShape: [1, 28, 28] })).toBeUndefined();
    expect(modesOf({ name: 'mnist', sampleShape: [1, 28, 28] })).toBeUndefined();
  });

  test('have no size and no colour', async () => {
    await expect(loadDataset('ring', { size: 28 })).rejects.toThrow('size: ring has samples of [2], got 28');
    await expect(loadDataset('ring', { color: 'rgb' })).rejects.toThrow(ConfigError);
  });
});

describe('points from a CSV file', () => {
  test('with names, comments, any separator, any line end', () => {
    const text = '\uFEFFx,y\r\n# a comment\n 1, -2.5 \n\n3;4e-1\n5\t6\r"7","8"\n9 10';
    expect([...parsePoints(text.slice(1), 'text')]).toEqual([
      1,
      -2.5,
      3,
      Math.fround(0.4),
      5,
      6,
      7,
      8,
      9,
      10,
    ]);
  });

  test.each([
    ['names in quotes, with spaces', '"Age (years)","Income, net"\n40,5e4\n50,6e4', [40, 5e4, 50, 6e4]],
    ['names with spaces', 'body height,body weight\n1,2', [1, 2]],
    ['names that begin like no number or infinity', 'Information,Nancy\n1,2', [1, 2]],
    ['names that begin with a digit', '"1st exam","2nd exam"\n1,2', [1, 2]],
    ['semicolons', 'x;y\n1.5;-2\n', [1.5, -2]],
    [
      'decimal commas between semicolons',
      '"Größe";"Gewicht"\n1,75;-70,5\n2;,5\n3,;1e-1',
      [1.75, -70.5, 2, 0.5, 3, 0.1],
    ],
    ['decimal commas between tabs', 'x\ty\n1,75\t2,5\n3\t4', [1.75, 2.5, 3, 4]],
    ['decimal commas in quotes', 'x,y\n"1,75","2,5"', [1.75, 2.5]],
    ['what Excel writes first', 'sep=;\r\nx;y\r\n1;2', [1, 2]],
    ['a mark of byte order', '\uFEFF"x","y"\n1,2', [1, 2]],
    ['quotes within quotes', '"the ""x""",y\n1,2', [1, 2]],
  ])('with %s', (_, text, values) => {
    expect([...parsePoints(text, 'text')]).toEqual(values.map(Math.fround));
  });

  test('whole numbers between commas are never read as decimals', () => {
    expect([...parsePoints('1,5\n2,25', 'text')]).toEqual([1, 5, 2, 25]);
  });

  test.each([
    ['decimal commas among decimal points', 'x;y\n1.500;2,5\n', 'line 2: "1.500;2,5"'],
    ['thousands', '1.234,5;2\n', 'line 1: "1.234,5;2"'],
    ['pairs between spaces', '1,2 3,4\n5,6\n', 'line 1: "1,2 3,4"'],
    ['one column of decimal commas', 'price\n1,5\n', 'line 1: "price"'],
  ])('refuses %s', (_, text, named) => {
    expect(() => parsePoints(text, 'a.csv')).toThrow(named);
  });

  test.each([
    ['x,y,label\n1,2,a\n3,4,b\n', 'expected two columns of numbers, got 3 (x, y, label)'],
    ['"","x","y"\n"1",2,3', 'expected two columns of numbers, got 3 (, x, y)'],
    ['1;2;3;4\n5;6;7;8', 'expected two columns of numbers, got 4'],
    ['1,5,2,5\n', 'expected two columns of numbers, got 4'],
  ])('says what to do with more columns: %j', (text, message) => {
    expect(() => parsePoints(text, 'a.csv')).toThrow(
      expect.objectContaining({
        message: `a.csv: ${message}`,
        help: expect.stringContaining('keep the two'),
      }),
    );
  });

  test('in UTF-16, as spreadsheets write "Unicode text", and says what commas mean', async () => {
    const path = join(temporaryFolder(), 'a.csv');
    writeFileSync(path, Buffer.from('\uFEFFGröße\tx\r\n1,5\t2\r\n', 'utf16le'));
    const dataset = inMemory(await loadDataset(path));
    expect([...dataset.values]).toEqual([1.5, 2]);
    expect(dataset.notes).toEqual([expect.stringContaining('decimal marks')]);
  });

  test('through loadDataset, by the ending of the path', async () => {
    const path = join(temporaryFolder({ 'my points.CSV': '\uFEFFx,y\n0.5,1\n-1,2\n' }), 'my points.CSV');
    const dataset = inMemory(await loadDataset(path));
    expect(dataset).toMatchObject({ name: 'my points.CSV', sampleShape: [2], count: 2 });
    expect([...dataset.values]).toEqual([0.5, 1, -1, 2]);
    expect(modesOf(dataset)).toBeUndefined();
    await expect(loadDataset(path, { size: 8 })).rejects.toThrow(ConfigError);
  });

  test('names every bad row with its line number, in one error', () => {
    const text = 'x,y\n1,2\n3\n4,five\n6,7,8\n,9\n1e40,0\nNaN,1\n10,11\n';
    expect(() => parsePoints(text, 'a.csv')).toThrow(
      'a.csv: every row must be two finite numbers, got line 3: "3", line 4: "4,five", line 5: "6,7,8", ' +
        'line 6: ",9", line 7: "1e40,0", line 8: "NaN,1"',
    );
  });

  test('names ten bad rows and counts the rest', () => {
    const text = Array.from({ length: 25 }, () => '1').join('\n');
    expect(() => parsePoints(text, 'a.csv')).toThrow(/line 10: "1" and 15 more$/);
  });

  test('refuses a file without points, a folder, a file that is not there', async () => {
    expect(() => parsePoints('x,y\n# nothing\n', 'a.csv')).toThrow(DataError);
    const folder = temporaryFolder({ 'folder.csv/a.txt': '' });
    await expect(loadDataset(join(folder, 'folder.csv'))).rejects.toThrow(/got the folder /);
    await expect(loadDataset(join(folder, 'none.csv'))).rejects.toThrow(/no such file or folder/);
  });
});
