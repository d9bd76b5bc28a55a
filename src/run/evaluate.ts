// Evaluating a trained generator: a run, a checkpoint or a model file, against the data that it learnt.

import { ConfigError } from '../base/errors.ts';
import { nextTask } from '../base/next-task.ts';
import { type Dataset, hasBytes } from '../data/dataset.ts';
import type { EvaluationCounts } from '../metrics/evaluation.ts';
import type { Evaluator } from '../metrics/evaluator.ts';
import type { ClassifierVersion } from '../metrics/mnist-features.ts';
import type { NearestImages } from '../metrics/nearest-features.ts';
import type { OnProgress } from '../metrics/progress.ts';
import type { Report } from '../metrics/reports.ts';
import { drawImages, type Sampler } from '../metrics/samples.ts';
import { openAnyDevice } from '../runtime/devices.ts';
import { evaluationSampler } from '../train/evaluation-sampler.ts';
import type { GeneratorModel } from '../train/model.ts';
import { loadDataOf } from './model-data.ts';
import { loadGenerator } from './model-file.ts';
import { type OpenGenerator, openGenerator, requireCount } from './sample.ts';

/** What an evaluation is doing. */
export type EvaluationStage =
  | 'measuring the real data'
  | 'measuring the samples'
  | 'looking for the nearest images';

/** How a generator is measured. */
export interface EvaluateModelOptions {
  /** Of the noise, one evaluation for each. */
  readonly seeds?: readonly number[] | undefined;
  readonly counts?: EvaluationCounts | undefined;
  /** Reads grey images of 28×28 as handwritten digits, whatever they are. */
  readonly asDigits?: boolean | undefined;
  /** Which classifier of digits is asked. */
  readonly classifier?: ClassifierVersion | undefined;
  /** An ONNX file of a network by which images are described. */
  readonly features?: string | undefined;
  /** A dataset by name or path, in place of the one that the model learnt. */
  readonly dataset?: string | undefined;
  /** Of so many samples, those of the first seed, the nearest training images are looked for by features. */
  readonly nearest?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The weights of the last update, where samples come from their average. */
  readonly raw?: boolean | undefined;
  readonly onProgress?: (stage: EvaluationStage, done: number, total: number) => void;
}

/** An evaluation of a trained generator. */
export interface ModelEvaluation {
  readonly model: GeneratorModel;
  readonly dataset: Dataset;
  /** One for each seed. */
  readonly results: readonly SeedResult[];
  /** The training images nearest to samples, where they were asked for. */
  readonly nearest?: NearestImages;
}

/** The report of one seed of the noise. */
export interface SeedResult {
  readonly seed: number;
  readonly report: Report;
  readonly seconds: number;
}

/** Measures the generator in a run folder, checkpoint or model file.
 *  @throws RunError, FormatError if there is no generator, or it is not known what it learnt
 *  @throws ConfigError if an option is out of its range or the data do not fit
 *  @throws NumericError if a sample is not finite */
export async function evaluateModel(
  path: string,
  options: EvaluateModelOptions = {},
): Promise<ModelEvaluation> {
  const {
    seeds = [1],
    counts = {},
    asDigits = false,
    features,
    classifier,
    dataset: named,
    signal,
    onProgress = () => {},
  } = options;
  if (seeds.length === 0) throw new ConfigError('seeds: expected one or more, got none');
  if (counts.samples !== undefined) requireCount('samples', counts.samples);
  const model = await loadGenerator(path, options);
  const dataset = await loadDataOf(path, model, { dataset: named, signal });
  if (options.nearest !== undefined && !hasBytes(dataset)) {
    throw new ConfigError(`nearest: expected images, got points of ${dataset.name}`);
  }
  const device = await openAnyDevice({ threads: 1 });
  const { openEvaluator } = await import('../metrics/open-evaluator.ts'); // other commands start faster without it
  const evaluator = await openEvaluator(dataset, device, {
    counts,
    asDigits,
    ...(features !== undefined && { features }),
    ...(classifier !== undefined && { classifier }),
    ...(signal && { signal }),
    onReferenceProgress: (done, total) => onProgress('measuring the real data', done, total),
  });
  const generator = await openGenerator(model, device);
  try {
    const results = await evaluateSeeds(evaluator, generator, model, { ...options, seeds });
    if (options.nearest === undefined) return { model, dataset, results };
    const sampler = samplerOf(generator, model, seeds[0]!);
    const images = await drawImages(sampler, options.nearest, dataset.sampleShape, { signal });
    const told: OnProgress = (done, total) => onProgress('looking for the nearest images', done, total);
    return { model, dataset, results, nearest: await evaluator.nearest(images, told) };
  } finally {
    await Promise.all([generator.release(), evaluator.release()]);
  }
}

/** What `use` makes of the samples of a generator, from the noise that evaluations of a seed have. */
export async function samplesOf<T>(
  model: GeneratorModel,
  seed: number,
  use: (sampler: Sampler) => Promise<T>,
): Promise<T> {
  const generator = await openGenerator(model, await openAnyDevice({ threads: 1 }));
  try {
    return await use(samplerOf(generator, model, seed));
  } finally {
    await generator.release();
  }
}

/** Lets signals come through between parts. */
function samplerOf(generator: OpenGenerator, { spec }: GeneratorModel, seed: number): Sampler {
  const draw = evaluationSampler(seed, spec.latent, (latent) => generator.generate(latent));
  return async (count) => {
    await nextTask();
    return draw(count);
  };
}

async function evaluateSeeds(
  evaluator: Evaluator,
  generator: OpenGenerator,
  model: GeneratorModel,
  { seeds = [], signal, onProgress }: EvaluateModelOptions,
): Promise<readonly SeedResult[]> {
  const results: SeedResult[] = [];
  for (const [index, seed] of seeds.entries()) {
    const sampler = samplerOf(generator, model, seed);
    const told: OnProgress = (done, total) =>
      onProgress?.('measuring the samples', index * total + done, seeds.length * total);
    const begin = performance.now();
    const report = await evaluator.evaluate(sampler, { signal, onProgress: told });
    results.push({ seed, report, seconds: (performance.now() - begin) / 1000 });
  }
  return results;
}
