// A whole training run as a stream of events.

import type { TrainEvent } from './events.ts';
import { createTrainer, type Trainer, type TrainerOptions } from './trainer.ts';

/** How a run is listened to. None of it changes what is learnt. */
export interface TrainOptions extends TrainerOptions {
  /** Generator updates, counted from the very start of the run. */
  readonly iterations: number;
  readonly logEvery?: number;
  readonly sampleEvery?: number;
  /** Ends the run after the iteration at hand. */
  readonly signal?: AbortSignal;
  /** Milliseconds from any fixed point. */
  readonly now?: () => number;
  /** Memory of the process in bytes. */
  readonly memoryBytes?: () => number;
  /** Lets the platform handle signals and timers; called about ten times a second. */
  readonly breathe?: () => Promise<void>;
  /** Seconds that earlier parts of a resumed run took. */
  readonly elapsedBefore?: number;
}

const BREATH_MILLISECONDS = 100;

const nextTask = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** Trains and yields what happens, in order: `start`, then `sample`, `iteration` and `change` events, then `end`.
 *  A listener may call `trainer.change` between events.
 *  @throws NumericError at the first number that is not finite */
export async function* train(options: TrainOptions): AsyncGenerator<TrainEvent, void> {
  const { now = () => performance.now() } = options;
  const begin = now();
  const trainer = await createTrainer(options);
  try {
    yield startEvent(options, trainer, (now() - begin) / 1000);
    yield* iterate(options, trainer, now);
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

/** The iterations of a trainer as events, without the start. */
export async function* iterate(
  options: TrainOptions,
  trainer: Trainer,
  now: () => number,
): AsyncGenerator<TrainEvent, void> {
  const { iterations, logEvery = 10, sampleEvery = 100, signal, breathe = nextTask } = options;
  const { batch, criticSteps } = trainer.gan;
  const begin = now();
  const elapsedSeconds = () => (options.elapsedBefore ?? 0) + (now() - begin) / 1000;
  let lastBreath = begin;
  let logged = { at: begin, iteration: trainer.iteration };
  if (trainer.iteration === 0) yield { type: 'sample', iteration: 0, samples: await trainer.preview() };
  while (trainer.iteration < iterations && !signal?.aborted) {
    const metrics = await trainer.step();
    const { iteration } = trainer;
    const isLast = iteration === iterations;
    if (iteration % logEvery === 0 || isLast) {
      const time = now();
      const images = (iteration - logged.iteration) * batch * criticSteps;
      yield {
        type: 'iteration',
        iteration,
        ...metrics,
        ...(await trainer.heldOut()),
        imagesPerSecond: (1000 * images) / (time - logged.at),
        elapsedSeconds: elapsedSeconds(),
        ...(options.memoryBytes && { memoryBytes: options.memoryBytes() }),
      };
      logged = { at: time, iteration };
    }
    if (iteration % sampleEvery === 0 || isLast) {
      yield { type: 'sample', iteration, samples: await trainer.preview() };
    }
    if (now() - lastBreath > BREATH_MILLISECONDS) {
      await breathe();
      lastBreath = now();
    }
  }
  yield {
    type: 'end',
    iteration: trainer.iteration,
    elapsedSeconds: elapsedSeconds(),
    reason: trainer.iteration >= iterations ? 'done' : 'stopped',
    snapshot: await trainer.snapshot(),
  };
}
