// Commands, states, clocks, numbers.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { NumericError, RunError } from '../../src/base/errors.ts';
import type { RunEvent } from '../../src/run/events.ts';
import { listRuns, summarizeRun } from '../../src/run/list.ts';
import { runTraining } from '../../src/run/run-training.ts';
import { sendControl } from '../../src/run/send.ts';
import { type System, system } from '../../src/run/system.ts';
import { ask, drive } from './drive.ts';
import {
  finalCheckpoint,
  gzippedImages,
  linesOf,
  sharedFolder,
  temporaryFolder,
  tinyConfig,
} from './tiny.ts';

const shared = sharedFolder();
const config = (more = {}) =>
  tinyConfig(join(shared.path, 'data'), {
    iterations: 8,
    logEvery: 1,
    sampleEvery: 4,
    checkpointEvery: 4,
    ...more,
  });
let whole = '';

beforeAll(async () => {
  gzippedImages(shared.path);
  whole = join(shared.path, 'whole');
  await drive({ config: config(), out: whole }, { 4: () => ask(whole, 'a', 'set', 'penalty', 2) });
});

/** The error of a promise that must fail. */
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error as RunError,
  );

describe('commands', () => {
  test('pause, resume, stop; what cannot be carried out is said once', async () => {
    const out = join(temporaryFolder(), 'run');
    let sleeps = 0;
    const states: string[] = [];
    const waiting: System = {
      ...system(),
      sleep: async () => {
        states.push(summarizeRun(out).state);
        if (++sleeps === 3) ask(out, 'r', 'resume');
      },
    };
    const { result, events, warnings } = await drive(
      { config: config(), out, system: waiting },
      {
        2: () => {
          ask(out, 'w', 'set', 'seed', 3);
          ask(out, 'n', 'set', 'penalty', -1);
          ask(out, 'p', 'pause');
        },
        5: () => ask(out, 's', 'stop'),
      },
    );
    expect(states).toEqual(['paused', 'paused', 'paused']);
    expect(warnings).toEqual(['control', 'control']);
    const changes = events.flatMap((event) =>
      event.type === 'change' ? [`${event.command} ${event.iteration}`] : [],
    );
    expect(changes).toEqual(['pause 2', 'resume 2', 'stop 5']);
    expect(result).toMatchObject({ reason: 'stopped', iteration: 5 });
    expect(summarizeRun(out)).toMatchObject({ state: 'stopped', iteration: 5, iterations: 8 });
    const again = await drive({ resume: out });
    expect([again.result.reason, again.warnings]).toEqual(['done', []]);
  });

  test('are refused where nobody could carry them out', () => {
    expect(() => sendControl(whole, { command: 'stop' })).toThrow(
      /expected a run that is being trained, got one that is not/,
    );
    expect(() => sendControl(whole, { command: 'set', key: 'penalti', value: 1 })).toThrow(
      /set: expected one of learningRate/,
    );
    expect(() => sendControl(whole, { command: 'set', key: 'clip', value: 0 })).toThrow(/clip/);
    expect(() => sendControl(join(whole, 'x'), { command: 'stop' })).toThrow(RunError);
    expect(() => sendControl(whole, { command: 'set', key: 'clip', value: 1 })).toThrow(
      /clip: the objective wgan-gp has none/,
    );
  });
});

describe('numbers and clocks', () => {
  test('a number that is not finite stops the run, and the last good checkpoint stays', async () => {
    const out = join(temporaryFolder(), 'run');
    const events: RunEvent[] = [];
    const wild = config({ iterations: 60, checkpointEvery: 2, objective: 'wgan-gp', generatorNorm: 'none' });
    const error = await failure(
      runTraining({
        config: wild,
        out,
        onEvent: (event) => {
          events.push(event);
          if (event.type === 'iteration' && event.iteration === 5) ask(out, 'a', 'set', 'learningRate', 1e30);
        },
      }),
    );
    expect(error).toBeInstanceOf(NumericError);
    expect(error?.message).toMatch(
      /^iteration \d+: \w+ .*must be finite, got (NaN|-?Infinity) \(first tensor that is not finite: [\w.]+\)|tensor [\w.]+ must be finite/,
    );
    expect(error?.help).toMatch(/smaller learning rate/);
    expect(events.at(-1)).toMatchObject({ type: 'error', name: 'NumericError', message: error?.message });
    expect(summarizeRun(out)).toMatchObject({ state: 'failed', error: { name: 'NumericError' } });
    expect(existsSync(join(out, 'lock'))).toBe(false);
    const { snapshot } = await import('../../src/train/checkpoint.ts').then(({ decodeCheckpoint }) =>
      decodeCheckpoint(finalCheckpoint(out).bytes),
    );
    expect(snapshot.iteration).toBeGreaterThanOrEqual(4);
    for (const { data } of Object.values(snapshot.state)) {
      expect(Array.from(data, Number).every(Number.isFinite)).toBe(true);
    }
  });

  test('a wall clock that jumps changes nothing', async () => {
    const out = join(temporaryFolder(), 'run');
    let asked = 0;
    const jumping: System = {
      ...system(),
      date: () => new Date(Date.UTC(asked++ % 2 === 0 ? 2060 : 1999, 0)),
    };
    await drive({ config: config(), out, system: jumping }, { 4: () => ask(out, 'a', 'set', 'penalty', 2) });
    expect(finalCheckpoint(out)).toEqual(finalCheckpoint(whole));
    const elapsed = linesOf<{ elapsedSeconds: number }>(join(out, 'metrics.jsonl')).map(
      (line) => line.elapsedSeconds,
    );
    expect(elapsed).toEqual(elapsed.toSorted((a, b) => a - b));
  });

  test('the status is replaced at most once a second, and at every change of state', async () => {
    const out = join(temporaryFolder(), 'run');
    let milliseconds = 0;
    const renamed: string[] = [];
    const real = system();
    const slow: System = {
      ...real,
      now: () => (milliseconds += 40),
      files: {
        ...real.files,
        renameSync: (from, to) => {
          real.files.renameSync(from, to);
          if (String(to).endsWith('status.json')) renamed.push(JSON.parse(readFileSync(to, 'utf8')).state);
        },
      },
    };
    await drive({
      config: config({ iterations: 40, logEvery: 10, sampleEvery: 40, checkpointEvery: 40 }),
      out,
      system: slow,
    });
    expect(renamed[0]).toBe('starting');
    expect(renamed.at(-1)).toBe('done');
    expect(new Set(renamed.slice(1, -1))).toEqual(new Set(['running']));
    expect(renamed.length).toBeLessThanOrEqual(milliseconds / 1000 + 3);
  });
});

test('list tells runs from other folders, and crashed ones from those that train', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'pictures'));
  mkdirSync(join(folder, 'damaged'));
  writeFileSync(join(folder, 'damaged', 'config.json'), '{"format":"wgan-run/1"}');
  const out = join(folder, 'run');
  await drive({ config: config(), out }, { 4: () => expect(summarizeRun(out).state).toBe('running') });
  const status = JSON.parse(readFileSync(join(out, 'status.json'), 'utf8'));
  writeFileSync(join(out, 'status.json'), JSON.stringify({ ...status, state: 'running' }));
  const [damaged, crashed, ...others] = listRuns(folder);
  expect(damaged).toMatchObject({ state: 'damaged', iteration: 0 });
  expect(crashed).toMatchObject({
    state: 'crashed',
    iteration: 8,
    objective: 'wgan-gp',
    dataset: 'data',
    last: { iteration: 8 },
  });
  expect(others).toEqual([]);
});
