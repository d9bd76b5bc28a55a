// The part of docs/default-model.md about averages, from the lines of finished trainings.

import { fileURLToPath } from 'node:url';
import type { Table } from '../experiments/experiment.ts';
import { writePart } from '../experiments/page.ts';
import { median, numberText } from '../experiments/statistics.ts';
import { tableText } from '../experiments/tables.ts';
import { MILESTONES, type Result, readResults, SEEDS } from './results.ts';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Averages in the order in which they are told, and what they are. */
const names: Readonly<Record<string, string>> = {
  raw: 'raw weights',
  none: 'decay 0.999 from the start (`none`)',
  corrected: '`none`, bias corrected as in Adam',
  count: 'decay min(0.999, (1 + n) ÷ (10 + n))',
  'ramp 0.05': 'half-life 0.05·n (`linear`)',
  'ramp 0.07': 'half-life 0.07·n',
  'ramp 0.1': 'half-life 0.1·n',
  'ramp 0.2': 'half-life 0.2·n',
  'power 200': 'half-life n^1.5 ÷ 200',
};

/** The distances of all seeds; none unless all have it. */
function distancesOf(results: readonly Result[], average: string, iteration: number): readonly number[] {
  const found = results
    .filter((one) => one.iteration === iteration)
    .flatMap(({ averages }) => averages[average]?.frechetDistance ?? []);
  return found.length === SEEDS.length ? found : [];
}

/** Iterations that all seeds have reached. */
const reached = (results: readonly Result[]) =>
  MILESTONES.filter((iteration) => distancesOf(results, 'raw', iteration).length > 0);

const table = (results: readonly Result[]): Table => ({
  caption: `Median Fréchet distance of seeds ${SEEDS.join(', ')} after so many iterations; n counts the updates made.`,
  head: ['average', ...reached(results).map((iteration) => iteration.toLocaleString('en'))],
  rows: Object.entries(names).map(([average, told]) => [
    told,
    ...reached(results).map((iteration) => {
      const distances = distancesOf(results, average, iteration);
      return distances.length === 0 ? '' : numberText(median(distances));
    }),
  ]),
});

const results = readResults(path('results.jsonl'));
const part = { page: 'default-model.md', marker: 'average' };
console.log(writePart(path('../../docs'), part, tableText(table(results))));
