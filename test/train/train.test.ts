import { describe, expect, test } from 'vitest';
import { NumericError } from '../../src/base/errors.ts';
import { float32 } from '../../src/base/host-tensor.ts';
import type { Evaluator } from '../../src/metrics/evaluator.ts';
import type { Device } from '../../src/runtime/device.ts';
import type { TrainEvent } from '../../src/train/events.ts';
import type { Snapshot } from '../../src/train/snapshot.ts';
import { type TrainOptions, train } from '../../src/train/train.ts';
import { createTrainer } from '../../src/train/trainer.ts';
import { toyOptions } from './toy.ts';

async function eventsOf(options: TrainOptions): Promise<TrainEvent[]> {
  const events: TrainEvent[] = [];
  for await (const event of train(options)) events.push(event);
  return events;
}

/** An evaluator that keeps what it draws. */
function recordingEvaluator(
  drawn: number[][],
  work: (signal?: AbortSignal) => Promise<void> = async () => {},
): Evaluator {
  return {
    kind: 'images',
    release: async () => {},
    nearest: () => Promise.reject(new Error('nobody asks for it')),
    evennessOf: () => ({}),
    async evaluate(sampler, options) {
      const parts = [await sampler(4), await sampler(3)];
      drawn.push(parts.flatMap(({ data }) => Array.from(data, Number)));
      await work(options?.signal);
      const numbers = { nearestDistance: 0, testNearestDistance: 0, nearest: [] };
      const counts = { samples: 7, real: 60 };
      return { kind: 'images', dataset: 'toy', realSeed: 0, notes: [], counts, ...numbers };
    },
  };
}

const inShort = (events: readonly TrainEvent[]) =>
  events.map(({ type, iteration }) => `${type} ${iteration}`);

async function endOf(options: TrainOptions): Promise<Snapshot> {
  const end = (await eventsOf(options)).at(-1);
  if (end?.type !== 'end') throw new Error('must end');
  return end.snapshot;
}

