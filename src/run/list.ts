// The runs in a folder, each in short.

import { join } from 'node:path';
import type { IterationEvent } from '../train/events.ts';
import type { SeenState } from '../train/run-states.ts';
import { onFile, parseLines, requirePlain } from './files.ts';
import { type RunPaths, runPaths } from './folder.ts';
import { isLocked } from './lock.ts';
import { looksLikeRun, RUNS_FOLDER } from './new-folder.ts';
import { readRunConfig } from './run-config.ts';
import { type FailureNote, failureNote, requiredStatus } from './status.ts';
import { fits, numbersSchema, storedLines } from './stored.ts';
import { type FileSystem, type System, system as thisSystem } from './system.ts';

/** A line of metrics.jsonl. */
export type LoggedNumbers = Omit<IterationEvent, 'type'>;

/** A run in short. */
export interface RunSummary {
  readonly folder: string;
  readonly state: SeenState;
  readonly iteration: number;
  readonly iterations: number;
  readonly objective: string;
  readonly dataset: string;
  readonly elapsedSeconds: number;
  readonly iterationsPerSecond?: number;
  readonly secondsLeft?: number;
  /** When it last showed life, by the wall clock. */
  readonly heartbeat?: string;
  /** Its last logged numbers. */
  readonly last?: LoggedNumbers;
  /** Why it failed, or what is damaged. */
  readonly error?: FailureNote;
}

/** The runs directly in a folder, the one that showed life last at the end.
 *  @throws RunError if the folder cannot be read */
export function listRuns(folder: string = RUNS_FOLDER, system: System = thisSystem()): readonly RunSummary[] {
  const { files } = system;
  if (!files.existsSync(folder)) return [];
  const names = onFile(folder, 'read', () => files.readdirSync(folder));
  return names
    .map((name) => join(folder, name))
    .filter((path) => looksLikeRun(files, path))
    .map((path) => summarizeRun(path, system))
    .toSorted((a, b) => compare(a.heartbeat ?? '', b.heartbeat ?? '') || compare(a.folder, b.folder));
}

const compare = (a: string, b: string) => Number(a > b) - Number(a < b);

/** A run in short; what is damaged is said, not thrown. */
export function summarizeRun(folder: string, system: System = thisSystem()): RunSummary {
  const paths = runPaths(folder);
  const damages: FailureNote[] = [];
  const orDamage = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      damages.push(failureNote(error));
      return undefined;
    }
  };
  const run = orDamage(() => readRunConfig(system.files, paths));
  const status = orDamage(() => requiredStatus(system.files, paths));
  const last = orDamage(() => lastNumbers(system, paths));
  const isLive = status !== undefined && ['starting', 'running', 'paused'].includes(status.state);
  const isLeft = isLive && orDamage(() => isLocked(system, paths)) === false;
  const isMoving = isLive && status.state !== 'paused';
  const error = damages[0] ?? status?.error;
  return {
    folder,
    state: damages.length > 0 ? 'damaged' : status === undefined || isLeft ? 'crashed' : status.state,
    iteration: status?.iteration ?? last?.iteration ?? 0,
    iterations: status?.iterations ?? run?.config.training.iterations ?? 0,
    objective: run?.config.objective.name ?? '',
    dataset: run?.dataset.name ?? '',
    elapsedSeconds: status?.elapsedSeconds ?? last?.elapsedSeconds ?? 0,
    ...(status?.iterationsPerSecond !== undefined && { iterationsPerSecond: status.iterationsPerSecond }),
    ...(isMoving && status.secondsLeft !== undefined && { secondsLeft: status.secondsLeft }),
    ...(status && { heartbeat: status.heartbeat }),
    ...(last && { last }),
    ...(error && { error }),
  };
}

/** The lines of metrics.jsonl; damaged ones are left out.
 *  @throws RunError if it cannot be read */
export function readNumbers(files: FileSystem, paths: RunPaths): readonly LoggedNumbers[] {
  return storedLines(files, paths.metrics, numbersSchema);
}

/** More than the longest line of numbers takes. */
const TAIL_BYTES = 8192;

/** The last complete line of metrics.jsonl, however long the file is. */
function lastNumbers({ files }: System, { metrics }: RunPaths): LoggedNumbers | undefined {
  for (const line of tailText(files, metrics).split('\n').toReversed()) {
    const [value] = parseLines(line);
    if (fits(numbersSchema, value)) return value as LoggedNumbers;
  }
  return undefined;
}

function tailText(files: FileSystem, path: string): string {
  if (!files.existsSync(path)) return '';
  return onFile(path, 'read', () => {
    requirePlain(files, path);
    const file = files.openSync(path, 'r');
    try {
      const { size } = files.fstatSync(file);
      const bytes = new Uint8Array(Math.min(size, TAIL_BYTES));
      const count = files.readSync(file, bytes, 0, bytes.length, size - bytes.length);
      return new TextDecoder().decode(bytes.subarray(0, count));
    } finally {
      files.closeSync(file);
    }
  });
}
