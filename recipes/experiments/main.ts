// The command line of the experiments.

import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Bases, Experiment, Size } from './experiment.ts';
import { chosenBases, quickBases, rateSearch } from './rates.ts';
import { experiments } from './registry.ts';
import { type Answer, type Order, readDone, resultsFile, sweep, timed } from './sweep.ts';

const usage = `node recipes/experiments/run.js <experiment>... [options]

${experiments.map(({ name, question }) => `  ${name.padEnd(10)} ${question}`).join('\n')}

  --quick         a look in less than a minute; its numbers mean nothing
  --out <folder>  where results go (default: recipes/experiments/results, or quick)
  --slots <n>     units worked on side by side, one thread each (default: 2)
  --list          say what is left to do, and do nothing
`;

const folderOf = (size: Size) =>
  fileURLToPath(new URL(size === 'quick' ? 'quick' : 'results', import.meta.url));

/** @throws Error that names the experiment which comes first */
function basesFor({ needsBases }: Experiment, size: Size, out: string): Bases {
  if (!needsBases) return {};
  if (size === 'quick') return quickBases;
  return chosenBases(readDone(resultsFile(out, rateSearch)));
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      out: { type: 'string' },
      slots: { type: 'string', default: '2' },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || positionals.length === 0) return console.log(usage);
  const chosen = positionals.map((name) => {
    const found = experiments.find((experiment) => experiment.name === name);
    if (found === undefined) throw new Error(`expected an experiment, got "${name}"\n\n${usage}`);
    return found;
  });
  const size: Size = values.quick ? 'quick' : 'full';
  const out = values.out ?? folderOf(size);
  for (const experiment of chosen) {
    const bases = basesFor(experiment, size, out);
    if (values.list) {
      const done = readDone(resultsFile(out, experiment));
      const units = experiment.plan({ size, bases, done });
      console.log(`${experiment.name}: ${units.length} units in this part, ${done.length} done`);
      continue;
    }
    const done = await sweep(experiment, {
      size,
      bases,
      out,
      slots: Number(values.slots),
      report: console.log,
    });
    for (const finding of experiment.report(done).findings) console.log(`${experiment.name}: ${finding}`);
  }
}

/** Does what it is told until nobody is there to tell. */
function serve(): Promise<void> {
  process.on('message', async ({ experiment: name, unit }: Order) => {
    const experiment = experiments.find((candidate) => candidate.name === name)!;
    const answer: Answer = await timed(() => experiment.run(unit));
    process.send?.(answer);
  });
  return new Promise((resolve) => process.on('disconnect', resolve));
}

await (process.argv[2] === '--worker' ? serve() : main());
