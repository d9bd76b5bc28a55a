// Computing a part of a run again, in memory: what replay and branch rest on.

import { nextTask } from '../base/next-task.ts';
import type { Dataset } from '../data/dataset.ts';
import { ganOf, scheduleOf, settingsOf } from '../train/setup.ts';
import type { IterationNumbers, Snapshot } from '../train/snapshot.ts';
import { createTrainer, type Trainer } from '../train/trainer.ts';
import type { Change } from './control.ts';
import { deviceOf } from './open-run.ts';
import { threadsAt } from './resume.ts';
import type { RunConfig } from './run-config.ts';
import { recordedAt } from './steering.ts';

/** A part of a run. */
export interface Part {
  readonly run: RunConfig;
  readonly dataset: Dataset;
  /** What was carried out in the run. */
  readonly changes: readonly Change[];
  /** Where to begin; by default at iteration 0, from the seed. */
  readonly from?: Snapshot | undefined;
  /** The iteration to end after. */
  readonly to: number;
  /** Called after every iteration, with what it would log; the snapshot is that of a checkpoint. */
  readonly visit?: (
    iteration: number,
    snapshot: () => Promise<Snapshot>,
    metrics: IterationNumbers,
  ) => Promise<void>;
  readonly signal?: AbortSignal | undefined;
}

const BREATH_MILLISECONDS = 100;

/** The snapshot after iteration `to`, as its checkpoint has it.
 *  @throws the signal's reason if it is aborted */
export async function recompute(part: Part): Promise<Snapshot> {
  const { run, changes, from, to } = part;
  const begin = from?.iteration ?? 0;
  const switches = changes
    .filter(({ key, iteration }) => key === 'threads' && iteration > begin && iteration < to)
    .map(({ iteration }) => iteration);
  let snapshot = from;
  for (const end of [...new Set(switches), to]) {
    const threads = threadsAt(changes, run.config, snapshot?.iteration ?? 0);
    snapshot = await recomputeWith(threads, { ...part, from: snapshot, to: end });
  }
  return snapshot!;
}

async function recomputeWith(threads: number | null, part: Part): Promise<Snapshot> {
  const { run, dataset, from, to, changes, visit, signal } = part;
  const { config } = run;
  const { seed, criticWarmup, holdout, mirror } = scheduleOf(config);
  const trainer = await createTrainer({
    gan: ganOf(config, dataset.sampleShape, dataset.labels?.classes),
    device: await deviceOf(config, threads),
    settings: settingsOf(config, run.idle),
    ...{ seed, criticWarmup, holdout, mirror },
    dataset,
    ...(from && { snapshot: from }),
  });
  let { settings } = trainer;
  const snapshot = async () => ({ ...(await trainer.snapshot()), settings });
  const rest = breathing();
  try {
    while (trainer.iteration < to) {
      applyRecorded(trainer, changes);
      settings = trainer.settings;
      const metrics = await trainer.step();
      await visit?.(trainer.iteration, snapshot, metrics);
      await rest();
      signal?.throwIfAborted();
    }
    return await snapshot();
  } finally {
    await trainer.release();
  }
}

function applyRecorded(trainer: Trainer, changes: readonly Change[]): void {
  for (const settings of recordedAt(changes, trainer.iteration)) trainer.change(settings);
}

/** Lets signals and timers through about ten times a second. */
function breathing(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < BREATH_MILLISECONDS) return;
    await nextTask();
    last = performance.now();
  };
}
