// The numbers of real data, which stand beside those of samples: of the test set, by the same measures, where a kind of
// data has one; else each measure's own.

import { permutation } from '../base/random.ts';
import { selectRows } from '../data/dataset.ts';
import { fromStored, type StoredFeatures, toStored } from './digit-reference.ts';
import type { DataKind } from './kinds/kind.ts';
import { type Measure, testName, type Value } from './measures/measure.ts';
import { classifier } from './parts/classifier.ts';
import { trainingFeatures } from './parts/digits.ts';
import type { Real } from './parts/part.ts';
import { drawSamples, workOf } from './parts/scopes.ts';
import { needsOf, scoresOf, type Values } from './scores.ts';

/** How long that takes, where drawing a sample takes 1. */
export function yardstickWork(own: readonly Measure[], { hasTestSet }: DataKind, real: Real): number {
  const count = hasTestSet ? (real.testDataset?.count ?? 0) : 0;
  const { real: once, samples } = workOf(needsOf(own), real, count);
  return once + (count === 0 ? 0 : samples);
}

/** The numbers of real data, by the names that reports have for them. */
export async function yardsticksOf(
  own: readonly Measure[],
  { hasTestSet }: DataKind,
  real: Real,
): Promise<Values> {
  const values = hasTestSet ? await rememberedScores(own, real) : await ownYardsticks(own, real);
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [testName(name), value]));
}

async function ownYardsticks(own: readonly Measure[], real: Real): Promise<Values> {
  const values: Record<string, Value> = {};
  for (const { name, yardstick } of own) {
    const part = yardstick?.of === 'kind' ? yardstick.kinds[real.kind] : yardstick;
    const value = part && (await real.get(part));
    if (value !== undefined) values[name] = value;
  }
  return values;
}

/** What is remembered of digits. */
interface Reference extends StoredFeatures {
  /** Null without a test set. */
  readonly test: Values | null;
}

/** The scores of the test set, which are remembered with the features of the training images. */
async function rememberedScores(own: readonly Measure[], real: Real): Promise<Values> {
  const { dataset, testDataset, seed, counts, remember } = real;
  const { onnx } = await real.get(classifier);
  const { neighbours = 0, nearest = 0, k = 0 } = counts;
  const datasets = testDataset === undefined ? [dataset] : [dataset, testDataset];
  const basis = { kind: 'digits 1', datasets, files: [onnx], settings: { seed, neighbours, nearest, k } };
  const { test, ...stored } = await remember(basis, async (): Promise<Reference> => {
    const features = toStored(await real.get(trainingFeatures));
    return { ...features, test: await testScores(own, real) };
  });
  real.provide(trainingFeatures, fromStored(stored));
  if (test === null) return Object.fromEntries(own.map(({ name }) => [name, null]));
  const later = own.filter(({ name }) => !(name in test));
  const names = later.map(({ name }) => name).join(' ');
  const added =
    later.length === 0
      ? {}
      : await remember({ ...basis, settings: { ...basis.settings, measures: names } }, () =>
          testScores(later, real).then((scores) => scores ?? {}),
        );
  return Object.fromEntries(own.map(({ name }) => [name, test[name] ?? added[name] ?? null]));
}

async function testScores(own: readonly Measure[], real: Real): Promise<Values | null> {
  const { testDataset, seed, work } = real;
  if (testDataset === undefined) return null;
  // in random order: the first 5,000 test digits of MNIST are neater than the others
  const rows = permutation(testDataset.count, { seed, purpose: 'evaluate', counter: 1 });
  const { values, labels } = selectRows(testDataset, rows);
  const samples = await drawSamples(needsOf(own), real, {
    ...{ count: testDataset.count, work },
    source: (visit) => visit(values, 0, labels?.values),
  });
  return (await scoresOf(own, samples)).values;
}
