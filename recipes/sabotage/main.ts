// Measures held-out real images, as they are and sabotaged, by every measure of images. Stopped and started again, it
// goes on with what is not measured yet.

import { parseArgs } from 'node:util';
import { permutation } from '../../src/base/random.ts';
import { defineDataset, inMemory, selectRows } from '../../src/data/dataset.ts';
import { loadDataset } from '../../src/data/registry.ts';
import { openEvaluator } from '../../src/metrics/open-evaluator.ts';
import { numbersOf } from '../../src/metrics/reports.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { samplerOf } from '../../test/metrics/row-sampler.ts';
import { appendResult, keyOf, readResults } from './results.ts';
import { clean, type Given, type Labelled, sabotages } from './sabotages.ts';

/** Samples, so few that one class of the held-out images has as many. */
const COUNT = 150;
const DRAWS = [1, 2];

const { values } = parseArgs({
  options: {
    emoji: { type: 'string', default: 'data/emoji-32' },
    faces: { type: 'string', default: 'data/faces/32' },
  },
});

/** Where pictures are, the column of their classes, and how many are trained on. */
const datasets = [
  { name: 'emoji', path: values.emoji, labels: undefined, trained: 900 },
  { name: 'faces', path: values.faces, labels: 'color', trained: 900 },
] as const;

const done = new Set(readResults().map(keyOf));
const device = await openDevice('cpu', { threads: 1 });
/** The pictures of a source, with their classes. */
async function load({ name, path, labels: column, trained }: (typeof datasets)[number]) {
  const loaded = await loadDataset(path, column === undefined ? {} : { labels: column });
  const { labels } = loaded;
  if (labels === undefined) throw new Error(`sabotage: ${path} must have classes`);
  return { name, trained, labels, all: inMemory(loaded) };
}

type Source = Awaited<ReturnType<typeof load>>;

/** All sets of a draw that are not measured yet. */
async function measureDraw({ name, trained, labels, all }: Source, draw: number): Promise<void> {
  const order = permutation(all.count, { seed: draw, purpose: 'evaluate', counter: 9 });
  const part = (rows: Uint32Array): Labelled => {
    const chosen = selectRows(all, rows);
    const { sampleShape } = all;
    const images = defineDataset({ name, sampleShape, values: chosen.values as Uint8Array });
    return { ...images, labels: { classes: labels.classes, values: chosen.labels!.values } };
  };
  const training = part(order.subarray(0, trained));
  const given: Given = { held: part(order.subarray(trained)), training, count: COUNT };
  const sets = [
    { sabotage: 'clean', strength: 0, make: () => clean(given) },
    ...sabotages.flatMap(({ name: sabotage, strengths, make }) =>
      strengths.map((strength) => ({ sabotage, strength, make: () => make(given, strength) })),
    ),
  ].filter(({ sabotage, strength }) => !done.has(keyOf({ dataset: name, sabotage, strength, draw })));
  if (sets.length === 0) return;
  const counts = { samples: COUNT, neighbours: COUNT };
  const evaluator = await openEvaluator(training, device, { cacheFolder: null, counts });
  for (const { sabotage, strength, make } of sets) {
    const report = await evaluator.evaluate(samplerOf(make()));
    const found = Object.fromEntries(numbersOf(report).map((number) => [number.name, number.value]));
    appendResult({ dataset: name, sabotage, strength, draw, values: found });
    console.log(`${name} ${draw}: ${sabotage} ${strength}`);
  }
  await evaluator.release();
}

const sources = await Promise.all(datasets.map(load));
for (const draw of DRAWS) for (const source of sources) await measureDraw(source, draw);
