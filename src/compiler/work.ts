// Long computations in pieces: whoever runs one may look at signals, timers and clocks in between.

/** A computation that pauses now and then; it yields how many nodes it visited since the last time. */
export type Work<T> = Generator<number, T, void>;

/** Nodes between two pauses: some milliseconds. */
export const PIECE = 2000;

/** Runs to the end at once. */
export function finish<T>(work: Work<T>): T {
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
  }
}
