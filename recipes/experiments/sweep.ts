// Does the units of an experiment, several side by side, each in a process of its own; what is finished is a line of its file.

import { type ChildProcess, fork } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { versions } from '../../src/run/versions.ts';
import { type Bases, type Done, type Experiment, isSameUnit, type Size, type Unit } from './experiment.ts';

export interface SweepOptions {
  readonly size: Size;
  readonly bases: Bases;
  /** Where results lie: one file for each experiment. */
  readonly out: string;
  /** Units that are worked on at once. */
  readonly slots: number;
  /** Whether units are worked on in this process, because each starts a process of its own. */
  readonly isHere?: boolean;
  readonly report: (line: string) => void;
}

/** What a worker is asked and answers. */
export interface Order {
  readonly experiment: string;
  readonly unit: Unit;
}
export type Answer = { readonly result: unknown; readonly seconds: number } | { readonly error: string };
type Ask = (order: Order) => Promise<Answer>;

/** Does what is not yet done. Killed and started again, it goes on where it was.
 *  @returns the results of all units of the plan */
export async function sweep(experiment: Experiment, options: SweepOptions): Promise<readonly Done[]> {
  const { size, bases, report, slots } = options;
  if (!(slots >= 1)) throw new Error(`slots: expected at least 1, got ${slots}`);
  const file = resultsFile(options.out, experiment);
  const done = new Map(readDone(file).map((one) => [one.unit.key, one]));
  const workers = options.isHere ? [] : Array.from({ length: slots }, startWorker);
  const here = ({ unit }: Order) => timed(() => experiment.run(unit));
  const asks: readonly Ask[] = options.isHere
    ? Array.from({ length: slots }, () => here)
    : workers.map((worker) => (order) => askWorker(worker, order));
  try {
    for (;;) {
      const units = experiment.plan({ size, bases, done: [...done.values()] });
      for (const { unit } of done.values())
        if (!units.some((planned) => isSameUnit(planned, unit))) done.delete(unit.key);
      const left = units.filter(({ key }) => !done.has(key));
      report(`${experiment.name}: ${units.length} units, ${units.length - left.length} done`);
      if (left.length === 0) {
        tidy(file, [...done.values()]);
        return units.map(({ key }) => done.get(key)!);
      }
      await doAll(
        experiment,
        left,
        asks,
        (one) => {
          appendDone(file, one);
          done.set(one.unit.key, one);
        },
        report,
      );
    }
  } finally {
    for (const worker of workers) worker.disconnect();
  }
}

/** The file of an experiment's finished units. */
export const resultsFile = (folder: string, { name }: Pick<Experiment, 'name'>): string =>
  join(folder, `${name}.jsonl`);

/** The finished units of a file, by their keys; a damaged line is none, and the last of several with one key counts. */
export function readDone(file: string): readonly Done[] {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const done = new Map<string, Done>();
  for (const line of lines) {
    try {
      const one = JSON.parse(line) as Done;
      done.set(one.unit.key, one);
    } catch {}
  }
  return byKey([...done.values()]);
}

const byKey = (done: readonly Done[]): readonly Done[] =>
  done.toSorted((a, b) => (a.unit.key < b.unit.key ? -1 : 1));

const lineOf = (one: Done): string => `${JSON.stringify(one)}\n`;

function appendDone(file: string, one: Done): void {
  mkdirSync(dirname(file), { recursive: true }); // it may have gone meanwhile: a checkout of another branch takes it away
  const isTorn = existsSync(file) && !readFileSync(file, 'utf8').endsWith('\n');
  const result: unknown = JSON.parse(JSON.stringify(one.result, roundNumbers));
  appendFileSync(file, `${isTorn ? '\n' : ''}${lineOf({ ...one, result })}`);
}

/** Leaves only what the plan asks for, in the order of keys. */
function tidy(file: string, done: readonly Done[]): void {
  const keys = new Set(done.map(({ unit }) => unit.key));
  const text = readDone(file)
    .filter(({ unit }) => keys.has(unit.key))
    .map(lineOf)
    .join('');
  if (text === readFileSync(file, 'utf8')) return;
  writeFileSync(`${file}.part`, text);
  renameSync(`${file}.part`, file);
}

/** Six significant digits are more than any of these numbers has. */
const roundNumbers = (_: string, value: unknown) =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;

async function doAll(
  experiment: Experiment,
  units: readonly Unit[],
  asks: readonly Ask[],
  finish: (one: Done) => void,
  report: (line: string) => void,
): Promise<void> {
  const queue = [...units];
  const begin = performance.now();
  let count = 0;
  const work = async (ask: Ask) => {
    for (let unit = queue.shift(); unit !== undefined; unit = queue.shift()) {
      const answer = await ask({ experiment: experiment.name, unit });
      if ('error' in answer) {
        queue.length = 0;
        throw new Error(`${experiment.name} ${unit.key}: ${answer.error}`);
      }
      finish({ unit, ...answer, machine });
      count++;
      const left = ((performance.now() - begin) / 1000 / count) * (units.length - count);
      report(
        `  ${count}/${units.length}  ${timeText(left)} left  ${unit.key}: ${experiment.tell(answer.result)}`,
      );
    }
  };
  await Promise.all(asks.map(work));
}

const machine = (() => {
  const { node, onnxruntime } = versions();
  const processor = `${cpus()[0]?.model.trim()} with ${availableParallelism()} processors`;
  return `${processor}, node ${node}, onnxruntime ${onnxruntime}`;
})();

/** What `use` gives, and how long it took; what is wrong, in words. */
export async function timed(use: () => Promise<unknown>): Promise<Answer> {
  const begin = performance.now();
  try {
    const result = await use();
    return { result, seconds: (performance.now() - begin) / 1000 };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

const timeText = (seconds: number) =>
  seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;

const entry = fileURLToPath(new URL('run.js', import.meta.url));

const startWorker = () => fork(entry, ['--worker'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });

function askWorker(worker: ChildProcess, order: Order): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error('a worker ended before it answered'));
    worker.once('exit', onExit);
    worker.once('message', (answer) => {
      worker.off('exit', onExit);
      resolve(answer as Answer);
    });
    worker.send(order);
  });
}
