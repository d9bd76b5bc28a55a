// A whole training run as a stream of events.

import { nextTask } from '../base/next-task.ts';
import { liveNames } from '../base/options.ts';
import { sizeOf } from '../base/shape.ts';
import type { LiveSettings } from '../gan/live-settings.ts';
import type { Reading } from '../health/history.ts';
import { createWatcher } from '../health/watcher.ts';
import type { Evaluator } from '../metrics/evaluator.ts';
import type { Report } from '../metrics/reports.ts';
import type { Sampler } from '../metrics/samples.ts';
import type { EvaluationEvent, IterationEvent, TrainEvent } from './events.ts';
import { requireMemory } from './memory.ts';
import { numbersReading } from './readings.ts';
import type { IterationNumbers } from './snapshot.ts';
import { createTrainer, type Trainer, type TrainerOptions } from './trainer.ts';

/** How a run is listened to. None of it changes what is learnt, but for what `between` changes. */
export interface TrainOptions extends TrainerOptions {
  /** Generator updates, counted from the very start of the run. */
  readonly iterations: number;
  readonly logEvery?: number;
  readonly sampleEvery?: number;
  /** Measures samples every `evaluateEvery` iterations and after the last one. Its time counts neither as elapsed nor
   *  for the speed. */
  readonly evaluator?: Evaluator;
  /** By default, and at 0, there are no evaluations. */
  readonly evaluateEvery?: number;
  /** Iterations between checkpoint events, which also come at the start and the end; by default there are none. */
  readonly checkpointEvery?: number;
  /** Called before every iteration. It may change settings, wait, or end the run by giving `stop`; the time it takes
   *  counts neither as elapsed nor for the speed. */
  readonly between?: (trainer: Trainer, elapsedSeconds: number) => Promise<'go' | 'stop'>;
  /** Milliseconds from any fixed point. */
  readonly now?: () => number;
  /** Memory of the process in bytes. */
  readonly memoryBytes?: () => number;
  /** Seconds that earlier parts of a resumed run took. */
  readonly elapsedBefore?: number;
  /** What earlier parts of a resumed run logged: what was told of its health then is not told again. */
  readonly readingsBefore?: readonly Reading[];
}

const BREATH_MILLISECONDS = 100;

/** Iterations between looks into the networks, at least. */
const LOOK_EVERY = 100;

/** Trains and yields what happens: `start`, then of every iteration those of `iteration`, `sample`, `evaluation`
 *  and `checkpoint` that are due, in this order, then `end`. A `warning` follows the event in which
 *  it was seen.
 *  @throws ConfigError if it cannot fit this machine's memory
 *  @throws NumericError at the first number that is not finite
 *  @throws the signal's reason if it comes before the first event */
export async function* train(options: TrainOptions): AsyncGenerator<TrainEvent, void> {
  const { now = () => performance.now() } = options;
  requireMemory(options.gan, options.dataset);
  const begin = now();
  const trainer = await createTrainer({ ...options, isWatched: true });
  try {
    yield startEvent(options, trainer, (now() - begin) / 1000);
    yield* iterate(options, trainer, stopwatch(now));
  } finally {
    await trainer.release();
  }
}

function startEvent(
  { device, iterations }: TrainOptions,
  trainer: Trainer,
  compileSeconds: number,
): TrainEvent {
  const { generator, critic } = trainer.parameterCounts;
  return {
    type: 'start',
    iteration: trainer.iteration,
    iterations,
    device: device.name,
    threads: device.threads,
    generatorParameters: generator,
    criticParameters: critic,
    compileSeconds,
  };
}

/** Seconds that pass, pauses left out. */
interface Stopwatch {
  seconds(): number;
  /** Waits for `work` without counting the time. */
  pause<T>(work: () => Promise<T>): Promise<T>;
}

function stopwatch(now: () => number): Stopwatch {
  let begin = now();
  return {
    seconds: () => (now() - begin) / 1000,
    async pause(work) {
      const stopped = now();
      try {
        return await work();
      } finally {
        begin += now() - stopped;
      }
    },
  };
}

async function* iterate(
  options: TrainOptions,
  trainer: Trainer,
  watch: Stopwatch,
): AsyncGenerator<TrainEvent, void> {
  const { iterations, signal, between = async () => 'go' as const, elapsedBefore = 0 } = options;
  const rest = breathing(options, watch);
  const report = reporting(options, trainer, watch);
  let { settings } = trainer;
  if (trainer.iteration === 0) yield* report.first();
  while (trainer.iteration < iterations && !signal?.aborted) {
    const elapsedSeconds = elapsedBefore + watch.seconds();
    if ((await watch.pause(() => between(trainer, elapsedSeconds))) === 'stop') break;
    if (!(await isWarm(trainer, rest, signal))) break;
    settings = trainer.settings;
    yield* report.after(await trainer.step());
    await rest();
  }
  yield* report.last(settings);
}

/** Makes the warm-up ahead of the first iteration; false if the signal came meanwhile. It belongs to that iteration:
 *  what `between` changes is the same in both, and a run that is stopped in it begins it again. */
async function isWarm(
  trainer: Trainer,
  rest: () => Promise<void>,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  while (await trainer.warmUp()) {
    await rest();
    if (signal?.aborted) return false;
  }
  return true;
}

