// Images that no classifier here knows: what needs none.

import { ConfigError, ShapeError } from '../base/errors.ts';
import { permutation } from '../base/random.ts';
import { sizeOf } from '../base/shape.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Evaluator, EvaluatorParts } from './evaluator.ts';
import { medianDistance, nearestImages } from './nearest.ts';
import type { ImageReport } from './reports.ts';
import { drawImages } from './samples.ts';
import { createSlicedWasserstein } from './sliced-wasserstein.ts';

/** Evaluates generators of images by how patches of them are spread, and by their nearest training images; real images
 *  beside, against the others. */
export async function createImageEvaluator({
  dataset,
  seed,
  counts: asked,
}: EvaluatorParts): Promise<Evaluator> {
  const { sampleShape } = dataset;
  const counts = countsOf(dataset, asked);
  const training = dataset.values as Uint8Array;
  const size = sizeOf(sampleShape);
  const rows = permutation(dataset.count, { seed, purpose: 'evaluate', counter: 0 });
  const chosen = (from: number, to: number) => imagesAt(training, size, rows.subarray(from, to));
  const sliced = createSlicedWasserstein({ bytes: chosen(0, counts.patched), sampleShape }, seed);
  const others = { bytes: chosen(counts.patched, 2 * counts.patched), sampleShape };
  const own = rows.slice(0, Math.min(counts.nearest, dataset.count));
  const yardsticks = {
    testSlicedWasserstein: sliced.distance(others, seed + 1),
    testNearestDistance: medianDistance(
      nearestImages(imagesAt(training, size, own), training, size, { own }),
    ),
  };
  return {
    kind: 'images',
    release: async () => undefined,
    async evaluate(sampler, options): Promise<ImageReport> {
      const images = await drawImages(sampler, counts.samples, sampleShape, options);
      const few = images.subarray(0, counts.nearest * size);
      const found = nearestImages(few, training, size);
      return {
        kind: 'images',
        dataset: dataset.name,
        counts: { ...counts, real: dataset.count },
        slicedWasserstein: sliced.distance({ bytes: images, sampleShape }, seed + 1),
        nearestDistance: medianDistance(found),
        ...yardsticks,
        nearest: found,
        realSeed: seed,
        notes: notesOf(dataset),
      };
    },
  };
}

function countsOf(
  { count }: Dataset,
  { samples = 2000, nearest = Math.min(64, samples) }: EvaluatorParts['counts'],
) {
  if (count < 2) throw new ShapeError(`evaluation: needs 2 real images or more, got ${count}`);
  requireAmong('nearest', nearest, samples);
  return { samples, nearest, patched: Math.min(2000, Math.floor(count / 2)) };
}

/** @throws ConfigError if more samples are to be looked at than there are */
export function requireAmong(name: string, count: number, samples: number): void {
  if (count <= samples) return;
  throw new ConfigError(`evaluation: ${name}: expected at most the ${samples} samples, got ${count}`);
}

function imagesAt(images: Uint8Array, size: number, rows: Uint32Array): Uint8Array {
  const chosen = new Uint8Array(rows.length * size);
  for (const [index, row] of rows.entries())
    chosen.set(images.subarray(row * size, (row + 1) * size), index * size);
  return chosen;
}

function notesOf({ sampleShape }: Dataset): readonly string[] {
  const inception = `for Inception metrics, write samples as PNG files, then run: ${torchFidelityCommand()}`;
  const isOfDigits = sampleShape.join() === '1,28,28';
  return [
    inception,
    ...(isOfDigits
      ? [
          'these are not the digits of MNIST, so that the classifier of digits is not asked: patches are compared; where they are handwritten digits all the same, --digits asks it',
        ]
      : []),
  ];
}

/** The command line of torch-fidelity for two folders of PNG files.
 *  @see https://github.com/toshas/torch-fidelity */
export function torchFidelityCommand(samples = '<samples>', real = '<real images>'): string {
  return `fidelity --isc --fid --kid --prc --input1 ${samples} --input2 ${real}`;
}
