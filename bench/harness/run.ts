// The command: what to time, on whom, how long; prints tables, writes a result.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Work, works } from '../works.ts';
import { type Contestant, type Engine, engines } from './engines.ts';
import { type GrowthPoint, growthSizes, measureGrowth } from './growth.ts';
import { describeMachine } from './machine.ts';
import type { Result, WorkResult } from './results.ts';
import { type RoundOptions, race } from './rounds.ts';
import { measureStarts } from './starts.ts';
import { startTable, workTable } from './table.ts';

const folder = new URL('../../../', import.meta.url); // of the sources: bench/
const usage = `npm run bench -- [options]
  --works 1,2,7      which works (default: all); 7 measures 8 too, 9 is the peer 'floor'
  --peers jax,torch  which peers, besides wgan (default: all found); jax:in-out names a variant, jax@1 the threads
  --threads 1,2      thread counts of everyone (default: all processors)
  --rounds 10        turns of every peer
  --seconds 1        length of a turn
  --tune             every variant of every peer
  --growth           also the picture of growth
  --quick            2 rounds of 0.3 s
  --label name       of the result file (default: the date)
  --python path      the interpreter with JAX and PyTorch (default: bench/.venv)`;

const { values: flags } = parseArgs({
  options: {
    works: { type: 'string' },
    peers: { type: 'string' },
    threads: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    label: { type: 'string' },
    python: { type: 'string' },
    tune: { type: 'boolean', default: false },
    growth: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const list = (text: string) => text.split(',').filter((part) => part !== '');
const processors = availableParallelism();
const threadCounts = list(flags.threads ?? String(processors)).map(Number);
const report = (line: string) => console.log(line);

const options: RoundOptions = {
  rounds: Number(flags.rounds ?? (flags.quick ? 2 : 10)),
  turnSeconds: Number(flags.seconds ?? (flags.quick ? 0.3 : 1)),
  python: flags.python ?? fileURLToPath(new URL('.venv/bin/python', folder)),
  report,
};

/** The contestants that `name`, `name:variant`, `name@threads` or `name:variant@threads` stands for. */
function parseContestant(text: string): Contestant[] {
  const [, name, variant, threads] = /^([^:@]+)(?::([^@]*))?(?:@(\d+))?$/.exec(text) ?? [];
  const engine = engines.find((engine) => engine.name === name);
  if (engine === undefined) {
    const known = engines.map(({ name }) => name).join(', ');
    throw new Error(`--peers: expected some of ${known}, got ${text}`);
  }
  const counts = threads === undefined ? threadCounts : [Number(threads)];
  return variantsOf(engine, variant).flatMap((variant) =>
    counts.map((threads) => ({ engine, variant, threads })),
  );
}

function variantsOf({ variants }: Engine, asked: string | undefined): readonly string[] {
  if (asked !== undefined) return [asked];
  return flags.tune ? variants : [variants[0]!];
}

const others = flags.peers === undefined ? engines.slice(1).map(({ name }) => name) : list(flags.peers);
/** Ours first: the others' losses are compared with it. */
const contestants = ['wgan', ...others.filter((name) => name !== 'wgan')].flatMap(parseContestant);
const whole = contestants.filter(({ engine }) => engine.isWhole);

async function measure(work: Work): Promise<WorkResult> {
  const { id, title, kind } = work;
  report(`\nwork ${id}: ${title}`);
  if (kind === 'process') {
    const starts = await measureStarts(work, whole, flags.quick ? 1 : 5, options);
    report(startTable(starts));
    return { id, title, kind, rows: [], starts };
  }
  const rows = await race(work, contestants, options);
  report(workTable(rows));
  return { id, title, kind, rows };
}

async function measureAllGrowth(): Promise<GrowthPoint[]> {
  const points: GrowthPoint[] = [];
  for (const size of growthSizes(flags.quick)) {
    report(`\nbatch ${size.batch}, width ${size.width}`);
    const point = await measureGrowth(size, whole, { ...options, rounds: Math.min(options.rounds, 5) });
    report(workTable(point.rows));
    points.push(point);
  }
  return points;
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], {
      encoding: 'utf8',
      cwd: fileURLToPath(folder),
    }).trim();
  } catch {
    return 'unknown';
  }
}

async function save(result: Result): Promise<void> {
  const results = new URL('results/', folder);
  if (!existsSync(results)) await mkdir(results);
  const file = new URL(`${result.label}.json`, results);
  await writeFile(file, `${JSON.stringify(result, null, 1)}\n`);
  report(`\nwrote ${fileURLToPath(file)}`);
}

if (flags.help) report(usage);
else {
  const machine = describeMachine();
  if (machine.loadBefore > 0.5)
    report(`note: the machine is busy (load ${machine.loadBefore.toFixed(1)}): expect noise`);
  const asked =
    flags.works === undefined ? works : works.filter(({ id }) => list(flags.works!).includes(String(id)));
  const date = new Date().toISOString();
  const measured: WorkResult[] = [];
  for (const work of asked) measured.push(await measure(work));
  await save({
    label: flags.label ?? date.slice(0, 16).replace(':', ''),
    date,
    arguments: process.argv.slice(2),
    commit: commit(),
    machine,
    works: measured,
    growth: flags.growth ? await measureAllGrowth() : [],
  });
}
