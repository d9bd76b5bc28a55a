// The process as commands see it: where text goes, signals, the clock. Tests pass their own.

import type { Environment } from './terminal/colors.ts';
import { type Output, SHOW_CURSOR } from './terminal/screen.ts';

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

function outputOf(stream: NodeJS.WriteStream): Output {
  return {
    isTerminal: stream.isTTY === true,
    get columns() {
      return stream.columns ?? 80;
    },
    get rows() {
      return stream.rows ?? 24;
    },
    write: (text) => void stream.write(text),
    onResize(listener) {
      stream.on('resize', listener);
      return () => void stream.off('resize', listener);
    },
  };
}

/** The real process. Whoever read the output leaving is a signal like others. */
export function processIo(): Io {
  const listeners = new Set<(signal: StopSignal) => void>();
  const notify = (signal: StopSignal) => {
    for (const listener of listeners) listener(signal);
    if (listeners.size === 0) process.exit(signalCodes[signal]);
  };
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (!closedCodes.includes(error.code)) throw error;
      notify('SIGPIPE');
    });
  }
  return {
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    env: process.env,
    now: () => performance.now(),
    onSignal(listener) {
      if (listeners.size === 0) catchSignals(notify);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) releaseSignals(notify);
      };
    },
    every(milliseconds, listener) {
      const timer = setInterval(listener, milliseconds);
      timer.unref();
      return () => clearInterval(timer);
    },
    exit: (code) => process.exit(code),
  };
}

const caught = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function catchSignals(listener: (signal: StopSignal) => void): void {
  for (const name of caught) process.on(name, listener);
}

function releaseSignals(listener: (signal: StopSignal) => void): void {
  for (const name of caught) process.off(name, listener);
}

/** Shows the cursor when the process ends, however it ends short of a kill. */
export function restoreCursorAtExit(output: Output): void {
  process.once('exit', () => output.write(SHOW_CURSOR));
}
