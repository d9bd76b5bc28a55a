// kill −9 at random instants: needs the build, and processes.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { summarizeRun } from '../../src/run/list.ts';
import { replayRun } from '../../src/run/replay.ts';
import { runTraining } from '../../src/run/run-training.ts';
import { awaitChange, sendControl } from '../../src/run/send.ts';
import { ensureBuilt } from '../cli/built.ts';
import { type Child, startChild } from './children.ts';
import { finalCheckpoint, gzippedImages, linesOf, sharedFolder, tinyConfig } from './tiny.ts';

const shared = sharedFolder();
/** Kills in all, over two runs at a time. */
const kills = Number(process.env.WGAN_KILLS ?? 50);
const seed = Number(process.env.WGAN_SEED ?? Math.floor(Math.random() * 1e6));

/** Mulberry32: the instants of a failure can be had again. */
function randomNumbers(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

beforeAll(() => {
  process.stderr.write(`kills at instants of WGAN_SEED=${seed}\n`); // also where the test never comes to its end
  ensureBuilt();
  gzippedImages(shared.path);
});

const iterations = 40 * kills;
const config = (more = {}) =>
  tinyConfig(join(shared.path, 'data'), {
    iterations,
    logEvery: 10,
    sampleEvery: 50,
    checkpointEvery: 10,
    ...more,
  });

const milliseconds = (count: number) => new Promise<void>((resolve) => setTimeout(resolve, count));

/** Half of the instants are near the writing of a checkpoint, which follows the log of every tenth iteration; the others
 *  while it starts, or begins to train. */
async function someInstant(child: Child, random: () => number, during: () => void): Promise<void> {
  const kind = random();
  if (kind < 0.2) return milliseconds(400 * random());
  await child.printed((line) => line.startsWith('start'));
  during();
  if (kind < 0.4) return milliseconds(100 * random());
  let left = 1 + Math.floor(4 * random());
  await child.printed((line) => {
    if (line.startsWith('iteration')) left -= 1;
    return left <= 0;
  });
  return milliseconds(12 * random());
}

/** Starts the run again and again; each process is killed at a random instant after it began, or began to train. */
async function killOften(
  out: string,
  count: number,
  random: () => number,
  during: (out: string) => void,
): Promise<void> {
  for (let kill = 0; kill < count; kill++) {
    const begun = existsSync(join(out, 'config.json'));
    const child = startChild(begun ? { resume: out } : { config: config(), out });
    await someInstant(child, random, () => kill % 3 === 1 && during(out));
    child.process.kill('SIGKILL');
    const { code, signal, stderr } = await child.ended;
    expect([code ?? signal, stderr], `kill ${kill}, WGAN_SEED=${seed}`).toEqual([expect.anything(), '']);
  }
}

test(
  `killed ${kills} times, a run goes on to the same bytes (WGAN_SEED=${seed})`,
  async () => {
    const random = randomNumbers(seed);
    const plain = join(shared.path, 'plain');
    const steered = join(shared.path, 'steered');
    await Promise.all([
      killOften(plain, Math.ceil(kills / 2), random, () => {}),
      killOften(steered, Math.floor(kills / 2), random, (out) => {
        sendControl(out, { command: 'set', key: 'penalty', value: Math.round(100 * random()) / 10 });
      }),
    ]);
    const reached = Math.max(
      20,
      ...[plain, steered].map((out) => Number(finalCheckpoint(out).name.slice(0, 6))),
    );
    const rest = { iterations: reached + 10 };
    for (const out of [plain, steered]) await runTraining({ resume: out, changes: rest });
    const whole = join(shared.path, 'whole');
    await runTraining({ config: config(rest), out: whole });
    expect(finalCheckpoint(plain).bytes.equals(finalCheckpoint(whole).bytes)).toBe(true);
    expect(await replayRun(steered)).toMatchObject({ isSame: true, iteration: rest.iterations });
    expect(linesOf(join(steered, 'changes.jsonl')).length).toBeGreaterThan(0);
  },
  kills * 12_000,
);

test('while another process trains: no second one, commands are carried out, a signal saves', async () => {
  const out = join(shared.path, 'shared');
  const child = startChild({ config: config({ iterations: 1_000_000 }), out });
  await child.printed((line) => line.startsWith('iteration'));
  await expect(runTraining({ resume: out })).rejects.toThrow(
    `${out}: expected a run that nobody trains, got process ${child.process.pid} training it`,
  );
  const change = await awaitChange(out, sendControl(out, { command: 'set', key: 'penalty', value: 1 }));
  expect(change).toMatchObject({ command: 'set', key: 'penalty', value: 1 });
  await awaitChange(out, sendControl(out, { command: 'pause' }));
  await expect.poll(() => summarizeRun(out).state).toBe('paused');
  child.process.kill('SIGTERM');
  expect(await child.ended).toMatchObject({ code: 0, stderr: '' });
  const { state, iteration } = summarizeRun(out);
  expect(state).toBe('interrupted');
  expect(finalCheckpoint(out).name).toBe(`${String(iteration).padStart(6, '0')}.safetensors`);
}, 60_000);
