import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type BranchOptions, branchRun } from '../../src/run/branch.ts';
import { checkpointIterations } from '../../src/run/checkpoints.ts';
import { runPaths } from '../../src/run/folder.ts';
import { replayRun } from '../../src/run/replay.ts';
import { readConfigFile } from '../../src/run/run-config.ts';
import { runTraining } from '../../src/run/run-training.ts';
import { system } from '../../src/run/system.ts';
import { resolveConfig } from '../../src/train/config.ts';
import { ask, drive, stop } from './drive.ts';
import {
  finalCheckpoint,
  gzippedImages,
  linesOf,
  sharedFolder,
  temporaryFolder,
  tinyConfig,
} from './tiny.ts';

const { files } = system();

const shared = sharedFolder();
/** A run with live changes, resumed once with another number of threads. */
let out = '';

beforeAll(async () => {
  out = await changedRun(shared.path);
});

async function changedRun(folder: string): Promise<string> {
  const config = tinyConfig(gzippedImages(folder), { logEvery: 1 });
  const out = join(folder, 'run');
  await drive({ config, out }, { 9: () => ask(out, 'a', 'set', 'penalty', 3), 13: stop });
  await drive(
    { resume: out, changes: { threads: 2 } },
    { 21: () => ask(out, 'b', 'set', 'learningRate', 2e-3) },
  );
  return out;
}

test('replay computes a changed run again, byte for byte', async () => {
  const compared = [30, 35, 40].map((iteration) => ({ iteration, isSame: true }));
  expect(await replayRun(out)).toEqual({
    folder: out,
    from: 0,
    iteration: 40,
    isSame: true,
    compared,
    strangeness: [],
  });
  expect(await replayRun(out, { from: 'checkpoint' })).toMatchObject({ from: 30, isSame: true });
});

test('replay says what differs', async () => {
  const folder = temporaryFolder();
  const edited = join(folder, 'run');
  await drive({ config: tinyConfig(gzippedImages(folder), { iterations: 8 }), out: edited });
  const path = join(edited, 'changes.jsonl');
  writeFileSync(
    path,
    `${JSON.stringify({ id: 'x', iteration: 6, command: 'set', key: 'generatorLearningRate', value: 1 })}\n`,
  );
  expect(await replayRun(edited)).toMatchObject({
    iteration: 8,
    isSame: false,
    difference: 'generator.0.weight',
  });
});

test('a branch with nothing changed equals the original, byte for byte', async () => {
  for (const at of [20, 32]) {
    const folder = await branchRun(out, { at });
    expect(folder).toBe(`${out}-branch-${at === 20 ? 1 : 2}`);
    expect(checkpointIterations(files, runPaths(folder))).toEqual([at]);
    await runTraining({ resume: folder });
    expect(finalCheckpoint(folder), `at ${at}`).toEqual(finalCheckpoint(out));
    expect(await replayRun(folder)).toMatchObject({ from: at, isSame: true });
    const iterations = linesOf<{ iteration: number }>(join(folder, 'metrics.jsonl')).map(
      ({ iteration }) => iteration,
    );
    expect(iterations).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  }
});

test('a branch goes its own way from its iteration on, and keeps where it parted', async () => {
  const folder = await branchRun(out, {
    at: 15,
    changes: { penalty: 0, criticSteps: 1, iterations: 45 },
    out: `${out}-other`,
  });
  await runTraining({ resume: folder });
  expect(finalCheckpoint(folder).bytes.equals(finalCheckpoint(out).bytes)).toBe(false);
  expect(checkpointIterations(files, runPaths(folder))).toEqual([15, 35, 40, 45]);
  expect(readFileSync(join(folder, 'changes.jsonl'), 'utf8')).toContain('"learningRate"');
  expect(await replayRun(folder)).toMatchObject({ from: 15, iteration: 45, isSame: true });
  await expect(branchRun(folder, { at: 10 })).rejects.toThrow(/itself a branch from iteration 15/);
});

test('what does not fit a branch is refused before anything is written', async () => {
  const wrong: readonly (readonly [BranchOptions, RegExp])[] = [
    [{ at: 41 }, /at: expected an iteration that the run has made, from 0 to 40, got 41/],
    [
      { at: 20, changes: { criticHidden: [9] } },
      /branch: tensor "critic\.0\.weight" must be float32\[9,36\], got float32\[8,36\]/,
    ],
    [{ at: 20, changes: { optimizer: 'adam' } }, /branch: tensor "optimizer\.generator/],
    [{ at: 20, changes: { penalty: -1 } }, /penalty/],
    [{ at: 20, out }, /expected an empty folder, got a run/],
  ];
  for (const [options, message] of wrong) await expect(branchRun(out, options)).rejects.toThrow(message);
});

test('a critic warm-up, stopped within, with changes around it, is replayed byte for byte', async () => {
  const folder = temporaryFolder();
  const config = tinyConfig(gzippedImages(folder), {
    criticWarmup: 3000,
    iterations: 12,
    logEvery: 1,
    keep: 9,
  });
  const whole = join(folder, 'whole');
  await drive({ config, out: whole }, { 6: () => ask(whole, 'a', 'set', 'penalty', 3) });
  const parts = join(folder, 'parts');
  const stopped = new AbortController();
  const onEvent = ({ type }: { type: string }) => {
    if (type === 'checkpoint') setTimeout(() => stopped.abort()); // heard at the first breath, in the warm-up
  };
  const { iteration } = await runTraining({ config, out: parts, onEvent, signal: stopped.signal });
  expect(iteration).toBe(0);
  expect(checkpointIterations(files, runPaths(parts))).toEqual([0]);
  await drive({ resume: parts }, { 6: () => ask(parts, 'a', 'set', 'penalty', 3) });
  expect(finalCheckpoint(parts)).toEqual(finalCheckpoint(whole));
  expect(await replayRun(parts)).toMatchObject({ from: 0, isSame: true });
  const warmer = { at: 0, changes: { criticWarmup: 20 } };
  expect(await branchRun(whole, warmer)).toBe(`${whole}-branch-1`);
  await expect(branchRun(whole, { ...warmer, at: 5 })).rejects.toThrow(
    'criticWarmup: a branch at iteration 5 keeps its own, 3000, got 20',
  );
});

test('config.json fed back as a configuration repeats the run, byte for byte', async () => {
  const folder = temporaryFolder();
  const first = join(folder, 'run');
  await drive({ config: tinyConfig(gzippedImages(folder)), out: first });
  const config = resolveConfig(readConfigFile(files, join(first, 'config.json')));
  await drive({ config, out: `${first}-again` });
  expect(finalCheckpoint(`${first}-again`)).toEqual(finalCheckpoint(first));
});
