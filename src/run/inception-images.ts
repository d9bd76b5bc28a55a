// Samples and real images as PNG files, for tools that measure with Inception features.

import { join } from 'node:path';
import { ConfigError, RunError } from '../base/errors.ts';
import { type Float32Tensor, float32 } from '../base/host-tensor.ts';
import { permutation } from '../base/random.ts';
import { shellPath } from '../base/shell.ts';
import { type Dataset, fillSamples } from '../data/dataset.ts';
import { encodePng } from '../formats/png.ts';
import type { OnProgress } from '../metrics/progress.ts';
import type { Sampler } from '../metrics/samples.ts';
import { torchFidelityCommand } from '../metrics/torch-fidelity.ts';
import { makeFolder, onFile, writeFile } from './files.ts';
import { gridOf, sampleAt } from './pictures.ts';
import { type System, system as thisSystem } from './system.ts';

/** What is written, and where. */
export interface InceptionImages {
  readonly sampler: Sampler;
  readonly dataset: Dataset;
  /** Of the samples, and of the real images where there are so many. */
  readonly count: number;
  /** Gets the folders `samples` and `real`. */
  readonly folder: string;
  readonly onProgress?: OnProgress | undefined;
}

/** What was written. */
export interface WrittenImages {
  readonly counts: { readonly samples: number; readonly real: number };
  /** The command line of torch-fidelity that compares them. */
  readonly command: string;
}

/** Images made at once: as many as metrics ask for, so that they are the same images. */
const PART = 1000;

/** Writes `count` samples and as many real images, chosen at random, as PNG files of their own size.
 *  @throws ConfigError if the data are no images
 *  @throws RunError if the folder holds other files or cannot be written */
export async function saveForInception(
  { sampler, dataset, count, folder, onProgress = () => {} }: InceptionImages,
  system: System = thisSystem(),
): Promise<WrittenImages> {
  const { sampleShape } = dataset;
  if (sampleShape.length !== 3) {
    throw new ConfigError(`images: expected samples [C,H,W], got [${sampleShape.join(',')}]`);
  }
  const [fakeFolder, realFolder] = [join(folder, 'samples'), join(folder, 'real')] as const;
  for (const inner of [fakeFolder, realFolder]) requireEmpty(inner, system);
  const realCount = Math.min(count, dataset.count);
  const total = count + realCount;
  const draw = realSampler(dataset);
  await save(fakeFolder, count, sampler, (done) => onProgress(done, total), system);
  await save(realFolder, realCount, draw, (done) => onProgress(count + done, total), system);
  return {
    counts: { samples: count, real: realCount },
    command: torchFidelityCommand(shellPath(fakeFolder), shellPath(realFolder)),
  };
}

/** Images of an older, larger set would be measured too. */
function requireEmpty(folder: string, { files }: System): void {
  makeFolder(files, folder);
  const [name] = onFile(folder, 'read', () => files.readdirSync(folder));
  if (name === undefined) return;
  throw new RunError(`${folder}: expected an empty folder, got ${name} in it`, {
    help: 'choose another folder with --images: this one is left as it is',
  });
}

function realSampler(dataset: Dataset): (count: number) => Float32Tensor {
  const rows = permutation(dataset.count, { seed: 0, purpose: 'evaluate', counter: 2 });
  let start = 0;
  return (count) => {
    const samples = float32([count, ...dataset.sampleShape]);
    fillSamples(dataset, rows, start, count, samples.data);
    start += count;
    return samples;
  };
}

async function save(
  folder: string,
  count: number,
  sampler: Sampler,
  onDone: (done: number) => void,
  { files }: System,
): Promise<void> {
  const digits = Math.max(5, String(count - 1).length);
  for (let start = 0; start < count; start += PART) {
    const samples = (await sampler(Math.min(PART, count - start))) as Float32Tensor;
    for (let index = 0; index < samples.shape[0]!; index++) {
      const image = gridOf(sampleAt(samples, index), { columns: 1, scale: 1 })!;
      const name = `${String(start + index).padStart(digits, '0')}.png`;
      writeFile(files, join(folder, name), encodePng(image), { isDurable: false });
    }
    onDone(start + samples.shape[0]!);
  }
}
