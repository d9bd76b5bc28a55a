// How samples spread over known modes: the clusters of points, the 1,000 triples of stacked digits.

import { type Modes, modesOf } from '../../data/points.ts';
import { klDivergence } from '../histogram.ts';
import { type ModeCoverage, modeCoverage } from '../modes.ts';
import { classifier } from './classifier.ts';
import { points } from './drawn.ts';
import { drawnPart, kindPart, type Real, realPart, samplePart } from './part.ts';

/** How often each digit occurs among MNIST's 60,000 training images; the channels of stacked MNIST are drawn from
 *  them independently. */
const digitCounts = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949] as const;

const tripleCounts = digitCounts.flatMap((r) =>
  digitCounts.flatMap((g) => digitCounts.map((b) => r * g * b)),
);

/** Every channel is labelled by the classifier of digits. A digit that it mistakes counts as a mode too.
 *  @see Lin et al. 2018, arXiv:1712.04086, section 4.2 */
const ofTriples = drawnPart({
  needs: { classifier },
  collect({ classifier }) {
    const histogram = new Array<number>(tripleCounts.length).fill(0);
    return {
      async add(values) {
        const { labels } = await classifier.describe(values as Uint8Array);
        for (const triple of triplesOf(labels)) histogram[triple]!++;
      },
      end: () => ({
        histogram,
        modesCovered: histogram.filter((count) => count > 0).length,
        modeCount: histogram.length,
        reverseKl: klDivergence(histogram, tripleCounts),
      }),
    };
  },
});

/** 100 · red + 10 · green + blue, per image. */
function triplesOf(labels: Uint16Array): readonly number[] {
  return Array.from(
    { length: labels.length / 3 },
    (_, image) => 100 * labels[3 * image]! + 10 * labels[3 * image + 1]! + labels[3 * image + 2]!,
  );
}

/** Of points, those of a mixture; of stacked digits, always. */
export const areModesKnown = ({ dataset }: Pick<Real, 'dataset'>): boolean =>
  dataset.sampleShape.length > 1 || modesOf(dataset) !== undefined;

const centres = realPart({ make: (_, { dataset }) => modesOf(dataset) as Modes });

/** Of points whose clusters are known. */
export const clusters = samplePart({
  needs: { points, centres },
  make: ({ points, centres }) => modeCoverage(points, centres),
});

export const modes = kindPart<Omit<ModeCoverage, 'highQualityShare'>>({
  'stacked-digits': ofTriples,
  points: clusters,
});
