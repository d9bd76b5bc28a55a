// Cold starts and peak memory: whole processes, from the command to the end.

import { setTimeout as pause } from 'node:timers/promises';
import type { Work } from '../works.ts';
import { startChild } from './child.ts';
import { type Contestant, type EngineOptions, nameOf } from './engines.ts';
import { median } from './statistics.ts';

/** One contestant's processes. */
export interface StartRow {
  readonly name: string;
  readonly engine: string;
  /** From the start of the process to the end of its first iteration, each time. */
  readonly firstSeconds: readonly number[];
  /** From the start of the process to its end, after all its iterations. */
  readonly wholeSeconds: readonly number[];
  readonly iterations?: number;
  /** Largest resident size. */
  readonly peakBytes: number;
  /** Resident size when everything was imported and nothing made. */
  readonly importedBytes?: number;
  readonly void?: string;
}

/** Starts every contestant `times` times, in turns. */
export async function measureStarts(
  work: Work,
  contestants: readonly Contestant[],
  times: number,
  options: EngineOptions,
): Promise<StartRow[]> {
  const iterations = work.processIterations ?? 1;
  const runs = contestants.map((contestant) => ({ contestant, starts: [] as Start[], error: '' }));
  for (let time = 0; time < times; time++) {
    for (const run of runs) {
      if (run.error !== '') continue;
      await pause(300);
      try {
        run.starts.push(await start(run.contestant, work, iterations, options));
      } catch (error) {
        run.error = (error as Error).message;
      }
    }
  }
  return runs.map(({ contestant, starts, error }) => ({
    name: nameOf(contestant),
    engine: contestant.engine.name,
    firstSeconds: starts.map(({ first }) => first),
    wholeSeconds: starts.map(({ whole }) => whole),
    iterations,
    peakBytes: starts.length > 0 ? median(starts.map(({ peakBytes }) => peakBytes)) : 0,
    importedBytes: starts.length > 0 ? median(starts.map(({ importedBytes }) => importedBytes)) : 0,
    ...(error !== '' && { void: error }),
  }));
}

interface Start {
  readonly first: number;
  readonly whole: number;
  readonly peakBytes: number;
  readonly importedBytes: number;
}

async function start(
  contestant: Contestant,
  work: Work,
  iterations: number,
  options: EngineOptions,
): Promise<Start> {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const child = startChild(contestant, work, options, ['--cold', String(iterations)]);
  await child.next();
  const first = seconds();
  const { peakBytes, importedBytes } = (await child.next()) as Pick<Start, 'peakBytes' | 'importedBytes'>;
  await child.end();
  return { first, whole: seconds(), peakBytes, importedBytes };
}
