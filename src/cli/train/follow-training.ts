// Trains a run and shows how it goes, in the way that was asked for.

import fs from 'node:fs';
import { runPaths } from '../../run/folder.ts';
import { type Progress, type RunTrainingOptions, runTraining } from '../../run/run-training.ts';
import { readStatus } from '../../run/status.ts';
import type { Config } from '../../train/config.ts';
import { exitCodes, type Io } from '../io.ts';
import { say } from '../language/say.ts';
import type { Stopping } from '../stop-signals.ts';
import { canRedraw } from '../terminal/colors.ts';
import { createJsonView } from './json-view.ts';
import { createLiveView } from './live-view.ts';
import { createPlainView, createQuietView } from './plain-view.ts';
import type { View } from './view.ts';

/** How a run is shown. */
export interface ViewChoice {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly preview?: boolean;
  /** After so much training it is to end. */
  readonly seconds?: number | undefined;
}

/** The view that was asked for; on a terminal the live one. */
export function createView(io: Io, config: Config, { json, quiet, preview, seconds }: ViewChoice): View {
  const options = { io, config, hasPreview: preview !== false, iterationOf, seconds };
  if (json) return createJsonView(options);
  if (quiet) return createQuietView(options);
  const isLive = canRedraw({ isTerminal: io.stdout.isTerminal, env: io.env });
  return isLive ? createLiveView(options) : createPlainView(options);
}

const iterationOf = (folder: string) => readStatus(fs, runPaths(folder))?.iteration;

/** Trains and returns the exit code. */
export async function followTraining(
  view: View,
  stopping: Stopping,
  training: Pick<
    RunTrainingOptions,
    | 'config'
    | 'choose'
    | 'seconds'
    | 'criticWeights'
    | 'out'
    | 'overwrite'
    | 'resume'
    | 'changes'
    | 'tensorboard'
  >,
): Promise<number> {
  const { reason } = await runTraining({
    ...training,
    signal: stopping.signal,
    onEvent: (event) => view.event(event),
    onProgress: (progress) => showProgress(view, progress),
  });
  return reason === 'interrupted' ? stopping.code! : exitCodes.done;
}

const lockText = ({ owner, seconds }: Extract<Progress, { readonly stage: 'lock' }>) =>
  say`process ${owner.pid} on ${owner.host} holds the run: it is taken over if it shows no life for ${seconds} s`;

/** Shows what a run does before its first event. */
export function showProgress(view: View, progress: Progress): void {
  if (progress.stage === 'dataset') view.loading(progress.done, progress.total);
  else if (progress.stage === 'compile') view.dataset(progress.dataset, progress.folder);
  else if (progress.stage === 'compiling') view.compiling(progress.compiling);
  else if (progress.stage === 'chosen') view.chosen(progress.reasons);
  else if (progress.stage === 'lock') view.note(lockText(progress));
  else view.waiting('measuring the real data');
}
