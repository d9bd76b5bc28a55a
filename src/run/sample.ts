// Samples of a trained generator.

import { ConfigError } from '../base/errors.ts';
import { type Float32Tensor, float32 } from '../base/host-tensor.ts';
import { fillNormal } from '../base/random.ts';
import { architectures } from '../gan/architectures/registry.ts';
import type { Device } from '../runtime/device.ts';
import { openAnyDevice } from '../runtime/devices.ts';
import { generatorProgram, outputName } from '../train/generator-program.ts';
import { madeAtOnce } from '../train/memory.ts';
import type { GeneratorModel } from '../train/model.ts';
import { loadGenerator, type WeightOptions } from './model-file.ts';

/** Samples are computed at most so many at a time. */
const MOST_AT_ONCE = 256;

export interface SampleOptions extends WeightOptions {
  readonly count?: number | undefined;
  /** The same seed gives the same samples; a smaller count gives the first of them. */
  readonly seed?: number | undefined;
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
  { count = 64, seed = 1 }: SampleOptions = {},
): Promise<Float32Tensor> {
  requireCount('count', count);
  const latent = float32([count, model.spec.latent]);
  fillNormal(latent.data, { seed, purpose: 'sample', counter: 0 });
  return generate(model, latent);
}

/** Checks a number of samples.
 *  @throws ConfigError */
export function requireCount(name: string, count: number): void {
  if (Number.isInteger(count) && count >= 1 && count <= 1_000_000) return;
  throw new ConfigError(`${name}: expected a whole number from 1 to 1000000, got ${count}`);
}

/** Samples for noise float32[N, latent]. */
export async function generate(model: GeneratorModel, latent: Float32Tensor): Promise<Float32Tensor> {
  const generator = await openGenerator(model, await openAnyDevice({ threads: 1 }));
  try {
    return await generator.generate(latent);
  } finally {
    await generator.release();
  }
}

/** A generator that is loaded on a device. */
export interface OpenGenerator {
  /** Samples for noise float32[N, latent]. */
  generate(latent: Float32Tensor): Promise<Float32Tensor>;
  release(): Promise<void>;
}

/** Loads a generator, to sample from it again and again. */
export async function openGenerator(model: GeneratorModel, device: Device): Promise<OpenGenerator> {
  const program = await device.load(generatorProgram(model), { isAuxiliary: true });
  const { spec } = model;
  const chunk = madeAtOnce(architectures.get(spec.architecture).generator(spec), spec.latent, MOST_AT_ONCE);
  return {
    release: () => program.release(),
    async generate(latent) {
      const output = outputName(model);
      const count = latent.shape[0]!;
      const samples = float32([count, ...model.spec.sampleShape]);
      const sampleSize = samples.data.length / count;
      for (let start = 0; start < count; start += chunk) {
        const rows = Math.min(chunk, count - start);
        const feeds = { latent: chunkOf(latent, start, rows) };
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

/** Rows of the noise, at least two: a product with a single row takes another kernel, whose last bits differ. */
function chunkOf({ data, shape }: Float32Tensor, start: number, rows: number): Float32Tensor {
  const size = shape[1]!;
  const chunk = float32([Math.max(2, rows), size]);
  chunk.data.set(data.subarray(start * size, (start + rows) * size));
  return chunk;
}
