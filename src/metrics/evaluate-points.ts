// Points: exact distance, neighbours, and modes where the distribution has them.

import { ConfigError, ShapeError } from '../base/errors.ts';
import { toScale, toUnits } from '../base/point-scale.ts';
import { permutation } from '../base/random.ts';
import { sizeOf } from '../base/shape.ts';
import { type Dataset, fillSamples } from '../data/dataset.ts';
import { type Modes, modesOf } from '../data/points.ts';
import type { Evaluator, EvaluatorParts } from './evaluator.ts';
import { modeCoverage } from './modes.ts';
import { precisionRecallDensityCoverage } from './prdc.ts';
import type { PointReport } from './reports.ts';
import { drawValues } from './samples.ts';
import { sliceVectors, type Vectors, vectors } from './vectors.ts';
import { wassersteinDistance } from './wasserstein.ts';

/** Evaluates generators of points of any dimension: 2,500 samples, as in PacGAN. Samplers draw in the units of the data,
 *  and distances are in them; neighbours are found in the coordinates that are learnt, where both axes count. */
export async function createPointEvaluator({
  dataset,
  seed,
  counts: asked,
}: EvaluatorParts): Promise<Evaluator> {
  const counts = countsOf(dataset, asked);
  const { scale } = dataset;
  const learnt = shuffled(dataset, seed, Math.max(2 * counts.wasserstein, counts.neighbours));
  const real = { ...learnt, values: toUnits(learnt.values, scale) };
  const first = sliceVectors(real, 0, counts.wasserstein);
  const second = sliceVectors(real, counts.wasserstein, 2 * counts.wasserstein);
  const testWassersteinDistance = wassersteinDistance(first, second);
  const modes = modesOf(dataset);
  return {
    kind: 'points',
    release: async () => undefined,
    async evaluate(sampler, options): Promise<PointReport> {
      const values = await drawValues(sampler, counts.samples, dataset.sampleShape, options);
      const points = vectors(values, real.dimension);
      const made = { ...points, values: toScale(values, scale) };
      const [realNear, near] = [learnt, made].map((set) => sliceVectors(set, 0, counts.neighbours)) as [
        Vectors,
        Vectors,
      ];
      return {
        kind: 'points',
        dataset: dataset.name,
        counts,
        wassersteinDistance: wassersteinDistance(first, sliceVectors(points, 0, counts.wasserstein)),
        testWassersteinDistance,
        ...precisionRecallDensityCoverage(realNear, near, { k: counts.k }),
        ...(modes !== undefined && modeScores(points, modes)),
        realSeed: seed,
        notes: [
          `the distance depends on the number of points: of ${counts.wasserstein} real ones it is not 0 either`,
        ],
      };
    },
  };
}

function modeScores(points: Vectors, modes: Modes) {
  const { histogram, ...scores } = modeCoverage(points, modes);
  return { ...scores, modeHistogram: histogram };
}

function countsOf(dataset: Dataset, asked: EvaluatorParts['counts']): PointReport['counts'] {
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

/** Real points in random order. */
function shuffled(
  dataset: Dataset,
  seed: number,
  count: number,
): Vectors & { readonly values: Float32Array } {
  const rows = permutation(dataset.count, { seed, purpose: 'evaluate', counter: 0 });
  const dimension = sizeOf(dataset.sampleShape);
  const values = new Float32Array(count * dimension);
  fillSamples(dataset, rows, 0, count, values);
  return { ...vectors(values, dimension), values };
}
