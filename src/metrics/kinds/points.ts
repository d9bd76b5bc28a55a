// Points of any dimension: 2,500 samples, as in PacGAN. Samplers draw in the units of the data.

import { ConfigError, ShapeError } from '../../base/errors.ts';
import { type Dataset, hasBytes } from '../../data/dataset.ts';
import { modesOf } from '../../data/points.ts';
import type { Counts, EvaluatorParts } from '../evaluation.ts';
import type { DataKind } from './kind.ts';

export const points: DataKind = {
  name: 'points',
  fits: ({ dataset }) => !hasBytes(dataset),
  counts: countsOf,
};

function countsOf({ dataset, counts: asked }: EvaluatorParts): Counts {
  const { samples = 2500, neighbours = 2000, wasserstein = 1024 } = asked;
  const half = Math.min(samples, Math.floor(dataset.count / 2));
  if (half < 2) {
    throw new ShapeError(
      `evaluation: needs 4 real points and 2 samples, got ${dataset.count} and ${samples}`,
    );
  }
  const hasModes = modesOf(dataset) !== undefined;
  if (!hasModes && asked.samples !== undefined) requireUse(dataset, asked.samples);
  const isAsked = !hasModes && asked.samples !== undefined && asked.neighbours === undefined;
  const near = isAsked ? samples : Math.min(neighbours, half);
  return {
    samples,
    real: dataset.count,
    wasserstein: Math.min(wasserstein, half),
    neighbours: near,
    k: Math.min(5, near - 1),
  };
}

/** The most neighbours that are looked for, which takes the square of them: some seconds. */
const mostNeighbours = 20_000;

/** Without modes to count, samples beyond the real points would be of no use. */
function requireUse({ name, count }: Dataset, samples: number): void {
  const most = Math.min(count, mostNeighbours);
  if (samples <= most) return;
  throw new ConfigError(
    `samples: expected at most ${most} for ${name}, which has ${count} points, got ${samples}`,
    {
      help: 'precision, recall, density and coverage are counted on as many samples as real points',
    },
  );
}
