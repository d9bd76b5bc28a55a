// Sabotages of real images: what each leaves.

import { expect, test } from 'vitest';
import { type Labelled, rowsOf, sabotages } from '../../recipes/sabotage/sabotages.ts';
import { drawShapes } from '../metrics/shapes.ts';

const shapes = drawShapes(400, { kinds: 4 }) as Labelled;
const training = rowsOf(
  shapes,
  Array.from({ length: 100 }, (_, row) => 300 + row),
);
const given = { held: shapes, training, count: 60 };
const size = 3 * 16 * 16;

const imagesOf = (name: string, strength: number) => {
  const { values } = sabotages.find((one) => one.name === name)!.make(given, strength);
  expect(values).toHaveLength(60 * size);
  return Array.from({ length: 60 }, (_, row) => values.slice(row * size, (row + 1) * size).join());
};
const learnt = new Set(
  Array.from({ length: 100 }, (_, row) => training.values.slice(row * size, (row + 1) * size).join()),
);

test('each has five strengths and keeps the number of samples', () => {
  for (const { name, strengths } of sabotages) {
    expect(strengths).toHaveLength(5);
    expect(imagesOf(name, strengths[0]!)).toHaveLength(60);
  }
});

test('duplicates are of so many different images; of dropped classes nothing is left', () => {
  expect(new Set(imagesOf('duplicates', 4)).size).toBe(15);
  const kindOf = new Map(
    Array.from({ length: 400 }, (_, row) => [
      shapes.values.slice(row * size, (row + 1) * size).join(),
      shapes.labels.values[row],
    ]),
  );
  const kinds = (strength: number) =>
    new Set(imagesOf('dropped classes', strength).map((image) => kindOf.get(image)));
  expect(kinds(1).size).toBe(1);
});

test('memorised ones are training images, in their share', () => {
  const share = (strength: number) =>
    imagesOf('memorised', strength).filter((image) => learnt.has(image)).length / 60;
  expect([0.2, 0.6, 1].map(share)).toEqual([0.2, 0.6, 1].map((value) => expect.closeTo(value, 5)));
});
