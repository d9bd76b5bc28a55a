// Asking something of a run that another process trains.

import { randomUUID } from 'node:crypto';
import { RunError } from '../base/errors.ts';
import { shellPath } from '../base/shell.ts';
import { type Change, type Command, readChanges, requireMeaning, settingOf } from './control.ts';
import { appendLine } from './files.ts';
import { runPaths } from './folder.ts';
import { isLocked } from './lock.ts';
import { readRunConfig } from './run-config.ts';
import { world as thisWorld, type World } from './world.ts';

/** What is asked: `pause`, `resume`, `stop`, or to `set` a live key to a value. */
export type Request = Omit<Command, 'id'>;

/** Appends a command to the run's control.jsonl. `set` may also be asked of a run that nobody trains: it is carried
 *  out when the run is resumed.
 *  @returns the command with its id
 *  @throws ConfigError if the key is not live or the value out of its range
 *  @throws RunError if there is no run, or nobody trains it */
export function sendControl(folder: string, request: Request, world: World = thisWorld()): Command {
  const paths = runPaths(folder);
  const { config } = readRunConfig(world.files, paths);
  if (request.command === 'set') {
    settingOf(request);
    requireMeaning(config, request);
  } else if (!isLocked(world, paths)) {
    throw new RunError(`${folder}: expected a run that is being trained, got one that is not`, {
      help: `continue it with wgan train --resume ${shellPath(folder)}`,
    });
  }
  const command: Command = { id: randomUUID(), ...request };
  appendLine(world.files, paths.control, command);
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
  world: World = thisWorld(),
): Promise<Change | undefined> {
  const paths = runPaths(folder);
  const end = world.now() + 1000 * timeoutSeconds;
  for (;;) {
    const isLive = isLocked(world, paths);
    const change = readChanges(world.files, paths).find((candidate) => candidate.id === id);
    if (change !== undefined || !isLive || world.now() >= end || signal?.aborted) return change;
    await world.sleep(POLL_MILLISECONDS);
  }
}
