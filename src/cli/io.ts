// The process as commands see it: where text goes, signals, the clock. Tests pass their own.

import { fileError } from '../run/files.ts';
import { labelled, say, translate } from './language/say.ts';
import { type ProcessOutput, processOutput } from './process-output.ts';
import type { Environment } from './terminal/colors.ts';
import type { Output } from './terminal/output.ts';

/** Signals after which a run is saved. SIGPIPE: whoever read the output has left. */
export type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGPIPE';

export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Environment;
  /** Milliseconds from any fixed point. */
  readonly now: () => number;
  /** Calls back at every signal; returns how to stop that. */
  onSignal(listener: (signal: StopSignal) => void): () => void;
  /** Calls back when the process goes on after it was suspended; returns how to stop that. */
  onContinue(listener: () => void): () => void;
  /** Calls back every `milliseconds`, as far as computing lets it; returns how to stop that. */
  every(milliseconds: number, listener: () => void): () => void;
  /** Ends the process at once. */
  exit(code: number): never;
}

/** Exit codes besides those of signals. */
export const exitCodes = { done: 0, failed: 1, usage: 2 } as const;

/** 128 and the signal's number, as shells count. */
export const signalCodes: { readonly [S in StopSignal]: number } = {
  SIGINT: 130,
  SIGTERM: 143,
  SIGHUP: 129,
  SIGPIPE: 141,
};

/** What writing fails with once nobody reads: a closed pipe, a terminal that is gone. */
const closedCodes: readonly unknown[] = ['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'];

/** The real process. Whoever read the output leaving is a signal like others; where the output takes no more, as on a
 *  full disk, the work goes on without, and ends as a failure. */
export function processIo(): Io {
  const stdout = processOutput(process.stdout);
  const stderr = processOutput(process.stderr);
  process.once('exit', stdout.restore);
  const stops = listenersOf<StopSignal>((notify) => {
    for (const name of caught) process.on(name, notify);
    return () => caught.forEach((name) => void process.off(name, notify));
  });
  const leave = () => {
    if (!stops.notify('SIGPIPE')) process.exit(signalCodes.SIGPIPE);
  };
  const closing = (lose: (error: Error) => void) => (error: NodeJS.ErrnoException) => {
    if (closedCodes.includes(error.code)) leave();
    else lose(error);
  };
  process.stderr.on('error', closing(stderr.lose)); // there is nowhere to say it
  process.stdout.on(
    'error',
    closing((error) => {
      if (!stdout.lose()) return;
      process.exitCode ||= exitCodes.failed;
      stderr.print(lostLines(error));
    }),
  );
  return {
    stdout,
    stderr,
    env: process.env,
    now: () => performance.now(),
    onSignal: stops.add,
    onContinue: listenersOf<void>((notify) => suspending(stdout, notify)).add,
    every(milliseconds, listener) {
      const timer = setInterval(listener, milliseconds);
      timer.unref();
      return () => clearInterval(timer);
    },
    exit: (code) => process.exit(code),
  };
}

/** What to say once the output takes no more. */
function lostLines(error: Error): readonly string[] {
  const { message } = fileError('stdout', 'written', error);
  const help = say`the work goes on, and nothing more is printed; a run keeps its numbers in its folder`;
  return [`wgan: ${translate(message)}`, labelled(say`help:`, help)];
}

const caught = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

interface Listeners<T> {
  /** Adds a listener; returns how to remove it. */
  readonly add: (listener: (value: T) => void) => () => void;
  /** Whether anybody listened. */
  readonly notify: (value: T) => boolean;
}

/** Listeners to a source that is attached only while there are any. */
function listenersOf<T>(attach: (notify: (value: T) => void) => () => void): Listeners<T> {
  const listeners = new Set<(value: T) => void>();
  let detach = () => {};
  const notify = (value: T) => {
    for (const listener of listeners) listener(value);
    return listeners.size > 0;
  };
  return {
    notify,
    add(listener) {
      if (listeners.size === 0) detach = attach(notify);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) detach();
      };
    },
  };
}

/** Ctrl-Z leaves a terminal with a cursor; fg draws again. */
function suspending(stdout: ProcessOutput, onContinue: () => void): () => void {
  const suspend = () => {
    stdout.restore();
    process.kill(process.pid, 'SIGSTOP');
  };
  process.on('SIGTSTP', suspend);
  process.on('SIGCONT', onContinue);
  return () => {
    process.off('SIGTSTP', suspend);
    process.off('SIGCONT', onContinue);
  };
}
