// What the server tells of runs, and what the page asks of them.

import type { Values } from '../../base/options.ts';
import type { SeenState } from '../../train/run-states.ts';
import type { Problem } from './problem.ts';

/** States of a run that a process trains. */
export const liveStates: readonly SeenState[] = ['starting', 'running', 'paused'];

/** Files of a run that grow by lines. */
export const logNames = ['metrics', 'warnings', 'evaluations', 'changes'] as const;
export type LogName = (typeof logNames)[number];

/** A run in short. Everything that changes while it trains is here; what has grown is then asked for. */
export interface RunCard {
  /** The name of its folder; that of the shipped run begins with `@`. */
  readonly id: string;
  readonly state: SeenState;
  /** Changes when its logs are no longer continuations of what they were: another run in the folder, or a resume. */
  readonly generation: string;
  readonly iteration: number;
  readonly iterations: number;
  readonly objective: string;
  readonly dataset: string;
  readonly elapsedSeconds: number;
  readonly iterationsPerSecond?: number;
  readonly secondsLeft?: number;
  /** When it last showed life. */
  readonly heartbeat?: string;
  /** The last logged numbers. */
  readonly last?: Readonly<Record<string, number>>;
  /** Why it failed, or what is damaged. */
  readonly problem?: Problem;
  /** Bytes of each log. */
  readonly bytes: Readonly<Record<LogName, number>>;
  /** Iterations of the sample pictures. */
  readonly samples: readonly number[];
  readonly hasReal: boolean;
}

/** The configuration of a run, as values by key. */
export type ConfigValues = Values;

/** What does not change while a run trains, and what is rarely asked for. */
export interface RunDetails {
  readonly config: ConfigValues;
  readonly dataset: {
    readonly description: string;
    readonly count: number;
    readonly sampleShape: readonly number[];
  };
  readonly created: string;
  readonly machine: string;
  readonly versions: Readonly<Record<string, string>>;
  /** Where it branched off: the name of the run, if it lies in the same folder, and the iteration. */
  readonly origin?: { readonly run: string; readonly iteration: number };
  readonly checkpoints: readonly number[];
  /** Settings that may change while it trains, as they are now. */
  readonly live: Readonly<Record<string, number>>;
}

/** Events of the stream, by name. */
export interface RunEvents {
  /** All runs: at the beginning, and where the server cannot tell what was missed. */
  readonly runs: readonly RunCard[];
  /** A run that is new or has changed. */
  readonly run: RunCard;
  readonly gone: { readonly id: string };
  /** A process that the studio started and that ended badly. */
  readonly failed: { readonly run: string; readonly problem: Problem };
}

/** Asked of a run that trains. */
export interface ControlRequest {
  readonly command: 'pause' | 'resume' | 'stop' | 'set';
  readonly key?: string | undefined;
  readonly value?: number | undefined;
}

/** What came of it; without an iteration it is carried out before the next one. */
export interface ControlAnswer {
  readonly iteration?: number;
}

export interface StartRequest {
  readonly name?: string | undefined;
  readonly config: ConfigValues & { readonly learningRate?: number };
}

export interface ContinueRequest {
  readonly iterations?: number | undefined;
}

export interface BranchRequest {
  readonly at: number;
  readonly changes: Readonly<Record<string, number>>;
}

/** The folder of a run that was started. */
export interface StartAnswer {
  readonly id: string;
}

/** What the form of a new run offers besides what options say of themselves. */
export interface StartForm {
  readonly datasets: readonly string[];
}
