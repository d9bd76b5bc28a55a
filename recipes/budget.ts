// Budgets of training that a busy machine cannot falsify: counted in iterations, which a recorded speed gives. It is measured
// by processor time on one thread, so that whoever else works on the machine does not matter.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset } from '../src/data/dataset.ts';
import { runTraining } from '../src/run/run-training.ts';
import { openDevice } from '../src/runtime/devices.ts';
import type { Config } from '../src/train/config.ts';
import { ganOf, scheduleOf, settingsOf } from '../src/train/setup.ts';
import { createTrainer } from '../src/train/trainer.ts';

/** Processor seconds of one thread that stand for a minute of two: an iteration that both share is no faster than that. */
export const SECONDS_PER_MINUTE = 120;

/** Stretches that are timed, of so many seconds at least. */
const [STRETCHES, SECONDS] = [5, 1];

const processorSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Iterations in a second of a processor: those of the fastest of some stretches. Nothing else may work in the process. */
export async function speedOf(config: Config, dataset: Dataset, now = processorSeconds): Promise<number> {
  const trainer = await createTrainer({
    ...scheduleOf(config),
    gan: ganOf(config, dataset.sampleShape),
    settings: settingsOf(config),
    dataset,
    device: await openDevice('cpu', { threads: 1 }),
  });
  try {
    await trainer.step();
    let fastest = 0;
    for (let stretch = 0; stretch < STRETCHES; stretch++) {
      const [first, begin] = [trainer.iteration, now()];
      let seconds = 0;
      while (seconds < SECONDS) {
        await trainer.step();
        seconds = now() - begin;
      }
      fastest = Math.max(fastest, (trainer.iteration - first) / seconds);
    }
    return fastest;
  } finally {
    await trainer.release();
  }
}

/** Iterations that so many minutes of two processors are worth. */
export const iterationsIn = (minutes: number, perSecond: number): number =>
  Math.max(1, Math.round(minutes * SECONDS_PER_MINUTE * perSecond));

/** Trains a run to an iteration, from where it is; killed and called again, it goes on. */
export async function trainTo(folder: string, config: Config, iterations: number): Promise<void> {
  const run = { checkpointEvery: Math.max(1, Math.round(iterations / 10)), keep: 1, threads: 1 };
  const isBegun = existsSync(join(folder, 'config.json'));
  const begun = isBegun
    ? { resume: folder, changes: { iterations, checkpointEvery: run.checkpointEvery } }
    : {
        out: folder,
        config: {
          ...config,
          training: { ...config.training, iterations },
          run: { ...config.run, ...run, sampleEvery: iterations, logEvery: 10 },
        },
      };
  await runTraining(begun);
}