describe('events', () => {
  test('come in order, at their cadences and at the end', async () => {
    const options = {
      ...(await toyOptions()),
      iterations: 7,
      logEvery: 3,
      sampleEvery: 4,
      checkpointEvery: 3,
    };
    expect(inShort(await eventsOf(options))).toEqual([
      ...['start 0', 'sample 0', 'checkpoint 0'],
      ...['iteration 3', 'checkpoint 3', 'sample 4', 'iteration 6', 'checkpoint 6'],
      ...['iteration 7', 'sample 7', 'checkpoint 7', 'end 7'],
    ]);
  });

  test('without a cadence there are no checkpoints; nothing to do is done at once', async () => {
    const options = { ...(await toyOptions()), iterations: 0 };
    expect(inShort(await eventsOf(options))).toEqual(['start 0', 'sample 0', 'end 0']);
  });

  test('evaluations come at their cadence and at the end, from the same noise each time', async () => {
    const drawn: number[][] = [];
    const options = { ...(await toyOptions()), iterations: 7, evaluateEvery: 3, checkpointEvery: 3 };
    const events = await eventsOf({ ...options, evaluator: recordingEvaluator(drawn) });
    const measured = events.filter(({ type }) => type !== 'sample');
    expect(inShort(measured)).toEqual([
      ...['start 0', 'checkpoint 0', 'evaluation 3', 'checkpoint 3', 'evaluation 6', 'checkpoint 6'],
      ...['iteration 7', 'evaluation 7', 'checkpoint 7', 'end 7'],
    ]);
    const evaluations = events.filter((event) => event.type === 'evaluation');
    const checkpoints = events.filter((event) => event.type === 'checkpoint');
    expect(evaluations[0]).toMatchObject({ seed: 1, snapshot: { iteration: 3 }, report: { kind: 'images' } });
    expect(evaluations[0]!.snapshot).toEqual(checkpoints[1]!.snapshot);
    expect(drawn.length).toBe(3);
    expect(drawn[0]).not.toEqual(drawn[1]);
    const trainer = await createTrainer({ ...options, snapshot: evaluations[1]!.snapshot });
    const sampler = trainer.evaluationSampler();
    const parts = [await sampler(4), await sampler(3)].flatMap(({ data }) => Array.from(data, Number));
    await trainer.release();
    expect(parts).toEqual(drawn[1]);
    expect(parts.slice(0, 6)).not.toEqual(parts.slice(8));
    const silent = await eventsOf({ ...options, evaluateEvery: 0, evaluator: recordingEvaluator([]) });
    expect(silent.some(({ type }) => type === 'evaluation')).toBe(false);
  });

  test('evaluations take no time of training, and a signal ends them', async () => {
    let clock = 0;
    const stop = new AbortController();
    const evaluator = recordingEvaluator([], async (signal) => {
      clock += 5000;
      if (clock > 6000) stop.abort();
      signal?.throwIfAborted();
    });
    const base = { ...(await toyOptions()), iterations: 9, evaluateEvery: 2, checkpointEvery: 100 };
    const events = await eventsOf({ ...base, evaluator, now: () => clock, signal: stop.signal });
    expect(inShort(events).slice(3)).toEqual(['evaluation 2', 'checkpoint 4', 'end 4']);
    expect(events[3]).toMatchObject({ seconds: 5, elapsedSeconds: 0 });
    expect(events.at(-1)).toMatchObject({ elapsedSeconds: 0, reason: 'stopped' });
  });

  test('tell the numbers of the contract', async () => {
    const base = await toyOptions({ holdout: 12 });
    let clock = 0;
    const options = { ...base, iterations: 2, logEvery: 2, now: () => (clock += 500), memoryBytes: () => 42 };
    const event = (await eventsOf(options)).find(({ type }) => type === 'iteration');
    expect(Object.keys(event!).sort()).toEqual([
      ...['criticLoss', 'elapsedSeconds', 'generatorLoss', 'gradientNorm', 'imagesPerSecond', 'iteration'],
      ...['memoryBytes', 'penalty', 'type', 'wasserstein', 'wassersteinHoldout'],
    ]);
  });

  test('the speed counts real images, and time in between counts as a pause', async () => {
    let clock = 0;
    const step = async () => {
      clock += 1000;
    };
    const base = await toyOptions();
    const between = async () => {
      await step();
      return 'go' as const;
    };
    const device: Device = {
      ...base.device,
      load: async (...given) => {
        const program = await base.device.load(...given);
        const isTraining = given[0].name === 'iteration';
        const run: typeof program.run = async (...fed) => {
          if (isTraining) clock += 100;
          return program.run(...fed);
        };
        return { ...program, run };
      },
    };
    const options = { ...base, device, iterations: 4, logEvery: 2, now: () => clock, between };
    const lines = (await eventsOf(options)).filter((event) => event.type === 'iteration');
    expect(lines.map(({ imagesPerSecond }) => imagesPerSecond)).toEqual([180, 180]); // 9 · 2 every 0.1 s
    expect(lines.map(({ elapsedSeconds }) => Number(elapsedSeconds.toFixed(6)))).toEqual([0.2, 0.4]);
  });

  test('a signal ends the run after the iteration at hand, `between` before the next', async () => {
    const stop = new AbortController();
    const options = { ...(await toyOptions()), iterations: 50, logEvery: 1, checkpointEvery: 100 };
    const events: TrainEvent[] = [];
    for await (const event of train({ ...options, signal: stop.signal })) {
      events.push(event);
      if (event.iteration === 3) stop.abort();
    }
    expect(inShort(events).slice(-2)).toEqual(['checkpoint 3', 'end 3']);
    expect(events.at(-1)).toMatchObject({ reason: 'stopped' });
    const between = async ({ iteration }: { iteration: number }) =>
      (iteration === 2 ? 'stop' : 'go') as 'stop' | 'go';
    expect(inShort(await eventsOf({ ...options, between })).at(-1)).toBe('end 2');
  });
});

