// Where a run can be.

/** What its process writes down. */
export const runStates = [
  'starting',
  'running',
  'paused',
  'done',
  'stopped',
  'interrupted',
  'failed',
] as const;
export type RunState = (typeof runStates)[number];

/** What others see besides. `crashed`: its process is gone without having ended it; `damaged`: a file of it cannot be
 *  read, or is none of wgan's. */
export type SeenState = RunState | 'crashed' | 'damaged';
