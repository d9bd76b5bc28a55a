// Real points that samples are held against, in random order.

import { toUnits } from '../../base/point-scale.ts';
import { permutation } from '../../base/random.ts';
import { sizeOf } from '../../base/shape.ts';
import { selectRows } from '../../data/dataset.ts';
import { sliceVectors, type Vectors, vectors } from '../vectors.ts';
import { realPart } from './part.ts';

/** Some of the real points. */
export interface RealPoints {
  /** As they are learnt, where all axes count. */
  readonly learnt: Vectors;
  /** Two sets for the exact distance, in the units of the data. */
  readonly first: Vectors;
  readonly second: Vectors;
}

export const realPoints = realPart({
  make(_, { dataset, seed, counts: { wasserstein = 0, neighbours = 0 } }): RealPoints {
    const count = Math.max(2 * wasserstein, neighbours);
    const rows = permutation(dataset.count, { seed, purpose: 'evaluate', counter: 0 });
    const dimension = sizeOf(dataset.sampleShape);
    const values = selectRows(dataset, rows.subarray(0, count)).values as Float32Array;
    const inUnits = vectors(toUnits(values, dataset.scale), dimension);
    return {
      learnt: vectors(values, dimension),
      first: sliceVectors(inUnits, 0, wasserstein),
      second: sliceVectors(inUnits, wasserstein, 2 * wasserstein),
    };
  },
});