describe('the trajectory', () => {
  test('is the same for the same seed, and another for another', async () => {
    const base = await toyOptions();
    const first = await endOf({ ...base, iterations: 5 });
    expect(await endOf({ ...base, iterations: 5 })).toEqual(first);
    expect((await endOf({ ...base, seed: 2, iterations: 5 })).state).not.toEqual(first.state);
  });

  test('does not depend on logs, samples, checkpoints, evaluations, the number of iterations or the reading of held-out numbers', async () => {
    const base = await toyOptions({ holdout: 12, average: 0.9, generatorNorm: 'batch' });
    const quiet = await endOf({ ...base, iterations: 6, logEvery: 100, sampleEvery: 100 });
    const loud = await endOf({ ...base, iterations: 6, logEvery: 1, sampleEvery: 1, checkpointEvery: 1 });
    expect(loud).toEqual(quiet);
    const evaluator = recordingEvaluator([]);
    expect(await endOf({ ...base, iterations: 6, evaluator, evaluateEvery: 1 })).toEqual(quiet);
    const longer = await eventsOf({ ...base, iterations: 9, checkpointEvery: 6 });
    const sixth = longer.find(({ type, iteration }) => type === 'checkpoint' && iteration === 6);
    expect(sixth?.type === 'checkpoint' && sixth.snapshot).toEqual(quiet);
  });

  test('does not depend on looks into the networks', async () => {
    const base = await toyOptions({ average: 0.9, generatorNorm: 'batch' });
    const events = await eventsOf({ ...base, iterations: 210, logEvery: 10, sampleEvery: 1000 });
    const looks = events.flatMap((event) =>
      event.type === 'iteration' && event.health ? [event.iteration] : [],
    );
    expect(looks).toEqual([100, 200]);
    const trainer = await createTrainer(base);
    for (let iteration = 0; iteration < 210; iteration++) await trainer.step();
    const unwatched = await trainer.snapshot();
    await trainer.release();
    const end = events.at(-1)!;
    expect(end.type === 'end' && end.snapshot).toEqual(unwatched);
  });

  test('goes on from a snapshot as if it had never stopped', async () => {
    const base = await toyOptions({ optimizer: 'adam', average: 0.9 });
    const whole = await endOf({ ...base, iterations: 8 });
    const half = await endOf({ ...base, iterations: 3 });
    expect(half).toMatchObject({ iteration: 3, counts: { critic: 6, generator: 3 }, cursor: 54 });
    expect(await endOf({ ...base, iterations: 8, snapshot: half })).toEqual(whole);
  });

  test('follows live settings from the next iteration on', async () => {
    const base = await toyOptions({ average: 0 });
    const trainer = await createTrainer(base);
    await trainer.step();
    trainer.change({ generatorLearningRate: 0, criticLearningRate: 0 });
    const before = await trainer.snapshot();
    await trainer.step();
    const after = await trainer.snapshot();
    for (const [name, tensor] of Object.entries(after.state)) {
      if (!name.startsWith('optimizer')) expect(tensor, name).toEqual(before.state[name]);
    }
    expect(after.settings).toMatchObject({ generatorLearningRate: 0, penalty: 10 });
    await trainer.release();
  });

  test('a checkpoint has the settings of its last iteration, not those that were changed since', async () => {
    const base = { ...(await toyOptions()), iterations: 2, checkpointEvery: 10 };
    const between: TrainOptions['between'] = async (trainer) => {
      trainer.change({ penalty: trainer.iteration + 1 });
      return trainer.iteration === 1 ? 'stop' : 'go';
    };
    const penalties = (await eventsOf({ ...base, between })).flatMap((event) =>
      event.type === 'checkpoint' || event.type === 'end' ? [event.snapshot.settings.penalty] : [],
    );
    expect(penalties).toEqual([10, 1, 2]);
  });
});

