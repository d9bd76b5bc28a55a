// Stacked digits: how many of the 1,000 triples a generator makes, by the protocol of PacGAN and VEEGAN.

import type { Evaluator, EvaluatorParts } from './evaluator.ts';
import { klDivergence } from './histogram.ts';
import { classifierVersion, openDigitClassifier } from './mnist-features.ts';
import type { StackedReport } from './reports.ts';
import { forEachImagePart } from './samples.ts';

/** How often each digit occurs among MNIST's 60,000 training images; the channels of stacked MNIST are drawn from
 *  them independently. */
const digitCounts = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949] as const;

const tripleCounts = digitCounts.flatMap((r) =>
  digitCounts.flatMap((g) => digitCounts.map((b) => r * g * b)),
);

/** Evaluates generators of stacked MNIST: every channel of 26,000 samples is labelled by the classifier of digits.
 *  @see Lin et al. 2018, arXiv:1712.04086, section 4.2 */
export async function createStackedEvaluator({
  dataset,
  device,
  readClassifier,
  seed,
  counts: { samples = 26_000 },
}: EvaluatorParts): Promise<Evaluator> {
  const classifier = await openDigitClassifier(device, await readClassifier());
  return {
    kind: 'stacked-digits',
    release: () => classifier.release(),
    async evaluate(sampler, options): Promise<StackedReport> {
      const histogram = new Array<number>(1000).fill(0);
      const count = async (bytes: Uint8Array) => {
        const { labels } = await classifier.describe(bytes);
        for (const mode of modesOf(labels)) histogram[mode]!++;
      };
      await forEachImagePart(sampler, samples, dataset.sampleShape, count, options);
      return {
        kind: 'stacked-digits',
        dataset: dataset.name,
        counts: { samples },
        modesCovered: histogram.filter((n) => n > 0).length,
        modeCount: histogram.length,
        reverseKl: klDivergence(histogram, tripleCounts),
        classifierVersion,
        realSeed: seed,
        notes: [
          'digits that the classifier mistakes count as modes too: 1,000 says less than the divergence',
        ],
      };
    },
  };
}

/** 100 · red + 10 · green + blue, per image. */
function modesOf(labels: Uint16Array): readonly number[] {
  return Array.from(
    { length: labels.length / 3 },
    (_, image) => 100 * labels[3 * image]! + 10 * labels[3 * image + 1]! + labels[3 * image + 2]!,
  );
}
