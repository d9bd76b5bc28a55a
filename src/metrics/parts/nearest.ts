// The training images nearest to the first samples.

import { sizeOf } from '../../base/shape.ts';
import { nearestInDataset } from '../nearest.ts';
import { stepsOf } from '../progress.ts';
import { images } from './drawn.ts';
import { samplePart } from './part.ts';

/** Of looking at one training image, where drawing a sample takes 1. Measured on MNIST. */
const LOOKING = 1 / 200;

export const nearest = samplePart({
  needs: { images },
  work: ({ dataset, counts }) => LOOKING * dataset.count * (counts.nearest ?? 0),
  make({ images }, { real: { dataset, counts }, work }) {
    const size = sizeOf(dataset.sampleShape);
    const few = images.subarray(0, (counts.nearest ?? 0) * size);
    const onProgress = stepsOf(work, LOOKING * dataset.count);
    return nearestInDataset(few, dataset, { onProgress });
  },
});
