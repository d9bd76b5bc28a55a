// Asking something of a run that another process trains.

import { randomUUID } from 'node:crypto';
import { RunError } from '../base/errors.ts';
import { shellPath } from '../base/shell.ts';
import { type Change, type Command, readChanges, requireMeaning, settingOf } from './control.ts';
import { appendLine } from './files.ts';
import { runPaths } from './folder.ts';
import { isLocked } from './lock.ts';
import { readRunConfig } from './run-config.ts';
import { type System, system as thisSystem } from './system.ts';

/** What is asked: `pause`, `resume`, `stop`, or to `set` a live key to a value. */
export type Request = Omit<Command, 'id'>;

/** Appends a command to the run's control.jsonl. `set` may also be asked of a run that nobody trains: it is carried
 *  out when the run is resumed.
 *  @returns the command with its id
 *  @throws ConfigError if the key is not live or the value out of its range
 *  @throws RunError if there is no run, or nobody trains it */
export function sendControl(folder: string, request: Request, system: System = thisSystem()): Command {
  const paths = runPaths(folder);
  const { config } = readRunConfig(system.files, paths);
  if (request.command === 'set') {
    settingOf(request);
    requireMeaning(config, request);
  } else if (!isLocked(system, paths)) {
    throw new RunError(`${folder}: expected a run that is being trained, got one that is not`, {
      help: `continue it with wgan train --resume ${shellPath(folder)}`,
    });
  }
  const command: Command = { id: randomUUID(), ...request };
  appendLine(system.files, paths.control, command);
  return command;
}

/** How long to wait for a run to carry out a command. */
export interface WaitOptions {
  readonly timeoutSeconds?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const POLL_MILLISECONDS = 50;

/** Waits until a run has carried out a command.
 *  @returns what changes.jsonl says of it; undefined after the time is up, or where nobody trains the run any more */
export async function awaitChange(
  folder: string,
  { id }: Command,
  { timeoutSeconds = 10, signal }: WaitOptions = {},
  system: System = thisSystem(),
): Promise<Change | undefined> {
  const paths = runPaths(folder);
  const end = system.now() + 1000 * timeoutSeconds;
  for (;;) {
    const isLive = isLocked(system, paths);
    const change = readChanges(system.files, paths).find((candidate) => candidate.id === id);
    if (change !== undefined || !isLive || system.now() >= end || signal?.aborted) return change;
    await system.sleep(POLL_MILLISECONDS);
  }
}