describe('the warm-up', () => {
  test('is so many critic updates ahead of the first iteration, with streams of their own', async () => {
    const base = await toyOptions({ criticWarmup: 3, average: 0.9 });
    const trainer = await createTrainer(base);
    const before = await trainer.snapshot();
    expect([await trainer.warmUp(), await trainer.warmUp(), await trainer.warmUp()]).toEqual([
      true,
      true,
      true,
    ]);
    expect(await trainer.warmUp()).toBe(false);
    const warm = await trainer.snapshot();
    expect(warm).toMatchObject({ iteration: 0, counts: { critic: 3, generator: 0 }, cursor: 27 });
    for (const [name, tensor] of Object.entries(warm.state)) {
      const isCritic = name.startsWith('critic') || name.startsWith('optimizer.critic');
      const isLastBias = name.includes('critic.2.bias'); // its gradient is 0
      if (!isLastBias) expect(tensor.data.join() === before.state[name]!.data.join(), name).toBe(!isCritic);
    }
    await trainer.step();
    const after = await trainer.snapshot();
    expect(after).toMatchObject({ iteration: 1, counts: { critic: 5, generator: 1 }, cursor: 45 });
    await trainer.release();
    expect(await endOf({ ...base, iterations: 1 })).toEqual(after);
    expect(await endOf({ ...base, iterations: 4, snapshot: after })).toEqual(
      await endOf({ ...base, iterations: 4 }),
    );
  });

  test('goes on from within, and 0 is as if there were none', async () => {
    const base = await toyOptions({ criticWarmup: 4, optimizer: 'adam' });
    const trainer = await createTrainer(base);
    await trainer.warmUp();
    const within = await trainer.snapshot();
    await trainer.release();
    const whole = await endOf({ ...base, iterations: 3 });
    expect(await endOf({ ...base, iterations: 3, snapshot: within })).toEqual(whole);
    const none = await toyOptions({ optimizer: 'adam' });
    const without = await endOf({ ...none, iterations: 3 });
    expect(without.counts).toEqual({ critic: 6, generator: 3 });
    expect(without.state).not.toEqual(whole.state);
  });

  test('ends with a signal; its images count for the speed', async () => {
    const stop = new AbortController();
    const base = await toyOptions({ criticWarmup: 50 });
    const options = { ...base, iterations: 5, checkpointEvery: 5, logEvery: 1, signal: stop.signal };
    let clock = 0;
    const now = () => {
      clock += 200;
      return clock;
    };
    const breathe = async () => stop.abort();
    const events = await eventsOf({ ...options, now, breathe });
    expect(inShort(events)).toEqual(['start 0', 'sample 0', 'checkpoint 0', 'end 0']);
    const first = (await eventsOf({ ...base, iterations: 1, logEvery: 1 })).find(
      ({ type }) => type === 'iteration',
    );
    const { imagesPerSecond = 0, elapsedSeconds = 0 } = first?.type === 'iteration' ? first : {};
    expect(imagesPerSecond * elapsedSeconds).toBeCloseTo(52 * 9, -1);
  });
});

test('programs are loaded before the first iteration, and none after it', async () => {
  const base = await toyOptions({ holdout: 12 });
  const loads: string[] = [];
  const device: Device = {
    ...base.device,
    load: (program, options) => {
      loads.push(program.name);
      return base.device.load(program, options);
    },
  };
  const before: number[] = [];
  for await (const event of train({ ...base, device, iterations: 4, logEvery: 1, sampleEvery: 1 })) {
    if (event.type === 'start' || event.type === 'end') before.push(loads.length);
  }
  expect(before).toEqual([7, 7]);
});

test('the preview is the same noise at every iteration, apart from the noise of training', async () => {
  const trainer = await createTrainer({
    ...(await toyOptions({ average: 0 })),
    settings: { generatorLearningRate: 0, criticLearningRate: 0, penalty: 1, clip: 1 },
  });
  const first = float32([512, 2], (await trainer.preview()).data.slice());
  await trainer.step();
  expect((await trainer.preview()).data).toEqual(first.data);
  await trainer.release();
});

test('a number that is not finite stops training, naming the number and the tensor', async () => {
  const base = await toyOptions({ learningRate: 1e30 });
  const error = await eventsOf({ ...base, iterations: 50 }).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(NumericError);
  expect((error as NumericError).message).toMatch(
    /^iteration \d+: \w+ must be finite, got (NaN|-?Infinity) \(/,
  );
});
