// A run in short, as the page gets it. Whatever is wrong with a run becomes its problem, never an exception.

import { join } from 'node:path';
import { WganError } from '../../../base/errors.ts';
import { numberOf, type RunPaths, runPaths } from '../../../run/folder.ts';
import { type RunSummary, summarizeRun } from '../../../run/list.ts';
import { readStatus } from '../../../run/status.ts';
import type { FileSystem } from '../../../run/system.ts';
import { type LogName, logNames, type RunCard } from '../../protocol/runs.ts';
import type { FoundRun } from './catalog.ts';

/** The log files of a run. */
export function logPath({ folder }: Pick<RunPaths, 'folder'>, name: LogName): string {
  return join(folder, `${name}.jsonl`);
}

/** A card, and its text as it is sent. */
export interface WrittenCard {
  readonly card: RunCard;
  readonly text: string;
}

/** A run in short. */
export function cardOf(run: FoundRun): WrittenCard {
  try {
    return written(soundCard(run));
  } catch (error) {
    return written(damagedCard(run.id, error));
  }
}

const written = (card: RunCard): WrittenCard => ({ card, text: JSON.stringify(card) });

function soundCard({ id, folder, system }: FoundRun): RunCard {
  const paths = runPaths(folder);
  const { folder: _, error, last, ...summary } = summarizeRun(folder, system);
  return {
    ...summary,
    id,
    generation: generationOf(system.files, paths),
    ...(error && {
      problem: { message: error.message, ...(error.help !== undefined && { help: error.help }) },
    }),
    ...(last && { last: numbersOf(last) }),
    bytes: bytesOf(system.files, paths),
    samples: samplesOf(system.files, paths),
    hasReal: system.files.existsSync(paths.real),
  };
}

function damagedCard(id: string, error: unknown): RunCard {
  const message = error instanceof Error ? error.message : String(error);
  const help = error instanceof WganError ? error.help : undefined;
  return {
    ...{ id, state: 'damaged', generation: '', iteration: 0, iterations: 0, objective: '', dataset: '' },
    ...{ elapsedSeconds: 0, bytes: { metrics: 0, warnings: 0, evaluations: 0, changes: 0 } },
    ...{ samples: [], hasReal: false },
    problem: { message, ...(help !== undefined && { help }) },
  };
}

/** Numbers of a line of the log; what is none is left out. */
function numbersOf(last: NonNullable<RunSummary['last']>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(last).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
}

function generationOf(files: FileSystem, paths: RunPaths): string {
  const owner = readStatus(files, paths)?.process;
  const made = files.statSync(paths.config, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return `${made}:${owner?.pid ?? 0}:${owner?.started ?? ''}`;
}

function bytesOf(files: FileSystem, paths: RunPaths): Readonly<Record<LogName, number>> {
  const entries = logNames.map((name) => [
    name,
    files.statSync(logPath(paths, name), { throwIfNoEntry: false })?.size ?? 0,
  ]);
  return Object.fromEntries(entries) as Record<LogName, number>;
}

function samplesOf(files: FileSystem, { samples }: RunPaths): readonly number[] {
  if (!files.existsSync(samples)) return [];
  return files
    .readdirSync(samples)
    .flatMap((name) => (name.endsWith('.png') ? [numberOf(name)] : []))
    .filter((iteration) => iteration !== undefined)
    .sort((a, b) => a - b);
}
