// Runs of earlier versions go on, are replayed and branched as if nothing had changed. They were trained by WebAssembly,
// which gives the same bits on every machine.

import { createHash } from 'node:crypto';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { branchRun } from '../../src/run/branch.ts';
import { runPaths } from '../../src/run/folder.ts';
import { replayRun } from '../../src/run/replay.ts';
import { readRunConfig, trajectoryHash } from '../../src/run/run-config.ts';
import { world } from '../../src/run/world.ts';
import { drive } from './drive.ts';
import { finalCheckpoint, temporaryFolder } from './tiny.ts';

/** A run of 20 iterations from before averages began with a ramp (test/fixtures/runs/README.md). */
const before = fileURLToPath(new URL('../fixtures/runs/before-ema-ramp', import.meta.url));
/** SHA-256 of the checkpoint that the version of then wrote after 40 iterations in one go. */
const afterForty = '6a25e5a5158d2a36b56c73d4c1cba7960f8637b55a8bd70a2bce1aaff6d86990';

function copy(): string {
  const out = join(temporaryFolder(), 'run');
  cpSync(before, out, { recursive: true });
  return out;
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('a run from before averages began with a ramp keeps its average, its hash and every byte', async () => {
  const out = copy();
  const run = readRunConfig(world().files, runPaths(out));
  expect(run.config).toMatchObject({ average: 0.9, emaRamp: 'none' });
  expect(trajectoryHash(run.config, run.dataset)).toBe(run.hash);
  await drive({ resume: out, changes: { iterations: 40 } });
  const { name, bytes } = finalCheckpoint(out);
  expect(name).toBe('000040.safetensors');
  expect(sha256(bytes)).toBe(afterForty);
});

test('it is replayed byte for byte, and so is a branch of it', async () => {
  const out = copy();
  const compared = [10, 20].map((iteration) => ({ iteration, isSame: true }));
  expect(await replayRun(out)).toMatchObject({ isSame: true, compared });
  const branch = await branchRun(out, { at: 10, out: join(out, '..', 'branch') });
  expect(readRunConfig(world().files, runPaths(branch)).config.emaRamp).toBe('none');
  await drive({ resume: branch });
  expect(finalCheckpoint(branch)).toEqual({
    name: '000020.safetensors',
    bytes: readFileSync(join(before, 'checkpoints', '000020.safetensors')),
  });
});
