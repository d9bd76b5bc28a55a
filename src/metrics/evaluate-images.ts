// Images that no classifier here knows: what needs none.

import { ShapeError } from '../base/errors.ts';
import { permutation } from '../base/random.ts';
import { sizeOf } from '../base/shape.ts';
import type { Evaluator, EvaluatorParts } from './evaluator.ts';
import { medianDistance, nearestImages } from './nearest.ts';
import type { ImageReport } from './reports.ts';
import { drawImages } from './samples.ts';

/** Evaluates generators of images by their nearest training images; real images beside, against the others. */
export async function createImageEvaluator({ dataset, seed, counts }: EvaluatorParts): Promise<Evaluator> {
  if (dataset.count < 2)
    throw new ShapeError(`evaluation: needs 2 real images or more, got ${dataset.count}`);
  const { nearest = 64, samples: asked = nearest } = counts;
  const samples = Math.min(asked, nearest);
  const size = sizeOf(dataset.sampleShape);
  const training = dataset.values as Uint8Array;
  const rows = permutation(dataset.count, { seed, purpose: 'evaluate', counter: 0 }).slice(0, samples);
  const own = new Uint8Array(rows.length * size);
  for (const [index, row] of rows.entries())
    own.set(training.subarray(row * size, (row + 1) * size), index * size);
  const testNearestDistance = medianDistance(nearestImages(own, training, size, { own: rows }));
  return {
    kind: 'images',
    release: async () => undefined,
    async evaluate(sampler, options): Promise<ImageReport> {
      const images = await drawImages(sampler, samples, dataset.sampleShape, options);
      const found = nearestImages(images, training, size);
      return {
        kind: 'images',
        dataset: dataset.name,
        nearestDistance: medianDistance(found),
        testNearestDistance,
        nearest: found,
        realSeed: seed,
        counts: { samples, real: dataset.count },
        notes: [`for Inception metrics, write samples as PNG files, then run: ${torchFidelityCommand()}`],
      };
    },
  };
}

/** The command line of torch-fidelity for two folders of PNG files.
 *  @see https://github.com/toshas/torch-fidelity */
export function torchFidelityCommand(samples = '<samples>', real = '<real images>'): string {
  return `fidelity --isc --fid --kid --prc --input1 ${samples} --input2 ${real}`;
}
