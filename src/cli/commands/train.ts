// wgan train: trains a GAN and shows how it goes.

import fs from 'node:fs';
import type { Dataset } from '../../data/dataset.ts';
import { loadDataset } from '../../data/registry.ts';
import { chooseFolder } from '../../run/new-folder.ts';
import { type Progress, type RunResult, runTraining } from '../../run/run-training.ts';
import type { Config, PartialConfig } from '../../train/config.ts';
import type { CommandRecord, Invocation } from '../command.ts';
import { exitCodes, type Io } from '../io.ts';
import { planLines } from '../plan/plan.ts';
import { canRedraw, colorDepth, painter } from '../terminal/colors.ts';
import { idleKeys } from '../train/idle-keys.ts';
import { createJsonView } from '../train/json-view.ts';
import { createLiveView } from '../train/live-view.ts';
import { createPlainView, createQuietView } from '../train/plain-view.ts';
import { type Stopping, stopOnSignals } from '../train/stop-signals.ts';
import {
  addTrainOptions,
  refuseArguments,
  requestedConfig,
  resumedConfig,
  saidKeys,
  type TrainOptions,
} from '../train/train-options.ts';
import type { View } from '../train/view.ts';

export const trainCommand: CommandRecord = {
  name: 'train',
  summary: 'Train a GAN, by default a WGAN-GP on MNIST.',
  examples: [
    'wgan train',
    'wgan train --dataset ./photos --size 32 --iterations 20000',
    'wgan train --preset tutorial --out runs/tutorial',
    'wgan train --objective wgan --clip 0.02 --dry-run',
  ],
  options: addTrainOptions,
  run: runTrain,
};

async function runTrain({ io, options: typed, arguments: extra }: Invocation): Promise<number> {
  refuseArguments(extra);
  const options: TrainOptions = typed;
  const said = saidKeys(typed);
  const config =
    options.resume === undefined
      ? requestedConfig(options, said)
      : resumedConfig(options.resume, options, said);
  const view = createView(io, config, options);
  const stopping = stopOnSignals(io, () => view.stopping());
  try {
    for (const text of idleKeys(config, said)) view.note(text);
    if (options.dryRun) return await showPlan(io, config, options, view, stopping);
    const result = await train(config, options, said, view, stopping);
    return result.reason === 'interrupted' ? stopping.code! : exitCodes.done;
  } catch (error) {
    if (!stopping.signal.aborted || !isAbort(error)) throw error;
    return stopping.code!;
  } finally {
    stopping.release();
    view.close();
  }
}

const isAbort = (error: unknown) => error instanceof Error && error.name === 'AbortError';

function createView(io: Io, config: Config, options: TrainOptions): View {
  const viewOptions = { io, config, hasPreview: options.preview !== false };
  if (options.json) return createJsonView(viewOptions);
  if (options.quiet) return createQuietView(viewOptions);
  const isLive = canRedraw({ isTerminal: io.stdout.isTerminal, env: io.env });
  return isLive ? createLiveView(viewOptions) : createPlainView(viewOptions);
}

function train(
  config: Config,
  { out, overwrite, resume }: TrainOptions,
  said: PartialConfig,
  view: View,
  { signal }: Stopping,
): Promise<RunResult> {
  return runTraining({
    config,
    out,
    overwrite,
    resume,
    ...(resume !== undefined && { changes: said }),
    signal,
    onEvent: (event) => view.event(event),
    onProgress: (progress) => showProgress(view, progress),
  });
}

function showProgress(view: View, progress: Progress): void {
  if (progress.stage === 'dataset') view.loading(progress.done, progress.total);
  else view.dataset(progress.dataset);
}

async function showPlan(
  io: Io,
  config: Config,
  { out, overwrite = false }: TrainOptions,
  view: View,
  { signal }: Stopping,
): Promise<number> {
  const folder = chooseFolder(fs, out, overwrite) ?? 'a new folder below runs';
  const dataset = await readDataset(config, view, signal);
  view.dataset(dataset);
  const paint = painter(colorDepth({ isTerminal: io.stdout.isTerminal, env: io.env }));
  io.stdout.write(`${planLines(config, dataset, folder, paint).join('\n')}\n`);
  return exitCodes.done;
}

function readDataset({ dataset, size, color }: Config, view: View, signal: AbortSignal): Promise<Dataset> {
  return loadDataset(dataset, {
    color,
    ...(size !== null && { size }),
    signal,
    onProgress: (done, total) => view.loading(done, total),
  });
}
