// What an iteration tells, and what a run's future depends on.

import type { TensorRecord } from '../base/host-tensor.ts';
import type { LiveSettings } from '../gan/live-settings.ts';
import type { UpdateCounts } from '../gan/streams.ts';

/** Numbers of one iteration: those of its last critic update, before that update, and of its generator step. */
export interface IterationNumbers {
  /** The critic's loss as minimised, with the weighted penalty. */
  readonly criticLoss: number;
  readonly generatorLoss: number;
  /** Mean critic(real) − mean critic(fake), where the objective estimates a distance. */
  readonly wasserstein?: number;
  /** Unweighted. */
  readonly penalty?: number;
  /** Mean norm of the critic's gradient on the interpolates. */
  readonly gradientNorm?: number;
  /** `wasserstein`, or without one the critic's loss without penalty, on samples kept out of training. */
  readonly wassersteinHoldout?: number;
  readonly criticLossHoldout?: number;
}

/** Everything that a run's future depends on, besides its configuration and data. */
export interface Snapshot {
  /** Generator updates made so far. */
  readonly iteration: number;
  readonly counts: UpdateCounts;
  /** Real samples consumed so far. */
  readonly cursor: number;
  readonly settings: LiveSettings;
  readonly state: TensorRecord;
}
