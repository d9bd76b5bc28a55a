// Work that signals may end.

import type { Io } from './io.ts';
import { type Stopping, stopOnSignals } from './stop-signals.ts';

/** The exit code of `work`; that of the signal where it was aborted by one.
 *  @param onStop  called at the first signal */
export async function interruptible(
  io: Io,
  onStop: () => void,
  work: (stopping: Stopping) => Promise<number>,
): Promise<number> {
  const stopping = stopOnSignals(io, onStop);
  try {
    return await work(stopping);
  } catch (error) {
    if (!stopping.signal.aborted || !isAbort(error)) throw error;
    return stopping.code!;
  } finally {
    stopping.release();
  }
}

const isAbort = (error: unknown) => error instanceof Error && error.name === 'AbortError';
