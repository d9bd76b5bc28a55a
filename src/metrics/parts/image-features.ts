// What a network sees in images that are no digits: its features, of samples and of real images.

import type { Counts } from '../evaluation.ts';
import { openGivenFeatures } from '../feature-file.ts';
import { openRandomVgg } from '../feature-network.ts';
import { type Moments, meanVariance, momentsOf } from '../moments.ts';
import { precisionRecallDensityCoverage } from '../prdc.ts';
import { stepsOf } from '../progress.ts';
import { sliceVectors, type Vectors, vectors } from '../vectors.ts';
import { images } from './drawn.ts';
import { realPart, samplePart } from './part.ts';
import { realImages } from './real-images.ts';

/** Of describing an image of 32×32, where drawing a sample takes 1. */
const DESCRIBING = 1;

export const network = realPart({
  async make(_, { device, dataset: { sampleShape }, features, onRelease }) {
    const opened = await (features === undefined
      ? openRandomVgg(device, sampleShape)
      : openGivenFeatures(device, features, sampleShape));
    onRelease(opened.release);
    return opened;
  },
});

/** Features of real images. */
export interface RealFeatures {
  readonly features: Vectors;
  readonly moments: Moments;
  /** What a network gives, on their scale. */
  readonly onScale: (seen: Vectors) => Vectors;
}

/** Undefined where there are too few real images. */
export const realFeatures = realPart({
  needs: { network, realImages },
  work: ({ counts: { described = 0 } }) => described * DESCRIBING,
  async make({ network, realImages }, { counts: { described = 0 }, work }) {
    if (described < 2) return undefined;
    const seen = await network.describe(realImages.between(0, described), stepsOf(work, DESCRIBING));
    const onScale = network.isScaled ? scaleOf(momentsOf(seen)) : (same: Vectors) => same;
    const features = onScale(seen);
    return { features, moments: momentsOf(features), onScale } satisfies RealFeatures;
  },
});

/** Features of mean 0, whose variances average 1 where those with these moments do. */
function scaleOf(moments: Moments): RealFeatures['onScale'] {
  const { mean } = moments;
  const scale = 1 / (Math.sqrt(meanVariance(moments)) || 1);
  return ({ values, dimension }) => {
    const scaled = values.map((value, index) => (value - mean[index % dimension]!) * scale);
    return vectors(scaled, dimension);
  };
}

/** Features of other real images than those. */
export const otherFeatures = realPart({
  needs: { network, realImages, realFeatures },
  work: ({ counts }) => otherCount(counts) * DESCRIBING,
  async make({ network, realImages, realFeatures: known }, { counts, work }): Promise<Vectors | undefined> {
    if (known === undefined) return undefined;
    const { described = 0 } = counts;
    const others = realImages.between(described, described + otherCount(counts));
    return known.onScale(await network.describe(others, stepsOf(work, DESCRIBING)));
  },
});

const otherCount = ({ samples, real = 0, described = 0 }: Counts) => Math.min(samples, real - described);

/** Features of samples, and which they are. */
export const imageFeatures = samplePart({
  needs: { images, network, realFeatures },
  work: (_, count) => count * DESCRIBING,
  async make({ images, network, realFeatures: known }, { work }) {
    if (known === undefined) return undefined;
    const seen = await network.describe(images, stepsOf(work, DESCRIBING));
    return { version: network.version, features: known.onScale(seen) };
  },
});

/** Precision to coverage of samples; undefined where there are too few. */
export const imageNeighbours = samplePart({
  needs: { imageFeatures, realFeatures },
  make: ({ imageFeatures: made, realFeatures: real }, { real: { counts } }) =>
    neighboursOf(real, made?.features, counts),
});

/** The same of other real images. */
export const realNeighbours = realPart({
  needs: { realFeatures, otherFeatures },
  make: ({ realFeatures: real, otherFeatures: others }, { counts }) => neighboursOf(real, others, counts),
});

function neighboursOf(
  real: RealFeatures | undefined,
  others: Vectors | undefined,
  { neighbours = 0, k = 0 }: Counts,
) {
  if (real === undefined || others === undefined || k < 1) return undefined;
  const first = (set: Vectors) => sliceVectors(set, 0, neighbours);
  return precisionRecallDensityCoverage(first(real.features), first(others), { k });
}
