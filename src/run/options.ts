// How a run is made and followed, and what it comes to.

import type { Dataset } from '../data/dataset.ts';
import type { Choice } from '../train/choice.ts';
import type { Config, PartialConfig } from '../train/config.ts';
import type { Compiling } from '../train/turns.ts';
import type { RunEvent, RunFiles } from './events.ts';
import type { ProcessId } from './processes.ts';
import type { System } from './system.ts';

/** What a run does before its first event. */
export type Progress =
  /** Reads the data: files done of all, where there are several. */
  | { readonly stage: 'dataset'; readonly done: number; readonly total: number }
  /** Another host's process holds the run: it is taken over if it shows no life for so long. */
  | { readonly stage: 'lock'; readonly owner: ProcessId; readonly seconds: number }
  /** Has read the data, and compiles. */
  | { readonly stage: 'compile'; readonly dataset: Dataset; readonly folder: string }
  /** What the data decided, and why. */
  | { readonly stage: 'chosen'; readonly reasons: readonly string[] }
  /** Compiles a program that takes long. */
  | { readonly stage: 'compiling'; readonly compiling: Compiling }
  /** Measures the real data, which evaluations compare with. */
  | { readonly stage: 'reference' };

/** How a run is made and followed. */
export interface RunTrainingOptions {
  /** A new run's configuration. */
  readonly config?: Config | undefined;
  /** What its data decide of it, where they do. */
  readonly choose?: ((dataset: Dataset) => Choice) | undefined;
  /** A safetensors file with weights of a new run's critic to begin with. */
  readonly criticWeights?: string | undefined;
  /** Seconds of training after which it is stopped, saved, where it is not done before. */
  readonly seconds?: number | undefined;
  /** A new run's folder; by default runs/<dataset>-<objective>-<n> with the first free n. */
  readonly out?: string | undefined;
  /** Replaces the run that is in `out`. */
  readonly overwrite?: boolean | undefined;
  /** The folder of a run to go on with, in place of a new one. */
  readonly resume?: string | undefined;
  /** Keys of a resumed run that get other values: those that are resumable. */
  readonly changes?: PartialConfig | undefined;
  /** Writes an event file for TensorBoard into the run; one that goes on and has one goes on with it. */
  readonly tensorboard?: boolean | undefined;
  /** Ends the run after the iteration at hand, saved. A run that has not begun is as it was before: a new one leaves
   *  nothing. */
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: (event: RunEvent) => void;
  readonly onProgress?: (progress: Progress) => void;
  readonly system?: System;
}

/** What a run came to. */
export interface RunResult {
  readonly folder: string;
  /** `done`: all iterations made; `stopped`: by command; `interrupted`: by signal. */
  readonly reason: 'done' | 'stopped' | 'interrupted';
  readonly iteration: number;
  readonly elapsedSeconds: number;
  readonly files: RunFiles;
}
