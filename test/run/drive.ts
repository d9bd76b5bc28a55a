// Driving a run from a test: what happens at which iteration.

import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunEvent } from '../../src/run/events.ts';
import { type RunResult, type RunTrainingOptions, runTraining } from '../../src/run/run-training.ts';
import { type System, system } from '../../src/run/system.ts';

export interface Driven {
  readonly result: RunResult;
  readonly events: readonly RunEvent[];
  readonly warnings: readonly string[];
}

/** This machine, but for the wait for its disk: tests do not cut the power. */
export function quickSystem(): System {
  const real = system();
  return { ...real, files: { ...real.files, fsyncSync: () => {} } };
}

/** Trains; `at` says what to do after logged iterations. */
export async function drive(
  options: RunTrainingOptions,
  at: Readonly<Record<number, (stop: AbortController) => void>> = {},
): Promise<Driven> {
  const stop = new AbortController();
  const events: RunEvent[] = [];
  const onEvent = (event: RunEvent) => {
    events.push(event);
    if (event.type === 'iteration') at[event.iteration]?.(stop);
  };
  const result = await runTraining({ system: quickSystem(), ...options, onEvent, signal: stop.signal });
  const warnings = events.flatMap((event) => (event.type === 'warning' ? [event.name] : []));
  return { result, events, warnings };
}

/** Appends a command to a run's control.jsonl. */
export function ask(folder: string, id: string, command: string, key?: string, value?: number): void {
  appendFileSync(join(folder, 'control.jsonl'), `${JSON.stringify({ id, command, key, value })}\n`);
}

export const stop = (controller: AbortController): void => controller.abort();
