// Precision, recall, density and coverage, which are counted at once: of a classifier's features of digits, of a network's
// of other images, of the coordinates of points as they are learnt.

import { toScale } from '../../base/point-scale.ts';
import { type Prdc, precisionRecallDensityCoverage } from '../prdc.ts';
import { sliceVectors, vectors } from '../vectors.ts';
import { digitFeatures, trainingFeatures } from './digits.ts';
import { points } from './drawn.ts';
import { imageNeighbours, realNeighbours } from './image-features.ts';
import { kindPart, type RealOfKind, realPart, samplePart } from './part.ts';
import { realPoints } from './real-points.ts';

/** Of comparing two neighbours, where drawing a sample takes 1. Measured on MNIST. */
const COMPARING = 1 / 250;

const ofDigits = samplePart({
  needs: { digitFeatures, trainingFeatures },
  work: ({ counts: { neighbours = 0 } }) => COMPARING * neighbours ** 2,
  make({ digitFeatures: { features }, trainingFeatures }, { real: { counts }, work }) {
    const { neighbours = 0, k = 0 } = counts;
    const near = sliceVectors(features, 0, Math.min(neighbours, features.count));
    const shares = precisionRecallDensityCoverage(trainingFeatures.neighbours, near, { k });
    work.advance(COMPARING * neighbours ** 2);
    return shares;
  },
});

const ofPoints = samplePart({
  needs: { points, realPoints },
  make({ points, realPoints: { learnt } }, { real: { dataset, counts } }) {
    const { neighbours = 0, k = 0 } = counts;
    const made = vectors(toScale(points.values, dataset.scale), points.dimension);
    const [real, near] = [sliceVectors(learnt, 0, neighbours), sliceVectors(made, 0, neighbours)];
    return precisionRecallDensityCoverage(real, near, { k });
  },
});

export const neighbours = kindPart<Prdc | undefined>({
  digits: ofDigits,
  points: ofPoints,
  images: imageNeighbours,
});

/** One of the four numbers, of real images. */
export const neighboursYardstick = (name: keyof Prdc): RealOfKind<number | undefined> => ({
  of: 'kind',
  kinds: {
    images: realPart({ needs: { realNeighbours }, make: ({ realNeighbours: shares }) => shares?.[name] }),
  },
});
