// What a recorded run tells its listeners: the events of training, with the files that they became.

import type { PointScale } from '../base/point-scale.ts';
import type {
  CheckpointEvent,
  EndEvent,
  EvaluationEvent,
  IterationEvent,
  SampleEvent,
  StartEvent,
  WarningEvent,
} from '../train/events.ts';
import type { EvaluationCourse } from './evaluations.ts';

/** How many samples a class has. */
export interface ClassCount {
  readonly name: string;
  readonly count: number;
}

/** What a run trains on, in short. */
export interface DatasetSummary {
  readonly name: string;
  readonly description: string;
  readonly notes: readonly string[];
  /** Files that gave no sample; absent where there are none. */
  readonly skippedCount?: number;
  /** What was done to the files' contents, a sentence each; absent where nothing was. */
  readonly preparation?: readonly string[];
  readonly count: number;
  readonly sampleShape: readonly number[];
  /** Of points that are scaled to be learnt. */
  readonly scale?: PointScale;
  /** SHA-256 of the shape and the values. */
  readonly sha256: string;
  /** How many classes there are, where samples have one, and the SHA-256 of their names and of the labels. Runs of
   *  earlier versions do not tell. */
  readonly labels?: { readonly classes: number; readonly sha256: string };
  /** How many samples each class has, where there are no more than 200. */
  readonly classes?: readonly ClassCount[];
}

export interface RunStartEvent extends StartEvent {
  readonly folder: string;
  readonly dataset: DatasetSummary;
  /** Whether the run goes on from a checkpoint. */
  readonly isResumed: boolean;
  /** Evaluations of the run's earlier parts. */
  readonly measured: EvaluationCourse;
}

export interface RunSampleEvent extends SampleEvent {
  /** The picture; absent where samples have none. */
  readonly path?: string;
}

export interface RunCheckpointEvent extends Omit<CheckpointEvent, 'snapshot'> {
  readonly path: string;
}

export interface RunEvaluationEvent extends Omit<EvaluationEvent, 'snapshot'> {
  /** The best generator of the run so far, where this is it. */
  readonly path?: string;
}

/** A command of `control.jsonl`, carried out before the iteration after `iteration`. */
export interface RunChangeEvent {
  readonly type: 'change';
  readonly iteration: number;
  readonly id: string;
  readonly command: 'pause' | 'resume' | 'stop' | 'set';
  readonly key?: string;
  readonly value?: number;
}

/** Paths of what a run leaves; those that its data does not allow are absent. */
export interface RunFiles {
  readonly config: string;
  readonly metrics: string;
  readonly generator: string;
  /** The generator that was measured best. */
  readonly best?: string;
  readonly onnx: string;
  readonly card: string;
  /** The last sample picture. */
  readonly grid?: string;
  /** Real samples, for comparison. */
  readonly real?: string;
  readonly checkpoint?: string;
}

export interface RunEndEvent extends Omit<EndEvent, 'snapshot' | 'reason'> {
  /** `done`: all iterations made; `stopped`: by command; `interrupted`: by signal. */
  readonly reason: 'done' | 'stopped' | 'interrupted';
  readonly folder: string;
  readonly files: RunFiles;
}

export interface RunErrorEvent {
  readonly type: 'error';
  readonly iteration: number;
  /** Name of the error's class. */
  readonly name: string;
  readonly message: string;
  readonly help?: string;
}

export type RunEvent =
  | RunStartEvent
  | IterationEvent
  | RunSampleEvent
  | RunEvaluationEvent
  | RunCheckpointEvent
  | RunChangeEvent
  | WarningEvent
  | RunEndEvent
  | RunErrorEvent;

/** The event without its tensors: what a line of JSON says of it. */
export function withoutTensors(event: RunEvent): Readonly<Record<string, unknown>> {
  if (event.type !== 'sample') return { ...event };
  const { samples: _, plane: __, ...rest } = event;
  return rest;
}
