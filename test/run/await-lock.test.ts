// A lock that another host left: the run is watched by this process's own clock, and taken over once it stands still.

import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RunError } from '../../src/base/errors.ts';
import { awaitLock } from '../../src/run/await-lock.ts';
import { runPaths } from '../../src/run/folder.ts';
import { requireOwnLock } from '../../src/run/lock.ts';
import type { Progress } from '../../src/run/options.ts';
import { runTraining } from '../../src/run/run-training.ts';
import type { System } from '../../src/run/system.ts';
import { drive, quickSystem } from './drive.ts';
import { temporaryFolder, tinyConfig } from './tiny.ts';

const other = { pid: 77, host: 'elsewhere', started: 'x' };
const beat = (heartbeat: string) => JSON.stringify({ state: 'running', process: other, heartbeat });

/** A run folder that another host's process has locked. */
function locked(): string {
  const out = join(temporaryFolder(), 'run');
  mkdirSync(out);
  writeFileSync(join(out, 'lock'), JSON.stringify(other));
  writeFileSync(join(out, 'status.json'), beat('2001-01-01T00:00:00.000Z'));
  writeFileSync(join(out, 'metrics.jsonl'), '{"iteration":1}\n');
  return out;
}

/** A machine whose clock moves by waiting alone; `at` says what happens in a second. */
function clockSystem(
  at: Readonly<Record<number, () => void>> = {},
): System & { readonly seconds: () => number } {
  let seconds = 0;
  return {
    ...quickSystem(),
    now: () => 1000 * seconds,
    async sleep(milliseconds) {
      seconds += milliseconds / 1000;
      at[seconds]?.();
    },
    seconds: () => seconds,
  };
}

test('is taken over once heartbeat and log stand still for a minute, and said', async () => {
  const out = locked();
  const system = clockSystem();
  const said: Progress[] = [];
  const lock = await awaitLock(system, runPaths(out), { onProgress: (progress) => said.push(progress) });
  expect(system.seconds()).toBe(60);
  expect(said).toEqual([{ stage: 'lock', owner: other, seconds: 60 }]);
  expect(lock).toMatchObject({ takenFrom: other, silentSeconds: 60 });
  expect(JSON.parse(readFileSync(join(out, 'lock'), 'utf8'))).toEqual(system.process);
  lock.release();
  expect(existsSync(join(out, 'lock'))).toBe(false);
});

test.each([
  ['a heartbeat', (out: string) => writeFileSync(join(out, 'status.json'), beat('2000-01-01T00:00:00.000Z'))],
  ['a line of the log', (out: string) => appendFileSync(join(out, 'metrics.jsonl'), '{"iteration":2}\n')],
  ['another owner', (out: string) => writeFileSync(join(out, 'lock'), JSON.stringify({ ...other, pid: 78 }))],
])('%s in the last second means that it lives, whatever its clock says', async (_, move) => {
  const out = locked();
  const system = clockSystem({ 60: () => move(out) });
  const waiting = awaitLock(system, runPaths(out), {});
  await expect(waiting).rejects.toThrow(RunError);
  await expect(waiting).rejects.toThrow('got process 77 on elsewhere training it');
  await expect(waiting).rejects.toMatchObject({
    help: `stop it with wgan stop ${out}; if that process is gone, try again, or delete ${join(out, 'lock')}`,
  });
  expect(existsSync(join(out, 'lock'))).toBe(true);
});

test('a lock that is released meanwhile is free at once', async () => {
  const out = locked();
  const system = clockSystem({ 5: () => rmSync(join(out, 'lock')) });
  const lock = await awaitLock(system, runPaths(out), {});
  expect([system.seconds(), lock.takenFrom]).toEqual([5, undefined]);
});

test('a signal ends the wait', async () => {
  const out = locked();
  const stop = new AbortController();
  const system = clockSystem({ 3: () => stop.abort() });
  await expect(awaitLock(system, runPaths(out), { signal: stop.signal })).rejects.toThrow(/abort/i);
  expect(JSON.parse(readFileSync(join(out, 'lock'), 'utf8'))).toEqual(other);
});

test('of two that wait, one gets it', async () => {
  const out = locked();
  const rival = { ...clockSystem(), process: { pid: 5, host: 'third', started: 'y' } };
  const both = await Promise.allSettled([
    awaitLock(clockSystem(), runPaths(out), {}),
    awaitLock(rival, runPaths(out), {}),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a run that is taken over goes on, and the process that comes back ends without a checkpoint', async () => {
  const config = tinyConfig('ring', { generatorNorm: 'none', iterations: 10, checkpointEvery: 5 });
  const out = join(temporaryFolder(), 'run');
  const taken = { pid: 9, host: 'new', started: 'z' };
  const first = drive({ config, out }, { 6: () => writeFileSync(join(out, 'lock'), JSON.stringify(taken)) });
  await expect(first).rejects.toThrow('got process 9 on new, which took it over');
  expect(existsSync(join(out, 'checkpoints/000010.safetensors'))).toBe(false);
  const { events, warnings } = await drive({ resume: out, system: clockSystem() });
  expect(warnings).toEqual(['dead-owner']);
  expect(events.find(({ type }) => type === 'warning')).toMatchObject({
    message: 'took over the run: process 9 on new, which trained it, showed no life for 60 s',
  });
  expect(events.at(-1)).toMatchObject({ type: 'end', reason: 'done', iteration: 10 });
});

test('a damaged or missing lock is nobody else', () => {
  const system = quickSystem();
  const out = locked();
  expect(() => requireOwnLock(system, runPaths(out))).toThrow(RunError);
  writeFileSync(join(out, 'lock'), '{');
  requireOwnLock(system, runPaths(out));
  system.files.rmSync(join(out, 'lock'));
  requireOwnLock(system, runPaths(out));
});

test('a new run in a folder that another host left is no different', async () => {
  const out = join(temporaryFolder(), 'run');
  mkdirSync(out);
  writeFileSync(join(out, 'lock'), JSON.stringify(other));
  const config = tinyConfig('ring', { generatorNorm: 'none', iterations: 2 });
  const { reason } = await runTraining({ config, out, system: clockSystem() });
  expect(reason).toBe('done');
});
