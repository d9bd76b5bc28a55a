// What a training run tells its listeners: the terminal, the run folder, the studio.

import type { Float32Tensor } from '../base/host-tensor.ts';
import type { Measurements } from '../health/measurements.ts';
import type { Report } from '../metrics/reports.ts';
import type { CriticPlane } from './critic-viewer.ts';
import type { IterationNumbers, Snapshot } from './snapshot.ts';

/** A line of the log. */
export interface IterationEvent extends IterationNumbers {
  readonly type: 'iteration';
  /** Generator updates made so far. */
  readonly iteration: number;
  /** Real samples consumed per second of wall time, since the last such event. */
  readonly imagesPerSecond: number;
  readonly elapsedSeconds: number;
  /** Memory of the process, where the platform tells. */
  readonly memoryBytes?: number;
  /** A look into the networks, in one logged iteration of about a hundred. */
  readonly health?: Measurements;
}

export interface StartEvent {
  readonly type: 'start';
  /** Where training begins: 0, or where a resumed run goes on. */
  readonly iteration: number;
  readonly iterations: number;
  readonly device: string;
  readonly threads: number;
  readonly generatorParameters: number;
  readonly criticParameters: number;
  readonly compileSeconds: number;
}

/** Samples of the fixed preview noise. */
export interface SampleEvent {
  readonly type: 'sample';
  readonly iteration: number;
  /** float32[64, ...sampleShape], images in [−1, 1]; float32[512, 2] of points, as they are learnt: `toUnits` with the
   *  scale of the dataset gives those of the data. */
  readonly samples: Float32Tensor;
  /** The critic over the plane, where samples are points of it. */
  readonly plane?: CriticPlane;
}

/** The generator that samples come from, measured against real data. */
export interface EvaluationEvent {
  readonly type: 'evaluation';
  readonly iteration: number;
  readonly report: Report;
  /** Of the noise: the run's. */
  readonly seed: number;
  /** What the evaluation took. It is not in `elapsedSeconds`, which is the time that training took until here. */
  readonly seconds: number;
  readonly elapsedSeconds: number;
  /** The state that was measured. */
  readonly snapshot: Snapshot;
}

/** Something to know: before training, or from a monitor of health, once when a trouble begins and once when it is
 *  over. */
export interface WarningEvent {
  readonly type: 'warning';
  readonly iteration: number;
  readonly name: string;
  readonly message: string;
  readonly help?: string;
  /** The trouble of this name is over. */
  readonly isOver?: true;
}

/** A state from which training can go on. */
export interface CheckpointEvent {
  readonly type: 'checkpoint';
  readonly iteration: number;
  /** Its settings are those of the last iteration: changes made since are not in it. */
  readonly snapshot: Snapshot;
}

export interface EndEvent {
  readonly type: 'end';
  readonly iteration: number;
  readonly elapsedSeconds: number;
  /** `done`: all iterations made; `stopped`: asked to stop. */
  readonly reason: 'done' | 'stopped';
  readonly snapshot: Snapshot;
}

/** What `train` yields. */
export type TrainEvent =
  | StartEvent
  | IterationEvent
  | WarningEvent
  | SampleEvent
  | EvaluationEvent
  | CheckpointEvent
  | EndEvent;
