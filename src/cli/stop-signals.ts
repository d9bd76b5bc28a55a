// Signals that end a run: the first one saves, the second one ends the process at once.

import { type Io, type StopSignal, signalCodes } from './io.ts';

/** npx passes a signal on that the process already got: one that follows so soon is the same one. */
const ECHO_MILLISECONDS = 500;

/** A run that listens to signals. */
export interface Stopping {
  readonly signal: AbortSignal;
  /** The exit code of the signal that came; undefined while none has. */
  readonly code: number | undefined;
  /** Leaves signals to others. */
  release(): void;
}

/** @param onStop  called at the first signal */
export function stopOnSignals(io: Io, onStop: () => void): Stopping {
  const controller = new AbortController();
  let first: { readonly signal: StopSignal; readonly at: number } | undefined;
  const release = io.onSignal((signal) => {
    if (first === undefined) {
      first = { signal, at: io.now() };
      controller.abort();
      onStop();
    } else if (signal !== 'SIGPIPE' && io.now() - first.at > ECHO_MILLISECONDS) {
      io.exit(signalCodes[signal]);
    }
  });
  return {
    signal: controller.signal,
    get code() {
      return first && signalCodes[first.signal];
    },
    release,
  };
}
