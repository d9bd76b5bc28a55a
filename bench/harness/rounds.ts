// Times a work on several peers in turns: A B C A B C..., the others idle meanwhile.

import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Numbers } from '../peers/serve.ts';
import type { Work } from '../works.ts';
import { distance, TOLERANCE, writeCheck } from './check.ts';
import { type Child, startChild } from './child.ts';
import { type Contestant, type EngineOptions, nameOf } from './engines.ts';
import { type Summary, summarize, type Turn } from './statistics.ts';

/** A contestant's result on a work. */
export interface Row {
  readonly name: string;
  readonly engine: string;
  readonly variant: string;
  readonly threads: number;
  readonly versions?: Readonly<Record<string, string>>;
  /** Seconds from a running process to a compiled program, data loaded; JIT compilers work later. */
  readonly prepareSeconds?: number;
  /** Seconds of the first iteration: here JIT compilers work. */
  readonly firstSeconds?: number;
  readonly time?: Summary;
  /** Largest relative difference to the first contestant's losses; absent where nothing is compared. */
  readonly distance?: number;
  readonly numbers?: readonly Numbers[];
  /** Why there is no valid time. */
  readonly void?: string;
}

export interface RoundOptions extends EngineOptions {
  readonly rounds: number;
  /** How long one turn of a peer should last. */
  readonly turnSeconds: number;
  readonly report: (line: string) => void;
}

/** Iterations at the start of a turn that are not counted: caches and clocks settle. */
const WARM_UP = 2;
const TRIAL = 3;
/** A trial of one iteration is enough for those that take so long. */
const LONG_MS = 300;
const PAUSE_MS = 150;

interface Runner {
  readonly row: Row;
  readonly child: Child;
  readonly iterations: number;
  readonly turns: Turn[];
}

/** Times all contestants on the work; those that fail have a row that says why. */
export async function race(
  work: Work,
  contestants: readonly Contestant[],
  options: RoundOptions,
): Promise<Row[]> {
  const file = join(tmpdir(), `wgan-bench-${process.pid}.safetensors`);
  await writeCheck(work, file);
  const entrants: (Runner | Row)[] = [];
  for (const contestant of contestants) {
    const entrant = await enter(contestant, work, file, options);
    options.report(describeEntrant(entrant));
    entrants.push(entrant);
  }
  await rm(file);
  const runners = entrants.filter((entrant) => 'child' in entrant);
  for (let round = 0; round < options.rounds; round++) {
    for (const runner of runners) runner.turns.push(await takeTurn(runner));
  }
  for (const { child } of runners) await child.end();
  return judged(entrants.map(finished));
}

async function enter(
  contestant: Contestant,
  work: Work,
  file: string,
  options: RoundOptions,
): Promise<Runner | Row> {
  const { engine, variant, threads } = contestant;
  const row: Row = { name: nameOf(contestant), engine: engine.name, variant, threads };
  const reason = engine.unsupported?.(work, variant);
  if (reason !== undefined) return { ...row, void: reason };
  try {
    const child = startChild(contestant, work, options);
    const { versions, seconds } = (await child.next()) as {
      versions: Record<string, string>;
      seconds: number;
    };
    const { numbers } = (await child.ask({ check: file })) as { numbers: readonly Numbers[] };
    const first = msOf(await child.ask({ time: 1 }));
    const one = msOf(await child.ask({ time: 1 }));
    const trial = one[0]! < LONG_MS ? msOf(await child.ask({ time: TRIAL })) : one;
    const iterations = Math.round((options.turnSeconds * 1000) / Math.min(...trial));
    return {
      row: { ...row, versions, prepareSeconds: seconds, firstSeconds: first[0]! / 1000, numbers },
      child,
      iterations: Math.max(iterations, 1),
      turns: [],
    };
  } catch (error) {
    return { ...row, void: (error as Error).message };
  }
}

const msOf = (message: Readonly<Record<string, unknown>>) => message.ms as readonly number[];

/** One turn: as many iterations as fill it, without the first. */
async function takeTurn({ child, iterations }: Runner): Promise<Turn> {
  await pause(PAUSE_MS);
  const warmUp = iterations > 2 * WARM_UP ? WARM_UP : 0;
  const message = await child.ask({ time: iterations + warmUp });
  return { ms: msOf(message).slice(warmUp), cpuMs: message.cpuMs as number };
}

function finished(entrant: Runner | Row): Row {
  return 'child' in entrant ? { ...entrant.row, time: summarize(entrant.turns) } : entrant;
}

/** Compares everyone's losses with those of the first who has any; a row that differs is void. */
function judged(rows: readonly Row[]): Row[] {
  const reference = rows.find(({ numbers }) => numbers !== undefined && numbers.length > 0)?.numbers;
  return rows.map((row) => {
    if (reference === undefined || row.numbers === undefined || row.numbers.length === 0) return row;
    const found = distance(reference, row.numbers);
    const isSame = found <= TOLERANCE;
    return {
      ...row,
      distance: found,
      ...(!isSame && { void: `losses differ by ${found.toExponential(1)}` }),
    };
  });
}

function describeEntrant(entrant: Runner | Row): string {
  if (!('child' in entrant)) return `  ${entrant.name}: ${entrant.void}`;
  const { name, prepareSeconds, firstSeconds } = entrant.row;
  return `  ${name}: ready in ${prepareSeconds?.toFixed(1)} s, first iteration ${firstSeconds?.toFixed(1)} s`;
}
