// Real images that samples are held against, chosen at random.

import { permutation } from '../../base/random.ts';
import { selectRows } from '../../data/dataset.ts';
import { createSlicedWasserstein } from '../sliced-wasserstein.ts';
import { realPart } from './part.ts';

const rows = realPart({
  make: (_, { dataset, seed }) => permutation(dataset.count, { seed, purpose: 'evaluate', counter: 0 }),
});

/** Real images by their rows in random order. */
export const realImages = realPart({
  needs: { rows },
  make: ({ rows }, { dataset }) => ({
    rows,
    /** @returns uint8[to − from, ...sampleShape] */
    between: (from: number, to: number) => selectRows(dataset, rows.subarray(from, to)).values as Uint8Array,
  }),
});

/** The patches of half of the real images, as others are compared with them. */
export const realPatches = realPart({
  needs: { realImages },
  make: ({ realImages }, { dataset: { sampleShape }, seed, counts: { patched = 0 } }) =>
    createSlicedWasserstein({ bytes: realImages.between(0, patched), sampleShape }, seed),
});
