// The kinds of evaluators: the data choose.

import { ConfigError } from '../base/errors.ts';
import type { Dataset } from '../data/dataset.ts';
import { createDigitEvaluator } from './evaluate-digits.ts';
import { createImageEvaluator } from './evaluate-images.ts';
import { createPointEvaluator } from './evaluate-points.ts';
import { createStackedEvaluator } from './evaluate-stacked.ts';
import type { Evaluator, EvaluatorParts } from './evaluator.ts';

interface Kind {
  readonly fits: (dataset: Dataset) => boolean;
  readonly create: (parts: EvaluatorParts) => Promise<Evaluator>;
}

const hasShape = ({ sampleShape }: Dataset, shape: string) => sampleShape.join('×') === shape;

/** The first that fits is taken. */
const kinds: readonly Kind[] = [
  { fits: ({ values }) => values instanceof Float32Array, create: createPointEvaluator },
  { fits: (dataset) => hasShape(dataset, '1×28×28'), create: createDigitEvaluator },
  {
    fits: (dataset) => hasShape(dataset, '3×28×28') && dataset.name === 'stacked-mnist',
    create: createStackedEvaluator,
  },
  { fits: () => true, create: createImageEvaluator },
];

/** An evaluator for a dataset: digits (grey 28×28), stacked digits, points, or other images.
 *  @throws ConfigError if a count is not a whole number ≥ 1 */
export async function createEvaluator(parts: EvaluatorParts): Promise<Evaluator> {
  for (const [name, count] of Object.entries(parts.counts)) {
    if (!Number.isInteger(count) || count < 1) {
      throw new ConfigError(`evaluation: ${name}: expected a whole number ≥ 1, got ${count}`);
    }
  }
  return kinds.find(({ fits }) => fits(parts.dataset))!.create(parts);
}
