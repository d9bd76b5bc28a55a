// Images that no classifier here knows.

import { ShapeError } from '../../base/errors.ts';
import type { Counts, EvaluatorParts } from '../evaluation.ts';
import { type DataKind, requireAmong } from './kind.ts';

export const images: DataKind = { name: 'images', fits: () => true, counts: countsOf };

function countsOf({ dataset: { count }, counts }: EvaluatorParts): Counts {
  const { samples = 2000, nearest = Math.min(64, samples) } = counts;
  if (count < 2) {
    throw new ShapeError(`evaluation: needs 2 real images or more, got ${count}`, {
      help: 'samples are compared with some real images, and those with others: add images, or leave evaluations out',
    });
  }
  requireAmong('nearest', nearest, samples);
  const half = Math.floor(count / 2);
  const neighbours = Math.min(counts.neighbours ?? 2000, samples, half);
  return {
    ...{ samples, nearest, real: count },
    patched: Math.min(2000, half),
    described: Math.min(10_000, half),
    ...(neighbours > 1 && { neighbours, k: Math.min(5, neighbours - 1) }),
  };
}