function breathing({ breathe = nextTask }: TrainOptions, watch: Stopwatch): () => Promise<void> {
  let last = watch.seconds();
  return async () => {
    if (watch.seconds() - last < BREATH_MILLISECONDS / 1000) return;
    await breathe();
    last = watch.seconds();
  };
}

/** A watcher of health that knows what was logged before, and the iteration of the last look into the networks. */
function watching({ gan, readingsBefore = [] }: TrainOptions, trainer: Trainer) {
  const live = liveNames(gan.objective.options);
  const watcher = createWatcher({
    chanceLoss: gan.objective.chanceLoss,
    sampleSize: sizeOf(gan.sampleShape),
    settings: () => Object.fromEntries(live.map((name) => [name, trainer.settings[name]])),
  });
  for (const reading of readingsBefore) watcher.observe(reading);
  const looked = readingsBefore.findLast(({ criticSlope }) => criticSlope !== undefined)?.iteration ?? 0;
  return { watcher, looked };
}

/** The events of the iterations of a trainer. */
function reporting(options: TrainOptions, trainer: Trainer, watch: Stopwatch) {
  const { iterations, logEvery = 10, sampleEvery = 100, checkpointEvery, elapsedBefore = 0 } = options;
  const { evaluator, evaluateEvery = 0 } = options;
  const start = { iteration: trainer.iteration, isResumed: options.snapshot !== undefined };
  let logged = { at: watch.seconds(), consumed: trainer.consumed };
  let saved = start.isResumed ? start.iteration : undefined;
  const { watcher, looked: lookedBefore } = watching(options, trainer);
  let looked = lookedBefore;

  const isDue = (every: number) => trainer.iteration % every === 0 || trainer.iteration === iterations;
  const sample = async (): Promise<TrainEvent> => {
    const samples = await trainer.preview();
    const plane = await trainer.plane(samples);
    return { type: 'sample', iteration: trainer.iteration, samples, ...(plane && { plane }) };
  };
  const look = async () => {
    if (trainer.iteration < looked + LOOK_EVERY) return {};
    looked = trainer.iteration;
    return { health: await trainer.look() };
  };
  const log = async (metrics: IterationNumbers): Promise<IterationEvent> => {
    const { iteration } = trainer;
    const at = watch.seconds();
    const images = trainer.consumed - logged.consumed;
    const seconds = at - logged.at;
    logged = { at, consumed: trainer.consumed };
    return {
      type: 'iteration',
      iteration,
      ...metrics,
      ...(await trainer.heldOut()),
      imagesPerSecond: images / seconds,
      elapsedSeconds: elapsedBefore + at,
      ...(options.memoryBytes && { memoryBytes: options.memoryBytes() }),
      ...(await look()),
    };
  };
  const warnings = (reading: Reading): readonly TrainEvent[] =>
    watcher.observe(reading).map((notice) => ({ type: 'warning', ...notice }));
  const checkpoint = async (settings: LiveSettings): Promise<TrainEvent> => {
    saved = trainer.iteration;
    return { type: 'checkpoint', iteration: saved, snapshot: { ...(await trainer.snapshot()), settings } };
  };

  return {
    async *first(): AsyncGenerator<TrainEvent, void> {
      yield await sample();
      if (checkpointEvery !== undefined && saved === undefined) yield await checkpoint(trainer.settings);
    },
    async *after(metrics: IterationNumbers): AsyncGenerator<TrainEvent, void> {
      if (isDue(logEvery)) {
        const event = await log(metrics);
        yield event;
        yield* warnings(numbersReading(event));
      }
      if (isDue(sampleEvery)) yield await sample();
      if (evaluator !== undefined && evaluateEvery > 0 && isDue(evaluateEvery)) {
        for await (const event of evaluation(evaluator, options, trainer, watch)) {
          yield event;
          yield* warnings({ iteration: event.iteration, ...evaluator.evennessOf(event.report) });
        }
      }
      if (checkpointEvery !== undefined && isDue(checkpointEvery)) yield await checkpoint(trainer.settings);
    },
    async *last(settings: LiveSettings): AsyncGenerator<TrainEvent, void> {
      const { iteration } = trainer;
      if (checkpointEvery !== undefined && saved !== iteration) yield await checkpoint(settings);
      const reason = iteration >= iterations ? 'done' : 'stopped';
      const elapsedSeconds = elapsedBefore + watch.seconds();
      yield { type: 'end', iteration, elapsedSeconds, reason, snapshot: await trainer.snapshot() };
    },
  };
}

/** The event of an evaluation; none if the signal comes meanwhile. */
async function* evaluation(
  evaluator: Evaluator,
  options: TrainOptions,
  trainer: Trainer,
  watch: Stopwatch,
): AsyncGenerator<EvaluationEvent, void> {
  const { signal, seed, elapsedBefore = 0, breathe = nextTask, now = () => performance.now() } = options;
  const elapsedSeconds = elapsedBefore + watch.seconds();
  const draw = trainer.evaluationSampler();
  const sampler: Sampler = async (count) => {
    await breathe();
    return draw(count);
  };
  const begin = now();
  let report: Report;
  try {
    report = await watch.pause(() => evaluator.evaluate(sampler, { signal }));
  } catch (error) {
    if (signal?.aborted && error === signal.reason) return;
    throw error;
  }
  const { iteration } = trainer;
  const seconds = (now() - begin) / 1000;
  const snapshot = await trainer.snapshot();
  yield { type: 'evaluation', iteration, report, seed, seconds, elapsedSeconds, snapshot };
}
