// Samples of a trained generator.

import { ConfigError } from '../base/errors.ts';
import { type Float32Tensor, float32 } from '../base/host-tensor.ts';
import { fillNormal } from '../base/random.ts';
import { fillTruncatedNormal } from '../base/truncated-normal.ts';
import { architectures } from '../gan/architectures/registry.ts';
import type { Device } from '../runtime/device.ts';
import { openAnyDevice } from '../runtime/devices.ts';
import { generatorProgram, outputName } from '../train/generator-program.ts';
import { madeAtOnce } from '../train/memory.ts';
import type { GeneratorModel } from '../train/model.ts';
import { inTurn, oneHot } from '../train/sampler.ts';
import { loadGenerator, type WeightOptions } from './model-file.ts';

/** Samples are computed at most so many at a time. */
const MOST_AT_ONCE = 256;

export interface SampleOptions extends WeightOptions {
  readonly count?: number | undefined;
  /** The same seed gives the same samples; a smaller count gives the first of them. */
  readonly seed?: number | undefined;
  /** Of a generator that is told classes, the name of the one to make; by default each of them in turn. */
  readonly class?: string | undefined;
  /** Noise of a magnitude beyond this is drawn again (the truncation of Brock et al. 2019, arXiv:1809.11096, section 3.1):
   *  the samples become more typical and less diverse. */
  readonly truncation?: number | undefined;
}

/** Samples of the generator in a run folder or model file.
 *  @returns float32[count, ...sampleShape], images in [−1, 1]
 *  @throws RunError, FormatError if there is no generator */
export async function sampleFrom(path: string, options: SampleOptions = {}): Promise<Float32Tensor> {
  return sampleModel(await loadGenerator(path, options), options);
}

/** Samples of a generator. */
export function sampleModel(
  model: GeneratorModel,
  { count = 64, seed = 1, class: name, truncation }: SampleOptions = {},
): Promise<Float32Tensor> {
  requireCount('count', count);
  const labels = name === undefined ? undefined : labelsFor(model, name, count);
  const latent = float32([count, model.spec.latent]);
  fillNoise(latent.data, seed, truncation);
  return generate(model, latent, labels);
}

/** Fills noise of the stream `sample`.
 *  @param truncation  as `SampleOptions` has it */
export function fillNoise(out: Float32Array, seed: number, truncation: number | undefined): void {
  const key = { seed, purpose: 'sample', counter: 0 } as const;
  if (truncation === undefined) fillNormal(out, key);
  else fillTruncatedNormal(out, key, truncation);
}

function labelsFor(model: GeneratorModel, name: string, count: number): Float32Tensor {
  const label = labelOf(model, name);
  const labels = Array.from({ length: count }, () => label);
  return oneHot(labels, model.spec.classes!.length);
}

/** Most names that an error tells. */
const NAMED = 20;

/** The label of a class by its name.
 *  @throws ConfigError if the generator is told no classes, or not this one */
export function labelOf({ spec: { classes } }: GeneratorModel, name: string): number {
  if (classes === undefined) {
    throw new ConfigError(
      `class: expected a generator that is told classes, got one that learnt without, and class ${name}`,
      {
        help: 'train one with --condition auto on data with labels',
      },
    );
  }
  const label = classes.indexOf(name);
  if (label >= 0) return label;
  const known = classes.length > NAMED ? `${classes.slice(0, NAMED).join(', ')}…` : classes.join(', ');
  throw new ConfigError(`class: expected one of ${known}, got ${name}`);
}

/** Checks a number of samples.
 *  @throws ConfigError */
export function requireCount(name: string, count: number): void {
  if (Number.isInteger(count) && count >= 1 && count <= 1_000_000) return;
  throw new ConfigError(`${name}: expected a whole number from 1 to 1000000, got ${count}`);
}

/** Samples for noise float32[N, latent], and labels as `OpenGenerator` takes them. */
export async function generate(
  model: GeneratorModel,
  latent: Float32Tensor,
  labels?: Float32Tensor,
): Promise<Float32Tensor> {
  const generator = await openGenerator(model, await openAnyDevice({ threads: 1 }));
  try {
    return await generator.generate(latent, labels);
  } finally {
    await generator.release();
  }
}

/** A generator that is loaded on a device. */
export interface OpenGenerator {
  /** Samples for noise float32[N, latent] and, of a generator that is told classes, labels float32[N, classes]; by default
   *  each class in turn. */
  generate(latent: Float32Tensor, labels?: Float32Tensor): Promise<Float32Tensor>;
  release(): Promise<void>;
}

/** Loads a generator, to sample from it again and again. */
export async function openGenerator(model: GeneratorModel, device: Device): Promise<OpenGenerator> {
  const program = await device.load(generatorProgram(model), { isAuxiliary: true });
  const { spec } = model;
  const chunk = madeAtOnce(architectures.get(spec.architecture).generator(spec), spec.latent, MOST_AT_ONCE);
  return {
    release: () => program.release(),
    async generate(latent, labels) {
      const output = outputName(model);
      const count = latent.shape[0]!;
      const told = spec.classes && (labels ?? inTurn(count, spec.classes.length));
      const samples = float32([count, ...model.spec.sampleShape]);
      const sampleSize = samples.data.length / count;
      for (let start = 0; start < count; start += chunk) {
        const rows = Math.min(chunk, count - start);
        const feeds = {
          latent: chunkOf(latent, start, rows),
          ...(told && { labels: chunkOf(told, start, rows) }),
        };
        const place = samples.data.subarray(start * sampleSize, (start + rows) * sampleSize);
        if (feeds.latent.shape[0] === rows) {
          const made = float32([rows, ...model.spec.sampleShape], place);
          await program.run(feeds, undefined, { [output]: made });
        } else {
          const made = (await program.run(feeds))[output]!.data as Float32Array;
          place.set(made.subarray(0, place.length));
        }
      }
      return samples;
    },
  };
}

/** Rows of the noise, or labels, at least two: a product with a single row takes another kernel, whose last bits differ. */
function chunkOf({ data, shape }: Float32Tensor, start: number, rows: number): Float32Tensor {
  const size = shape[1]!;
  const chunk = float32([Math.max(2, rows), size]);
  chunk.data.set(data.subarray(start * size, (start + rows) * size));
  return chunk;
}
