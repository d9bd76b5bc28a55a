// What keeps a run from beginning leaves nothing of a new one, and an older one as it was.

import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { runPaths } from '../../src/run/folder.ts';
import { runTraining } from '../../src/run/run-training.ts';
import { readStatus } from '../../src/run/status.ts';
import { fakeIo } from '../cli/fake-io.ts';
import { drive, quickSystem } from './drive.ts';
import { finalCheckpoint, pointsFile, temporaryFolder, tinyConfig } from './tiny.ts';

/** Takes several turns to compile. */
const long = { criticSteps: 16, iterations: 1, holdout: 0 };

/** Options of a training that is aborted while its program is compiled. */
function abortedInCompiling() {
  const stop = new AbortController();
  const steps: string[] = [];
  return {
    steps,
    options: {
      system: quickSystem(),
      signal: stop.signal,
      onProgress(progress: { readonly stage: string }) {
        steps.push(progress.stage);
        if (progress.stage === 'compiling') stop.abort(new Error('stopped by the test'));
      },
    },
  };
}

test('a signal while a new run compiles ends it; nothing is left', async () => {
  const folder = temporaryFolder();
  const config = tinyConfig(pointsFile(folder), long);
  const { steps, options } = abortedInCompiling();
  await expect(runTraining({ config, out: join(folder, 'run'), ...options })).rejects.toThrow(
    'stopped by the test',
  );
  expect(steps.at(-1)).toBe('compiling');
  expect(readdirSync(folder)).toEqual(['points.csv']);
});

test('a folder that was there stays, with what else is in it', async () => {
  const folder = temporaryFolder();
  const config = tinyConfig(pointsFile(folder), long);
  const out = join(folder, 'run');
  mkdirSync(out);
  await expect(runTraining({ config, out, ...abortedInCompiling().options })).rejects.toThrow('stopped');
  expect(readdirSync(out)).toEqual([]);
});

test('a run that is resumed and stopped while it compiles is as it was', async () => {
  const folder = temporaryFolder();
  const out = join(folder, 'run');
  await drive({ config: tinyConfig(pointsFile(folder), long), out });
  const before = finalCheckpoint(out);
  const changes = { iterations: 2 };
  await expect(runTraining({ resume: out, changes, ...abortedInCompiling().options })).rejects.toThrow();
  expect(finalCheckpoint(out)).toEqual(before);
  expect(readStatus(quickSystem().files, runPaths(out))).toMatchObject({
    state: 'interrupted',
    iteration: 1,
  });
  expect((await drive({ resume: out, changes })).result).toMatchObject({ reason: 'done', iteration: 2 });
});

test('a device that cannot load the program leaves no folder', async () => {
  const folder = temporaryFolder();
  const usual = tinyConfig(pointsFile(folder));
  const config = { ...usual, run: { ...usual.run, device: 'none' } };
  await expect(runTraining({ config, out: join(folder, 'run') })).rejects.toThrow('device');
  expect(existsSync(join(folder, 'run'))).toBe(false);
});

test('SIGTERM while it compiles: exit code 143 and no folder', async () => {
  const folder = temporaryFolder();
  const out = join(folder, 'run');
  const config = join(folder, 'config.json');
  writeFileSync(config, JSON.stringify(tinyConfig(pointsFile(folder), long)));
  const io = fakeIo();
  const terminateOnceThere = () => {
    if (existsSync(out)) io.send('SIGTERM');
    else setImmediate(terminateOnceThere);
  };
  setImmediate(terminateOnceThere);
  expect(await main(['train', '--config', config, '--out', out], io)).toBe(143);
  expect(io.stderr.text()).toBe('');
  expect(existsSync(out)).toBe(false);
});
