// Trains a configuration and records it in a run folder.

import { ConfigError, RunError } from '../base/errors.ts';
import type { Evaluator } from '../metrics/evaluator.ts';
import { dataCautionsOf } from '../train/data-cautions.ts';
import type { EndEvent } from '../train/events.ts';
import { cautionsOf, learntOf, scheduleOf, settingsOf } from '../train/setup.ts';
import { type TrainOptions, train } from '../train/train.ts';
import { controlReader } from './control.ts';
import type { RunEvent } from './events.ts';
import { type OpenRun, openNewRun } from './open-run.ts';
import type { RunResult, RunTrainingOptions } from './options.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { openResumedRun } from './resume.ts';
import { failureNote, type StatusWriter, statusWriter } from './status.ts';
import { steering } from './steering.ts';
import { system as thisSystem } from './system.ts';
import { hasBoard, openBoard } from './tensorboard.ts';

export type { Progress, RunResult, RunTrainingOptions } from './options.ts';

/** Trains until all iterations are made, or the signal or a command ends it, and records everything in a run folder.
 *  @throws ConfigError, DataError, FormatError, DeviceError before anything is written
 *  @throws RunError if the folder is in use or cannot be written
 *  @throws NumericError at the first number that is not finite; the last good checkpoint stays
 *  @throws the signal's reason if it comes before training begins; whatever keeps a new run from beginning, it leaves
 *          nothing behind */
export async function runTraining(options: RunTrainingOptions): Promise<RunResult> {
  const opened = await open(options);
  let isKept = false;
  try {
    return await follow(opened, {
      ...options,
      onEvent: (event) => {
        isKept ||= event.type !== 'error';
        options.onEvent?.(event);
      },
    });
  } catch (error) {
    isKept ||= error instanceof RunError; // what failed is the folder itself
    throw error;
  } finally {
    opened.lock.release();
    if (!isKept) opened.discard?.();
  }
}

function open(options: RunTrainingOptions): Promise<OpenRun> {
  const { config, resume, system = thisSystem() } = options;
  if (resume !== undefined) return openResumedRun(resume, system, options);
  if (config === undefined) throw new ConfigError('runTraining: expected config or resume, got neither');
  return openNewRun(config, system, options);
}

async function follow(opened: OpenRun, options: RunTrainingOptions): Promise<RunResult> {
  const { system, paths, run, dataset } = opened;
  const { onEvent = () => {} } = options;
  const status = statusWriter(system, paths, run.config.training.iterations);
  let iteration = opened.start?.iteration ?? 0;
  let evaluator: Evaluator | undefined;
  try {
    status.tell('starting', iteration, opened.elapsedBefore);
    options.onProgress?.({ stage: 'compile', dataset, folder: paths.folder });
    const recorder = createRecorder(opened);
    const isBoarded =
      options.tensorboard || (opened.start !== undefined && hasBoard(system.files, paths.folder));
    const board = isBoarded ? openBoard(system, paths, run) : undefined;
    evaluator = await evaluatorOf(opened, options);
    for await (const event of train(trainOptions(opened, status, evaluator, options))) {
      iteration = event.iteration;
      if (event.type === 'end') return finish(opened, recorder, status, event, options);
      const told = await recorder.record(event);
      board?.tell(told);
      onEvent(told);
      if (event.type === 'start') warn(opened, onEvent);
    }
    throw new Error('train: must end with an end event, got none');
  } catch (error) {
    if (isReasonOf(options.signal, error)) {
      tellInterrupted(opened, status);
      throw error;
    }
    fail(status, error);
    onEvent({ type: 'error', iteration, ...failureNote(error) });
    throw error;
  } finally {
    await evaluator?.release();
  }
}

const isReasonOf = (signal: AbortSignal | undefined, error: unknown) =>
  signal?.aborted === true && error === signal.reason;

/** Of a run that was to go on, that it did not get so far. */
function tellInterrupted({ start, elapsedBefore }: OpenRun, status: StatusWriter): void {
  if (start !== undefined) status.tell('interrupted', start.iteration, elapsedBefore);
}

async function evaluatorOf(
  { run, dataset, device }: OpenRun,
  { signal, onProgress }: RunTrainingOptions,
): Promise<Evaluator | undefined> {
  if (run.config.run.evaluateEvery === 0) return undefined;
  onProgress?.({ stage: 'reference' });
  const { openEvaluator } = await import('../metrics/open-evaluator.ts'); // other commands start faster without it
  return openEvaluator(dataset, device, { ...(signal && { signal }) });
}

function trainOptions(
  opened: OpenRun,
  status: StatusWriter,
  evaluator: Evaluator | undefined,
  { signal, seconds, onEvent = () => {}, onProgress }: RunTrainingOptions,
): TrainOptions {
  const { system, paths, run, gan, dataset, device, start, elapsedBefore, readingsBefore, changes } = opened;
  const done = new Set(changes.map(({ id }) => id));
  const control = controlReader(system.files, paths, done, opened.controlBytes);
  return {
    ...{ gan, dataset, device, elapsedBefore, readingsBefore },
    ...scheduleOf(run.config),
    settings: settingsOf(run.config, run.idle),
    now: system.now,
    memoryBytes: system.memoryBytes,
    between: within(
      seconds === undefined ? undefined : elapsedBefore + seconds,
      steering({ system, paths, control, status, changes, onEvent, signal }),
    ),
    ...(evaluator && { evaluator }),
    ...(start && { snapshot: start }),
    ...(signal && { signal }),
    onCompiling: (compiling) => onProgress?.({ stage: 'compiling', compiling }),
  };
}

type Between = NonNullable<TrainOptions['between']>;

/** Ends a run once it has trained so many seconds in all. */
const within =
  (limit: number | undefined, between: Between): Between =>
  (trainer, elapsedSeconds) =>
    limit !== undefined && elapsedSeconds >= limit
      ? Promise.resolve('stop')
      : between(trainer, elapsedSeconds);

function warn({ run, dataset, cautions, start }: OpenRun, onEvent: (event: RunEvent) => void): void {
  const iteration = start?.iteration ?? 0;
  const all: OpenRun['cautions'] = [
    ...cautions,
    ...dataCautionsOf(run.config, dataset),
    ...cautionsOf(run.config, learntOf(dataset)),
  ];
  for (const { name, message, help } of all) {
    onEvent({ type: 'warning', iteration, name, message, ...(help !== undefined && { help }) });
  }
}

function finish(
  { paths: { folder } }: OpenRun,
  recorder: Recorder,
  status: StatusWriter,
  { iteration, elapsedSeconds, snapshot, ...event }: EndEvent,
  { signal, onEvent }: RunTrainingOptions,
): RunResult {
  const ended = signal?.aborted ? 'interrupted' : 'stopped';
  const reason = event.reason === 'done' ? 'done' : ended;
  const files = recorder.finish(snapshot);
  status.tell(reason, iteration, elapsedSeconds);
  const result = { folder, reason, iteration, elapsedSeconds, files } as const;
  onEvent?.({ type: 'end', ...result });
  return result;
}

/** A disk that is full cannot tell so. */
function fail(status: StatusWriter, error: unknown): void {
  try {
    status.fail(error);
  } catch {
    // the error itself says more
  }
}
