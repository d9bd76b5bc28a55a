// What emoji and flags look like after ten minutes, an hour and two, with measures: one line of results for each time.

import { appendFileSync, copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { imageSizeOf } from '../../src/data/image-size.ts';
import { loadDataset } from '../../src/data/registry.ts';
import { numbersOf } from '../../src/metrics/reports.ts';
import { evaluateModel } from '../../src/run/evaluate.ts';
import { parseLines } from '../../src/run/files.ts';
import { numberedName } from '../../src/run/folder.ts';
import { versions } from '../../src/run/versions.ts';
import { type PartialConfig, resolveConfig } from '../../src/train/config.ts';
import { iterationsIn, speedOf, trainTo } from '../budget.ts';
import { type Mark, nextMark } from './marks.ts';

const usage = `node recipes/pictures/train.js <set> [options]

  <set>            emoji or flags, as recipes/pictures/pictures.js makes them
  --data <folder>  where they are (default: data)
  --out <folder>   where results go (default: recipes/pictures/results, or quick)
  --quick          a look in less than a minute; its numbers mean nothing
`;

/** How each set is learnt. */
const sets: Readonly<Record<string, PartialConfig>> = {
  emoji: {},
  flags: { fit: 'pad', alpha: 'keep' },
};

const networks: PartialConfig = { architecture: 'dcgan', channels: 32, size: 32, criticSteps: 2 };

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      data: { type: 'string', default: 'data' },
      out: { type: 'string' },
      quick: { type: 'boolean', default: false },
    },
  });
  const [name = ''] = positionals;
  if (!Object.hasOwn(sets, name)) return console.log(usage);
  const minutes = values.quick ? [1 / 60, 1 / 30] : [10, 60, 120];
  const out = values.out ?? here(values.quick ? 'quick' : 'results');
  const config = resolveConfig({ ...networks, ...sets[name], dataset: join(values.data, `${name}-32`) });
  const { dataset: place, color, fit, alpha } = config.data;
  const file = join(out, `${name}.jsonl`);
  mkdirSync(out, { recursive: true });
  const folder = join(here('runs'), values.quick ? `${name}-quick` : name);
  for (;;) {
    const done = existsSync(file) ? (parseLines(readFileSync(file, 'utf8')) as readonly Mark[]) : [];
    const mark = nextMark(minutes, done);
    if (mark === undefined) return console.log(done.map((one) => JSON.stringify(one)).join('\n'));
    const dataset = () => loadDataset(place, { color, fit, alpha, size: imageSizeOf(32) });
    const perSecond = mark.perSecond ?? (await speedOf(config, await dataset()));
    const iterations = iterationsIn(mark.minutes, perSecond);
    console.log(`${name}: to iteration ${iterations}, worth ${mark.minutes} min of two processors`);
    await trainTo(folder, config, iterations);
    const { results } = await evaluateModel(folder, { counts: { samples: values.quick ? 256 : 10_000 } });
    const picture = `${name}-${Math.round(mark.minutes)}m.png`;
    copyFileSync(join(folder, 'samples', numberedName(iterations, 'png')), join(out, picture));
    const measures = Object.fromEntries(
      numbersOf(results[0]!.report).map(({ name: key, value }) => [key, value]),
    );
    const line: Mark = {
      minutes: mark.minutes,
      perSecond,
      iterations,
      picture,
      measures,
      versions: { ...versions() },
    };
    appendFileSync(file, `${JSON.stringify(line)}\n`);
  }
}

await main();
