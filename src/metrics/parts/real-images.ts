// Real images that samples are held against, chosen at random.

import { permutation } from '../../base/random.ts';
import { sizeOf } from '../../base/shape.ts';
import { createSlicedWasserstein } from '../sliced-wasserstein.ts';
import { type Real, realPart } from './part.ts';

const rows = realPart({
  make: (_, { dataset, seed }) => permutation(dataset.count, { seed, purpose: 'evaluate', counter: 0 }),
});

/** Real images by their rows in random order. */
export const realImages = realPart({
  needs: { rows },
  make: ({ rows }, real) => ({
    rows,
    /** @returns uint8[to − from, ...sampleShape] */
    between: (from: number, to: number) => imagesAt(real, rows.subarray(from, to)),
  }),
});

function imagesAt({ dataset: { values, sampleShape } }: Real, rows: Uint32Array): Uint8Array {
  const size = sizeOf(sampleShape);
  const chosen = new Uint8Array(rows.length * size);
  for (const [index, row] of rows.entries())
    chosen.set(values.subarray(row * size, (row + 1) * size), index * size);
  return chosen;
}

/** The patches of half of the real images, as others are compared with them. */
export const realPatches = realPart({
  needs: { realImages },
  make: ({ realImages }, { dataset: { sampleShape }, seed, counts: { patched = 0 } }) =>
    createSlicedWasserstein({ bytes: realImages.between(0, patched), sampleShape }, seed),
});
