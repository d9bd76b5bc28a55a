// The kinds of evaluators: the data choose.

import { ConfigError } from '../base/errors.ts';
import type { Dataset } from '../data/dataset.ts';
import { createDigitEvaluator } from './evaluate-digits.ts';
import { createImageEvaluator } from './evaluate-images.ts';
import { createPointEvaluator } from './evaluate-points.ts';
import { createStackedEvaluator } from './evaluate-stacked.ts';
import type { Evaluator, EvaluatorParts } from './evaluator.ts';

interface Kind {
  readonly fits: (parts: EvaluatorParts) => boolean;
  readonly create: (parts: EvaluatorParts) => Promise<Evaluator>;
}

const hasShape = ({ sampleShape }: Dataset, shape: string) => sampleShape.join('×') === shape;

const areDigits = ({ dataset, digits = dataset.name.startsWith('mnist') ? 'known' : 'no' }: EvaluatorParts) =>
  digits !== 'no';

const isStacked = ({ dataset, digits }: EvaluatorParts) =>
  dataset.name === 'stacked-mnist' && digits !== 'no';

/** The first that fits is taken. */
const kinds: readonly Kind[] = [
  { fits: ({ dataset }) => dataset.values instanceof Float32Array, create: createPointEvaluator },
  { fits: (parts) => hasShape(parts.dataset, '1×28×28') && areDigits(parts), create: createDigitEvaluator },
  {
    fits: (parts) => hasShape(parts.dataset, '3×28×28') && isStacked(parts),
    create: createStackedEvaluator,
  },
  { fits: () => true, create: createImageEvaluator },
];

/** An evaluator for a dataset: MNIST's digits (grey 28×28), stacked digits, points, or other images.
 *  @throws ConfigError if a count is not a whole number ≥ 1 or cannot be, or the data cannot be the digits that were
 *          asked for */
export async function createEvaluator(parts: EvaluatorParts): Promise<Evaluator> {
  for (const [name, count] of Object.entries(parts.counts)) {
    if (!Number.isInteger(count) || count < 1) {
      throw new ConfigError(`evaluation: ${name}: expected a whole number ≥ 1, got ${count}`);
    }
  }
  const { create } = kinds.find(({ fits }) => fits(parts))!;
  if (parts.digits === 'asked' && create !== createDigitEvaluator) throw noDigits(parts.dataset);
  return create(parts);
}

const noDigits = ({ name, sampleShape }: Dataset) =>
  new ConfigError(
    `digits: expected grey images of 28×28, got samples of [${sampleShape.join(',')}] of ${name}`,
  );
