// Between iterations: what others ask of the run is carried out and recorded, and what was recorded is repeated.

import { ConfigError } from '../base/errors.ts';
import type { LiveChanges } from '../gan/live-settings.ts';
import type { Trainer } from '../train/trainer.ts';
import { type Change, type Command, type ControlReader, recordChange, settingOf } from './control.ts';
import type { RunEvent } from './events.ts';
import type { RunPaths } from './folder.ts';
import type { StatusWriter } from './status.ts';
import type { System } from './system.ts';

/** What steers a run. */
export interface SteeringOptions {
  readonly system: System;
  readonly paths: RunPaths;
  readonly control: ControlReader;
  readonly status: StatusWriter;
  /** What was carried out before. */
  readonly changes: readonly Change[];
  readonly onEvent: (event: RunEvent) => void;
  readonly signal?: AbortSignal | undefined;
}

/** How often a paused run looks at control.jsonl. */
const PAUSE_MILLISECONDS = 100;

/** Settings that were recorded for the moment after `iteration` iterations. */
export function recordedAt(changes: readonly Change[], iteration: number): readonly LiveChanges[] {
  return changes
    .filter((change) => change.iteration === iteration && isSetting(change))
    .map((change) => settingOf(change));
}

const isSetting = ({ command, key, refused }: Change) =>
  command === 'set' && key !== 'threads' && refused === undefined;

/** What to call before every iteration. */
export function steering(
  options: SteeringOptions,
): (trainer: Trainer, elapsedSeconds: number) => Promise<'go' | 'stop'> {
  const { system, control, status, changes, signal } = options;
  let mode: 'go' | 'pause' | 'stop' = 'go';
  const obey = (trainer: Trainer) => {
    for (const command of control.take()) mode = carryOut(options, trainer, command) ?? mode;
  };
  return async (trainer, elapsedSeconds) => {
    const { iteration } = trainer;
    for (const settings of recordedAt(changes, iteration)) trainer.change(settings);
    obey(trainer);
    while (mode === 'pause' && !signal?.aborted) {
      status.tell('paused', iteration, elapsedSeconds);
      await system.sleep(PAUSE_MILLISECONDS);
      obey(trainer);
    }
    if (mode === 'stop' || signal?.aborted) return 'stop';
    status.tell('running', iteration, elapsedSeconds);
    return 'go';
  };
}

/** Records a command, then carries it out. What cannot be is recorded too, so that it is said once. */
function carryOut(
  { system, paths, onEvent }: SteeringOptions,
  trainer: Trainer,
  command: Command | string,
): 'go' | 'pause' | 'stop' | undefined {
  const { iteration } = trainer;
  if (typeof command === 'string') {
    onEvent({
      type: 'warning',
      iteration,
      name: 'control',
      message: `control.jsonl: expected a command, got ${command}`,
    });
    return undefined;
  }
  const { id, command: name, key, value } = command;
  const change = {
    id,
    iteration,
    command: name,
    ...(key !== undefined && { key }),
    ...(value !== undefined && { value }),
  };
  const settings = name === 'set' ? settingsOrError(command) : {};
  if (settings instanceof ConfigError) {
    recordChange(system.files, paths, { ...change, refused: settings.message });
    onEvent({
      type: 'warning',
      iteration,
      name: 'control',
      message: settings.message,
      ...(settings.help && { help: settings.help }),
    });
    return undefined;
  }
  recordChange(system.files, paths, change);
  trainer.change(settings);
  onEvent({ type: 'change', ...change });
  return modes[name];
}

const modes = { pause: 'pause', resume: 'go', stop: 'stop', set: undefined } as const;

function settingsOrError(command: Command): LiveChanges | ConfigError {
  try {
    return settingOf(command);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}
