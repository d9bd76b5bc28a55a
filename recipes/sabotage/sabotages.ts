// Five ways to make a set of real images worse, each in five strengths.

import { permutation } from '../../src/base/random.ts';
import { defineDataset, type MemoryDataset, selectRows } from '../../src/data/dataset.ts';
import { blurred, noisy } from '../../test/metrics/damage.ts';

/** Images in memory, with the class of each. */
export interface Labelled extends MemoryDataset {
  readonly labels: NonNullable<MemoryDataset['labels']>;
}

/** What a sabotage is made of. */
export interface Given {
  /** Held-out real images in random order, more than are drawn. */
  readonly held: Labelled;
  /** The images that samples are compared with. */
  readonly training: MemoryDataset;
  /** Samples to draw. */
  readonly count: number;
}

export interface Sabotage {
  readonly name: string;
  /** What a strength is, for the table. */
  readonly unit: string;
  readonly strengths: readonly number[];
  make(given: Given, strength: number): MemoryDataset;
}

/** Some rows of a dataset, as a dataset. */
export function rowsOf(dataset: MemoryDataset, rows: ArrayLike<number>): MemoryDataset {
  const { name, sampleShape, values } = selectRows(dataset, Uint32Array.from(rows));
  return defineDataset({ name, sampleShape, values: values as Uint8Array });
}

const firstRows = (count: number) => Array.from({ length: count }, (_, row) => row);

/** What strength 0 of each of them is. */
export const clean = ({ held, count }: Given): MemoryDataset => rowsOf(held, firstRows(count));

/** Classes, the rarest first. */
function classesOf({ labels }: Labelled): readonly number[] {
  const counts = labels.classes.map((_, label) => labels.values.filter((own) => own === label).length);
  return labels.classes.map((_, label) => label).toSorted((a, b) => counts[a]! - counts[b]! || a - b);
}

export const sabotages: readonly Sabotage[] = [
  {
    name: 'blur',
    unit: 'times the mean of 3×3 pixels',
    strengths: [0.5, 1, 2, 4, 8],
    make: (given, strength) => blurred(clean(given), strength),
  },
  {
    name: 'noise',
    unit: 'deviation, of 255',
    strengths: [8, 16, 32, 64, 128],
    make: (given, strength) => noisy(clean(given), strength),
  },
  {
    name: 'dropped classes',
    unit: 'share of the classes, the rarest first; all but the most frequent at 1',
    strengths: [0.2, 0.4, 0.6, 0.8, 1],
    make({ held, count }, strength) {
      const classes = classesOf(held);
      const dropped = new Set(classes.slice(0, Math.round(strength * (classes.length - 1))));
      const rows = firstRows(held.count).filter((row) => !dropped.has(held.labels.values[row]!));
      if (rows.length < count) throw new Error(`sabotage: needs ${count} images, got ${rows.length}`);
      return rowsOf(held, rows.slice(0, count));
    },
  },
  {
    name: 'duplicates',
    unit: 'samples for each different one',
    strengths: [2, 4, 8, 16, 32],
    make: ({ held, count }, strength) =>
      rowsOf(
        held,
        firstRows(count).map((row) => row % Math.ceil(count / strength)),
      ),
  },
  {
    name: 'memorised',
    unit: 'share of the samples that are training images',
    strengths: [0.2, 0.4, 0.6, 0.8, 1],
    make({ held, training, count }, strength) {
      const learnt = Math.round(strength * count);
      const own = permutation(training.count, { seed: 1, purpose: 'sample', counter: 0 });
      const made = clean({ held, training, count });
      (made.values as Uint8Array).set(rowsOf(training, own.subarray(0, learnt)).values as Uint8Array);
      return made;
    },
  },
];
