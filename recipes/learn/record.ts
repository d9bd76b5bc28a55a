// Records a run that page 8 of the studio's room Learn shows: what the loss said, and how good the samples were. Writes
// <run>.json and <run>.png beside that page: see README.md.

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { type Float32Tensor, float32 } from '../../src/base/host-tensor.ts';
import { fillNormal } from '../../src/base/random.ts';
import { unknownName } from '../../src/base/registry.ts';
import { sizeOf } from '../../src/base/shape.ts';
import { type Dataset, defineDataset } from '../../src/data/dataset.ts';
import { loadDataset } from '../../src/data/registry.ts';
import { readClassifier } from '../../src/metrics/classifier-file.ts';
import { frechetDistance } from '../../src/metrics/frechet.ts';
import { openDigitClassifier } from '../../src/metrics/mnist-features.ts';
import { momentsOf } from '../../src/metrics/moments.ts';
import { drawImages, toBytes } from '../../src/metrics/samples.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { resolveConfig } from '../../src/train/config.ts';
import { ganOf, scheduleOf, settingsOf } from '../../src/train/setup.ts';
import type { IterationNumbers } from '../../src/train/snapshot.ts';
import { createTrainer, type Trainer } from '../../src/train/trainer.ts';
import { learnPlan, learnRuns, recipeOf } from './runs.ts';

const { iterations, every, pictured } = learnPlan;
const samplesPerPoint = 10_000;
const digitsPerPicture = 4;
const side = 28;

const run = process.argv[2] ?? '';
if (!Object.hasOwn(learnRuns, run)) throw unknownName('run', run, Object.keys(learnRuns));
const { preset, seed, holdout, config: own, digits } = recipeOf(run);
const config = resolveConfig({ seed, holdout, ...own }, { preset });
const device = await openDevice('cpu', { threads: 2 });
const dataset = await loadDataset('mnist');
const trained = digits === undefined ? dataset : firstOf(dataset, digits + holdout);
const classifier = await openDigitClassifier(device, await readClassifier());
const real = momentsOf((await classifier.describe(dataset.values as Uint8Array)).features);
const trainer = await createTrainer({
  gan: ganOf(config, dataset.sampleShape),
  settings: settingsOf(config),
  ...scheduleOf(config),
  dataset: trained,
  device,
});

const points: Record<string, number | null>[] = [];
const pictures: Uint8Array[] = [];
const start = performance.now();
let since: IterationNumbers[] = [];
await record();
while (trainer.iteration < iterations) {
  since.push(await trainer.step());
  if (trainer.iteration % every === 0) await record();
}
await trainer.release();
await classifier.release();

const folder = new URL('../../src/studio/app/rooms/learn/recorded/', import.meta.url);
const names = Object.keys(points[0]!);
const columns = Object.fromEntries(names.map((name) => [name, points.map((point) => point[name])]));
writeFileSync(new URL(`${run}.json`, folder), `${JSON.stringify({ recipe: recipeOf(run), columns })}\n`);
await writePicture(fileURLToPath(new URL(`${run}.png`, folder)));

function firstOf({ name, sampleShape, values }: Dataset, most: number): Dataset {
  const size = sizeOf(sampleShape);
  return defineDataset({ name, sampleShape, values: (values as Uint8Array).slice(0, most * size) });
}

/** What the loss says, averaged since the last point, and what the samples are worth. */
async function record(): Promise<void> {
  const images = await drawImages(samplerOf(trainer), samplesPerPoint, dataset.sampleShape);
  const { features } = await classifier.describe(images);
  const held = await trainer.heldOut();
  const { iteration } = trainer;
  points.push({
    iteration,
    frechetDistance: rounded(frechetDistance(momentsOf(features), real)),
    ...meanOf(since),
    heldOut: rounded(held.wassersteinHoldout ?? held.criticLossHoldout ?? null),
  });
  since = [];
  if ((pictured as readonly number[]).includes(iteration))
    pictures.push(toBytes((await trainer.preview(digitsPerPicture)).data));
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(`${run} ${iteration}: ${JSON.stringify(points.at(-1))}, ${seconds} s`);
}

function meanOf(metrics: readonly IterationNumbers[]) {
  const mean = (name: keyof IterationNumbers) => {
    const values = metrics.flatMap((each) => each[name] ?? []);
    return values.length === 0
      ? null
      : rounded(values.reduce((sum, value) => sum + value, 0) / values.length);
  };
  return {
    criticLoss: mean('criticLoss'),
    generatorLoss: mean('generatorLoss'),
    estimate: mean('wasserstein'),
    gradientNorm: mean('gradientNorm'),
  };
}

function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(5));
}

/** The same noise at every point, so that only the generator changes. */
function samplerOf({ gan, sample }: Trainer) {
  let counter = 0;
  return async (count: number): Promise<Float32Tensor> => {
    const latent = float32([count, gan.latent]);
    fillNormal(latent.data, { seed: 1, purpose: 'sample', counter: counter++ });
    return sample(latent);
  };
}

/** One row of digits for each pictured iteration, in 16 greys. */
async function writePicture(path: string): Promise<void> {
  const width = digitsPerPicture * side;
  const pixels = new Uint8Array(width * pictures.length * side);
  for (const [row, bytes] of pictures.entries()) {
    for (const [index, value] of bytes.entries()) {
      const [digit, pixel] = [Math.floor(index / side ** 2), index % side ** 2];
      const y = row * side + Math.floor(pixel / side);
      pixels[y * width + digit * side + (pixel % side)] = value;
    }
  }
  const raw = { width, height: pictures.length * side, channels: 1 } as const;
  await sharp(pixels, { raw }).png({ palette: true, colours: 16, dither: 0, effort: 10 }).toFile(path);
}
