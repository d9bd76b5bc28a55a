// The command: what to time, on whom, how long; prints tables, writes a result.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Work, works } from '../works.ts';
import { withImages } from './data.ts';
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
  --threads 1,2      thread counts of everyone, one after the other (default: all processors)
  --rounds 10        turns of every peer
  --seconds 1        length of a turn
  --tune             every variant of every peer
  --memory           also what memory whole processes of works 10 and later take, ours and PyTorch's
  --growth           also the picture of growth
  --quick            2 rounds of 0.3 s
  --label name       of the result file (default: the date)
  --resume           adds to the result of that label; what it has is not measured again
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
    memory: { type: 'boolean', default: false },
    resume: { type: 'boolean', default: false },
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
function parseContestant(text: string, work: Work, counts: readonly number[]): Contestant[] {
  const [, name, variant, threads] = /^([^:@]+)(?::([^@]*))?(?:@(\d+))?$/.exec(text) ?? [];
  const engine = engines.find((engine) => engine.name === name);
  if (engine === undefined) {
    const known = engines.map(({ name }) => name).join(', ');
    throw new Error(`--peers: expected some of ${known}, got ${text}`);
  }
  return variantsOf(engine, variant, work).flatMap((variant) =>
    (threads === undefined ? counts : [Number(threads)]).map((threads) => ({ engine, variant, threads })),
  );
}

function variantsOf(engine: Engine, asked: string | undefined, work: Work): readonly string[] {
  if (asked !== undefined) return [asked];
  return flags.tune ? engine.variants : engine.variants.slice(0, engine.defaults?.(work) ?? 1);
}

const others = flags.peers === undefined ? engines.slice(1).map(({ name }) => name) : list(flags.peers);

/** Ours first: the others' losses are compared with it. */
const contestantsOf = (work: Work, counts: readonly number[]): Contestant[] =>
  ['wgan', ...others.filter((name) => name !== 'wgan')].flatMap((text) =>
    parseContestant(text, work, counts),
  );

const isWhole = ({ engine }: Contestant) => engine.isWhole === true;

async function measure(given: Work, threads: number): Promise<WorkResult> {
  const { id, title, kind } = given;
  report(`\nwork ${id}: ${title}; threads: ${threads}`);
  const work = await withImages(given);
  const contestants = contestantsOf(work, [threads]);
  const known = { id, title, kind, threads, arguments: process.argv.slice(2) };
  const processes = async (which: readonly Contestant[], times: number) => {
    const starts = await measureStarts(work, which, flags.quick ? 1 : times, options);
    report(startTable(starts));
    return starts;
  };
  if (kind === 'process')
    return { ...known, rows: [], starts: await processes(contestants.filter(isWhole), 5) };
  const rows = await race(work, contestants, options);
  report(workTable(rows));
  const weighed = contestants.filter(({ engine }) => engine.isWeighed);
  const isAsked = flags.memory && work.processIterations !== undefined;
  return { ...known, rows, ...(isAsked && { starts: await processes(weighed, 1) }) };
}

async function measureAllGrowth(): Promise<GrowthPoint[]> {
  const points: GrowthPoint[] = [];
  for (const size of growthSizes(flags.quick)) {
    report(`\nbatch ${size.batch}, width ${size.width}`);
    const whole = contestantsOf(works[0]!, threadCounts).filter(isWhole);
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

const date = new Date().toISOString();
const label = flags.label ?? date.slice(0, 16).replace(':', '');
const results = new URL('results/', folder);
const file = new URL(`${label}.json`, results);

async function save(result: Result): Promise<void> {
  if (!existsSync(results)) await mkdir(results);
  await writeFile(file, `${JSON.stringify(result, null, 1)}\n`);
}

/** What a result has already.
 *  @throws Error if it was measured at another commit */
async function measuredBefore(now: string): Promise<Pick<Result, 'works' | 'growth'>> {
  if (!flags.resume || !existsSync(file)) return { works: [], growth: [] };
  const { commit, works, growth } = JSON.parse(await readFile(file, 'utf8')) as Result;
  if (commit === now) return { works, growth };
  throw new Error(`--resume: ${label} was measured at ${commit}, this is ${now}: choose another --label`);
}

/** The works that are asked for, each with a number of threads. */
function asked(): { readonly work: Work; readonly threads: number }[] {
  const ids = flags.works === undefined ? undefined : list(flags.works);
  return works
    .filter(({ id }) => ids?.includes(String(id)) ?? true)
    .flatMap((work) => threadCounts.map((threads) => ({ work, threads })));
}

if (flags.help) report(usage);
else {
  const machine = describeMachine();
  if (machine.loadBefore > 0.5)
    report(`note: the machine is busy (load ${machine.loadBefore.toFixed(1)}): expect noise`);
  const known = { label, date, arguments: process.argv.slice(2), commit: commit(), machine };
  const before = await measuredBefore(known.commit);
  let measured = before.works;
  for (const { work, threads } of asked()) {
    if (measured.some((one) => one.id === work.id && one.threads === threads)) continue;
    measured = [...measured, await measure(work, threads)];
    await save({ ...known, works: measured, growth: before.growth }); // an interrupted run keeps what it has
  }
  await save({ ...known, works: measured, growth: flags.growth ? await measureAllGrowth() : before.growth });
  report(`\nwrote ${fileURLToPath(file)}`);
}
