// How often the monitors of health are right: every case with several seeds; the table of docs/health.md.

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Dataset } from '../../src/data/dataset.ts';
import { loadDataset } from '../../src/data/registry.ts';
import type { Device } from '../../src/runtime/device.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { type Case, healthy, type Outcome, sabotaged, watchCase } from './cases.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    seeds: { type: 'string' },
    iterations: { type: 'string' },
  },
});
const seeds = Number(options.seeds ?? (options.quick ? 1 : 5));
const iterations = Number(options.iterations ?? (options.quick ? 800 : 1200));

interface Row {
  readonly name: string;
  readonly expected: string;
  readonly outcomes: readonly (Outcome & { readonly seed: number })[];
}

async function rowOf(given: Case, dataset: Dataset, device: Device): Promise<Row> {
  const outcomes: Row['outcomes'][number][] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    outcomes.push({ seed, ...(await watchCase(given, dataset, device, { seed, iterations })) });
  }
  return { name: given.name, expected: given.expected ?? 'none', outcomes };
}

function lineOf({ name, expected, outcomes }: Row): string {
  const right = outcomes.filter(({ isRight }) => isRight).length;
  const firsts = outcomes.flatMap(({ first }) => (first === undefined ? [] : [first]));
  const when = firsts.length === 0 ? '' : `${Math.min(...firsts)}–${Math.max(...firsts)}`;
  const wrong = outcomes
    .filter(({ isRight }) => !isRight)
    .map(({ seed, warnings }) => `seed ${seed}: ${warnings.join(', ') || 'none'}`);
  return `| ${name} | ${expected} | ${right}/${outcomes.length} | ${when} | ${wrong.join('; ')} |`;
}

const device = await openDevice('cpu', { threads: 1 });
const datasets = { mnist: await loadDataset('mnist'), ring: await loadDataset('ring') };
const rows: Row[] = [];
console.log('| run | expected | right | first seen | otherwise |\n|---|---|---|---|---|');
for (const given of [...healthy, ...sabotaged]) {
  const row = await rowOf(given, datasets[given.config.dataset as keyof typeof datasets], device);
  rows.push(row);
  console.log(lineOf(row));
}
const isHealthy = ({ expected }: Row) => expected === 'none';
const rate = (some: readonly Row[]) => {
  const all = some.flatMap(({ outcomes }) => outcomes);
  return `${all.filter(({ isRight }) => isRight).length} of ${all.length}`;
};
console.log(`\nhealthy runs without a warning: ${rate(rows.filter(isHealthy))}`);
console.log(`spoilt runs with their warning alone: ${rate(rows.filter((row) => !isHealthy(row)))}`);
if (!options.quick) {
  const file = fileURLToPath(new URL('results.json', import.meta.url));
  writeFileSync(file, `${JSON.stringify({ seeds, iterations, rows }, null, 1)}\n`);
}
