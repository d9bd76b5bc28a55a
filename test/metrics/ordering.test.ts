// A measure that chooses the best generator puts real samples before slightly blurred ones, those before samples of a
// generator, a later one's before an earlier one's, and noise last.

import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { fillNormal } from '../../src/base/random.ts';
import { sizeOf } from '../../src/base/shape.ts';
import { defineDataset, inMemory, type MemoryDataset } from '../../src/data/dataset.ts';
import { loadDataset } from '../../src/data/registry.ts';
import { readClassifier } from '../../src/metrics/classifier-file.ts';
import { createEvaluator, type Evaluator } from '../../src/metrics/evaluator.ts';
import { ordersKind } from '../../src/metrics/measures/measure.ts';
import { measures } from '../../src/metrics/measures/registry.ts';
import { computeAlways } from '../../src/metrics/reference.ts';
import { isBetterValue, numbersOf, type Report } from '../../src/metrics/reports.ts';
import { drawValues, type Sampler } from '../../src/metrics/samples.ts';
import type { Device } from '../../src/runtime/device.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { type PartialConfig, resolveConfig } from '../../src/train/config.ts';
import { ganOf, scheduleOf, settingsOf } from '../../src/train/setup.ts';
import { train } from '../../src/train/train.ts';
import { blurred, noisy } from './damage.ts';
import { samplerOf } from './row-sampler.ts';
import { drawShapes } from './shapes.ts';

let device: Device;
beforeAll(async () => {
  device = await openDevice('cpu', { threads: 1 });
});

const most = 600;

const partOf = ({ name, sampleShape, values }: MemoryDataset, from: number, to: number) => {
  const size = sizeOf(sampleShape);
  return defineDataset({ name, sampleShape, values: values.slice(from * size, to * size) });
};

/** Samples of one generator, earlier and later, as often as they are asked for. */
async function trained(
  dataset: MemoryDataset,
  [early, late]: readonly [number, number],
  options: PartialConfig = {},
): Promise<readonly MemoryDataset[]> {
  const kept: MemoryDataset[] = [];
  const config = resolveConfig({
    ...{ objective: 'wgan-gp', iterations: late, batch: 64, latent: 32, criticSteps: 2, seed: 1, threads: 1 },
    ...{ generatorHidden: [128], criticHidden: [128], ...options },
  });
  const evaluator = {
    async evaluate(sampler: Sampler) {
      const { name, sampleShape } = dataset;
      kept.push(defineDataset({ name, sampleShape, values: await drawValues(sampler, most, sampleShape) }));
      return { kind: 'images', notes: [] };
    },
    evennessOf: () => ({}),
  } as unknown as Evaluator;
  const gan = ganOf(config, dataset.sampleShape);
  const schedule = { ...scheduleOf(config), evaluator, evaluateEvery: early, iterations: late };
  for await (const _ of train({ ...schedule, gan, settings: settingsOf(config), dataset, device }));
  return [kept.at(-1)!, kept[0]!];
}

async function reportsOf(
  dataset: MemoryDataset,
  digits: 'known' | 'no',
  sets: readonly MemoryDataset[],
): Promise<readonly Report[]> {
  const evaluator = await createEvaluator({
    ...{ dataset, digits, device, readClassifier, remember: computeAlways, seed: 0 },
    counts: { samples: sets[0]!.count, nearest: 1 },
  });
  const reports: Report[] = [];
  for (const set of sets) reports.push(await evaluator.evaluate(samplerOf(set)));
  await evaluator.release();
  return reports;
}

/** Every number that may choose a generator, in the order in which it puts the sets. */
function expectOrder(reports: readonly Report[]): void {
  const { kind } = reports[0]!;
  const names = new Set(measures.all.filter((measure) => ordersKind(measure, kind)).map(({ name }) => name));
  const judges = numbersOf(reports[0]!).filter(({ name }) => names.has(name));
  expect(judges.length).toBeGreaterThan(0);
  for (const { name, measure } of judges) {
    const values = reports.map((report) => numbersOf(report).find((number) => number.name === name)!.value);
    const sorted = [...values].sort((a, b) => (isBetterValue(measure, a, b) ? -1 : 1));
    expect(values, `${kind}: ${name} ${values.join(' ')}`).toEqual(sorted);
  }
}

/** The 64 samples of an iteration of the run that ships. */
async function exampleDigits(iteration: string): Promise<MemoryDataset> {
  const file = new URL(`../../assets/example-run/samples/${iteration}.png`, import.meta.url);
  const { data, info } = await sharp(fileURLToPath(file))
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixelOf = (digit: number, row: number, column: number) =>
    data[(29 * Math.floor(digit / 8) + row) * info.width + 29 * (digit % 8) + column]!;
  const values = Uint8Array.from({ length: 64 * 784 }, (_, at) =>
    pixelOf(Math.floor(at / 784), Math.floor((at % 784) / 28), at % 28),
  );
  return defineDataset({ name: 'mnist', sampleShape: [1, 28, 28], values });
}

const greyNoise = (images: MemoryDataset) =>
  noisy(defineDataset({ ...images, values: new Uint8Array(images.values.length).fill(128) }), 200);

const setsOf = async (dataset: MemoryDataset, held: MemoryDataset) => [
  ...[held, blurred(held, 0.5)],
  ...(await trained(dataset, [30, 210])),
  greyNoise(held),
];

describe('measures that choose the best generator', () => {
  test('order colour shapes', async () => {
    const shapes = drawShapes(1800);
    const dataset = partOf(shapes, 0, 1200);
    expectOrder(await reportsOf(dataset, 'no', await setsOf(dataset, partOf(shapes, 1200, 1800))));
  }, 60_000);

  test('order digits, known as such and not', async () => {
    const mnist = inMemory(await loadDataset('mnist'));
    const [dataset, held] = [partOf(mnist, 0, 2000), partOf(mnist, 2000, 2064)];
    const digits = await Promise.all(['000300', '000100'].map(exampleDigits));
    const sets = [held, blurred(held, 0.5), ...digits, greyNoise(held)];
    expectOrder(await reportsOf(dataset, 'no', sets));
    expectOrder(await reportsOf(dataset, 'known', sets));
  });

  test('order points', async () => {
    const ring = inMemory(await loadDataset('ring'));
    const [dataset, held] = [partOf(ring, 0, 4000), partOf(ring, 4000, 4600)];
    const spread = (by: number, own: number) => {
      const normals = new Float32Array(held.values.length);
      fillNormal(normals, { seed: 1, purpose: 'sample', counter: 0, name: 'spread' });
      const values = normals.map((normal, at) => own * Number(held.values[at]) + by * normal);
      return defineDataset({ name: 'ring', sampleShape: [2], values });
    };
    const [later, earlier] = await trained(dataset, [20, 600], { penalty: 0.1, learningRate: 1e-3 });
    const sets = [held, spread(0.03, 1), later!, earlier!, spread(3, 0)];
    expectOrder(await reportsOf(dataset, 'no', sets));
  }, 60_000);
});
