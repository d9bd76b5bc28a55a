// status.json: what a run is doing, for whoever looks.

import { FormatError, WganError } from '../base/errors.ts';
import { parseJson } from '../formats/json.ts';
import type { RunState } from '../train/run-states.ts';
import { readText, writeFile } from './files.ts';
import type { RunPaths } from './folder.ts';
import type { ProcessId } from './processes.ts';
import { requireStored, statusSchema } from './stored.ts';
import type { FileSystem, System } from './system.ts';

/** What status.json holds. */
export interface Status {
  readonly state: RunState;
  readonly process: ProcessId;
  readonly iteration: number;
  readonly iterations: number;
  /** When the run last showed life, by the wall clock. */
  readonly heartbeat: string;
  readonly elapsedSeconds: number;
  readonly iterationsPerSecond?: number;
  /** Until all iterations are made, at the present speed. */
  readonly secondsLeft?: number;
  readonly error?: FailureNote;
}

/** Why a run failed. */
export interface FailureNote {
  readonly name: string;
  readonly message: string;
  readonly help?: string;
}

/** What the error of a failed run says. */
export function failureNote(error: unknown): FailureNote {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const help = error instanceof WganError ? error.help : undefined;
  return { name: error.name, message: error.message, ...(help !== undefined && { help }) };
}

/** Keeps status.json up to date. */
export interface StatusWriter {
  /** Tells where the run is; written when the state changes, else at most once a second. */
  tell(state: RunState, iteration: number, elapsedSeconds: number): void;
  fail(error: unknown): void;
}

const SECOND = 1000;

/** A writer of status.json.
 *  @throws RunError from `tell` if the file cannot be written */
export function statusWriter(system: System, paths: RunPaths, iterations: number): StatusWriter {
  let written = Number.NEGATIVE_INFINITY;
  let current: Status | undefined;
  let speed: number | undefined;
  let begin: { readonly iteration: number; readonly elapsedSeconds: number } | undefined;

  const write = (status: Status) => {
    current = status;
    written = system.now();
    writeFile(system.files, paths.status, `${JSON.stringify(status, null, 2)}\n`, { isDurable: false });
  };
  return {
    tell(state, iteration, elapsedSeconds) {
      if (state === current?.state && system.now() - written < SECOND) return;
      begin ??= { iteration, elapsedSeconds };
      speed = follow(speed, current ?? begin, { iteration, elapsedSeconds });
      write({
        state,
        process: system.process,
        iteration,
        iterations,
        heartbeat: system.date().toISOString(),
        elapsedSeconds,
        ...(speed !== undefined && {
          iterationsPerSecond: speed,
          secondsLeft: (iterations - iteration) / speed,
        }),
      });
    },
    fail(error) {
      const { iteration = 0, elapsedSeconds = 0 } = current ?? {};
      write({
        ...{ state: 'failed', process: system.process, iteration, iterations, elapsedSeconds },
        heartbeat: system.date().toISOString(),
        error: failureNote(error),
      });
    },
  };
}

interface Place {
  readonly iteration: number;
  readonly elapsedSeconds: number;
}

/** The speed, smoothed over about ten seconds. */
function follow(speed: number | undefined, before: Place, now: Place): number | undefined {
  const seconds = now.elapsedSeconds - before.elapsedSeconds;
  const iterations = now.iteration - before.iteration;
  if (seconds <= 0 || iterations <= 0) return speed;
  const recent = iterations / seconds;
  const weight = Math.min(1, seconds / 10);
  return speed === undefined ? recent : speed + (recent - speed) * weight;
}

/** The status of a run; undefined where there is none, or a damaged one: a run can do without.
 *  @throws RunError if it cannot be read */
export function readStatus(files: FileSystem, paths: RunPaths): Status | undefined {
  try {
    return requiredStatus(files, paths);
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

/** The status of a run; undefined where there is none.
 *  @throws RunError if it cannot be read; FormatError if it is damaged */
export function requiredStatus(files: FileSystem, { status: path }: RunPaths): Status | undefined {
  const text = readText(files, path);
  if (text === undefined) return undefined;
  const status = parseJson(path, text);
  requireStored(path, statusSchema, status);
  return status as Status;
}
