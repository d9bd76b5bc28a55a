// Whether images are MNIST's own: what a classifier of its digits may be asked about.

import { hashOf } from '../base/contents.ts';
import type { Dataset } from '../data/dataset.ts';
import { mnist, mnistTest, originalPart } from '../data/mnist.ts';

/** How images relate to MNIST. */
export type Kinship =
  /** Digits that a test set was kept apart from: all of the training images. */
  | 'training'
  /** Digits, some of them of the test set. */
  | 'digits'
  | 'other';

const digitSize = 28 * 28;
/** Images that are looked up, evenly spaced, and the share of them that must be there. */
const [looked, leastShare] = [1000, 0.99];

/** What images of 28×28 are, by their pixels, channel by channel: a folder that is called mnist need not hold it, and one
 *  of another name may. Measured: 0.4 s, which only data take that are not read by their name.
 *  @param dataset  uint8[N, C, 28, 28] */
export async function kinshipOf(dataset: Dataset, signal?: AbortSignal): Promise<Kinship> {
  const known = originalPart(dataset);
  if (known !== undefined) return known === 'train' ? 'training' : 'digits';
  if (!(dataset.values instanceof Uint8Array)) return 'other';
  const options = signal === undefined ? {} : { signal };
  const digits = dataset.values;
  const count = digits.length / digitSize;
  const rows = Array.from({ length: Math.min(looked, count) }, (_, index) =>
    Math.floor((index * count) / Math.min(looked, count)),
  );
  const shareIn = async ({ load }: typeof mnist) => {
    const hashes = hashesOf((await load(options)).values as Uint8Array);
    return rows.filter((row) => hashes.has(hashOf(digitAt(digits, row)))).length / rows.length;
  };
  const inTraining = await shareIn(mnist);
  if (inTraining >= leastShare) return 'training';
  return inTraining + (await shareIn(mnistTest)) >= leastShare ? 'digits' : 'other';
}

/** Of 70,000 digits and a strange image, one in 60,000 would be taken for known. */
const hashesOf = (digits: Uint8Array): ReadonlySet<number> =>
  new Set(Array.from({ length: digits.length / digitSize }, (_, row) => hashOf(digitAt(digits, row))));

const digitAt = (digits: Uint8Array, row: number): Uint8Array =>
  digits.subarray(row * digitSize, (row + 1) * digitSize);
