// A run that dies at any operation on files goes on to the same bytes.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { readChanges } from '../../src/run/control.ts';
import { runPaths } from '../../src/run/folder.ts';
import { replayRun } from '../../src/run/replay.ts';
import { runTraining } from '../../src/run/run-training.ts';
import { system } from '../../src/run/system.ts';
import { crashingSystem, NEVER } from './crashing.ts';
import { ask, drive } from './drive.ts';
import { finalCheckpoint, gzippedImages, sharedFolder, tinyConfig } from './tiny.ts';

const { files } = system();
const shared = sharedFolder();
const config = () =>
  tinyConfig(join(shared.path, 'data'), {
    iterations: 11,
    logEvery: 1,
    sampleEvery: 4,
    checkpointEvery: 3,
    keep: 2,
  });

/** The change that is asked for after iteration 4, in every life of the run. */
const asking = (folder: string) => ({ 4: () => ask(folder, 'a', 'set', 'penalty', 2) });

let whole = '';
let operations = 0;

beforeAll(async () => {
  gzippedImages(shared.path);
  whole = join(shared.path, 'whole');
  const counting = crashingSystem(NEVER);
  await drive({ config: config(), out: whole, system: counting }, asking(whole));
  operations = counting.operations();
});

/** Lives the run until it ends; the first life dies at one operation, the next at the same count of its own. */
async function liveThrough(out: string, deaths: readonly number[]): Promise<number> {
  let lives = 0;
  for (const at of [...deaths, NEVER]) {
    lives += 1;
    const begun = existsSync(join(out, 'config.json'));
    const options = begun ? { resume: out } : { config: config(), out };
    try {
      await drive({ ...options, system: crashingSystem(at) }, asking(out));
      return lives;
    } catch (error) {
      if (at === NEVER) throw error;
    }
  }
  return lives;
}

/** A life that dies between the asking and the recording leaves the change to the next one, which makes it earlier. */
async function expectSameRun(out: string): Promise<void> {
  const isSame = readChanges(files, runPaths(out)).every(({ iteration }) => iteration === 4);
  if (isSame) expectSameFiles(out);
  else expect(await replayRun(out)).toMatchObject({ isSame: true, iteration: 11 });
  const logged = readFileSync(join(out, 'metrics.jsonl'), 'utf8').trimEnd().split('\n');
  expect(logged.map((line) => JSON.parse(line).iteration)).toEqual(
    Array.from({ length: 11 }, (_, i) => i + 1),
  );
  const names = ['', 'samples', 'checkpoints'].flatMap((folder) => readdirSync(join(out, folder)));
  expect(names.filter((name) => /part|dead|^lock/.test(name))).toEqual([]);
}

function expectSameFiles(out: string): void {
  expect(finalCheckpoint(out).bytes.equals(finalCheckpoint(whole).bytes)).toBe(true);
  for (const name of ['generator.safetensors', 'generator.onnx', 'changes.jsonl', 'samples/000011.png']) {
    expect(readFileSync(join(out, name)), name).toEqual(readFileSync(join(whole, name)));
  }
}

/** Every how many-th operation; WGAN_TORTURE=1 takes all. */
const stride = process.env.WGAN_TORTURE === '1' ? 1 : 6;

test('dying once, at any operation', async () => {
  expect(operations).toBeGreaterThan(100);
  for (let at = 1; at < operations; at += stride) {
    // the last one removes the lock of a run that is complete
    const out = join(shared.path, `once-${at}`);
    await liveThrough(out, [at]);
    await expectSameRun(out).catch((cause: unknown) => {
      throw new Error(`died at operation ${at}`, { cause });
    });
  }
}, 300_000);

test('dying again and again', async () => {
  for (const deaths of [
    [30, 7, 11, 60, 5, 90],
    [70, 60, 40, 21, 33],
    [9, 10, 11, 12, 13, 14, 15, 16, 17, 18],
  ]) {
    const out = join(shared.path, `often-${deaths[0]}`);
    expect(await liveThrough(out, deaths)).toBeGreaterThan(3);
    await expectSameRun(out);
  }
});

test('a run that another process goes on with says so', async () => {
  const out = join(shared.path, 'taken');
  await expect(runTraining({ config: config(), out, system: crashingSystem(60) })).rejects.toThrow();
  const { warnings: said } = await drive({ resume: out, system: crashingSystem(NEVER) });
  expect(said).toEqual(['dead-owner']);
});
