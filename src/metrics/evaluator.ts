// What measures generators of one dataset, by all measures that are of its kind.

import { ConfigError } from '../base/errors.ts';
import { type Dataset, hasBytes } from '../data/dataset.ts';
import type { EvaluatorParts } from './evaluation.ts';
import type { DataKind } from './kinds/kind.ts';
import { kindOf } from './kinds/registry.ts';
import type { Evenness, Measure } from './measures/measure.ts';
import { measures } from './measures/registry.ts';
import { type NearestImages, nearestByFeatures } from './nearest-features.ts';
import { classifier } from './parts/classifier.ts';
import { describing } from './parts/describing.ts';
import type { Real } from './parts/part.ts';
import { createReal, drawSamples, prepareReal, workOf } from './parts/scopes.ts';
import { createWork, type OnProgress, stepsOf } from './progress.ts';
import { evennessOf, type Report } from './reports.ts';
import { type DrawOptions, forEachImagePart, forEachValuePart, type Sampler } from './samples.ts';
import { needsOf, scoresOf, type Values } from './scores.ts';
import { yardsticksOf, yardstickWork } from './yardsticks.ts';

/** Measures generators of one dataset; what it knows of the real data is computed once. */
export interface Evaluator {
  readonly kind: Report['kind'];
  /** @throws ShapeError if the sampler's shape is not the dataset's; NumericError if a sample is not finite */
  evaluate(sampler: Sampler, options?: DrawOptions): Promise<Report>;
  /** The training image nearest to each of some images, by the features that its measures use, by pixels where there are
   *  none; of images alone.
   *  @param images  uint8[N, ...sampleShape] */
  nearest(images: Uint8Array, onProgress?: OnProgress): Promise<NearestImages>;
  /** What a report says of a run's health. */
  evennessOf(report: Report): Evenness;
  release(): Promise<void>;
}

/** An evaluator for a dataset: MNIST's digits (grey 28×28), stacked digits, points, or other images.
 *  @throws ConfigError if a count is not a whole number ≥ 1 or cannot be, or the data cannot be the digits that were
 *          asked for */
export async function createEvaluator(parts: EvaluatorParts): Promise<Evaluator> {
  for (const [name, count] of Object.entries(parts.counts)) {
    if (!Number.isInteger(count) || count < 1) {
      throw new ConfigError(`evaluation: ${name}: expected a whole number ≥ 1, got ${count}`);
    }
  }
  const kind = kindOf(parts);
  if (parts.digits === 'asked' && kind.name !== 'digits') throw noDigits(parts.dataset);
  const own = measures.all.filter(({ kinds, fits = () => true }) => kind.name in kinds && fits(parts));
  const real = createReal(parts, kind.name, kind.counts(parts), (data) => yardstickWork(own, kind, data));
  try {
    const yardsticks = await yardsticksOf(own, kind, real);
    await prepareReal(needsOf(own), real);
    return {
      kind: kind.name,
      release: real.release,
      evennessOf,
      async nearest(images, onProgress) {
        const part = describing[kind.name];
        return nearestByFeatures(images, parts.dataset, part && (await real.get(part)), onProgress);
      },
      evaluate: (sampler, options = {}) => evaluate(own, kind, real, { sampler, options, yardsticks }),
    };
  } catch (error) {
    await real.release();
    throw error;
  }
}

const noDigits = ({ name, sampleShape }: Dataset) =>
  new ConfigError(
    `digits: expected grey images of 28×28, got samples of [${sampleShape.join(',')}] of ${name}`,
  );

/** The samples that a sampler draws, by every measure. */
async function evaluate(
  own: readonly Measure[],
  kind: DataKind,
  real: Real,
  { sampler, options, yardsticks }: Evaluation,
): Promise<Report> {
  const { dataset, counts, seed } = real;
  const needs = needsOf(own);
  const { samples: measuring } = workOf(needs, real, counts.samples);
  const work = createWork(counts.samples + measuring, options.onProgress);
  const drawing = { ...options, onProgress: stepsOf(work) };
  const draw = hasBytes(dataset) ? forEachImagePart : forEachValuePart;
  const samples = await drawSamples(needs, real, {
    ...{ count: counts.samples, work },
    source: (visit) => draw(sampler, counts.samples, dataset.sampleShape, visit, drawing),
  });
  const { values, details } = await scoresOf(own, samples);
  const report = {
    ...{ kind: kind.name, dataset: dataset.name, counts, ...values, ...yardsticks, ...details },
    ...(kind.isClassified && { classifierVersion: (await real.get(classifier)).version }),
    ...{ realSeed: seed, notes: own.flatMap(({ notes }) => notes?.(real) ?? []) },
  };
  return report as Report;
}

interface Evaluation {
  readonly sampler: Sampler;
  readonly options: DrawOptions;
  readonly yardsticks: Values;
}
