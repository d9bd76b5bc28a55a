// Processes that train, to be killed.

import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { RunTrainingOptions } from '../../src/run/options.ts';

const script = fileURLToPath(new URL('./child.js', import.meta.url));

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

export interface Child {
  readonly process: ChildProcess;
  /** Resolves once a line is printed from now on that satisfies the condition, or the process has ended. */
  printed(isWanted: (line: string) => boolean): Promise<void>;
  readonly ended: Promise<Ended>;
}

/** Starts a process that trains; it runs what was built. */
export function startChild(
  options: Pick<RunTrainingOptions, 'config' | 'out' | 'resume' | 'changes'>,
): Child {
  const child = spawn(process.execPath, [script, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  let text = '';
  const waiting: { readonly isWanted: (line: string) => boolean; readonly resolve: () => void }[] = [];
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    stderr += part;
  });
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    const lines = `${text}${part}`.split('\n');
    text = lines.pop()!;
    for (const { isWanted, resolve } of waiting) if (lines.some(isWanted)) resolve();
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => {
      resolve({ code, signal, stderr });
      for (const waiter of waiting) waiter.resolve();
    });
  });
  return {
    process: child,
    ended,
    printed: (isWanted) => new Promise((resolve) => waiting.push({ isWanted, resolve })),
  };
}
