// Runs of earlier versions go on, are replayed and branched as if nothing had changed. They were trained by WebAssembly,
// which gives the same bits on every machine.

import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { branchRun } from '../../src/run/branch.ts';
import { runPaths } from '../../src/run/folder.ts';
import { replayRun } from '../../src/run/replay.ts';
import { readRunConfig, trajectoryHash } from '../../src/run/run-config.ts';
import { system } from '../../src/run/system.ts';
import { fakeIo } from '../cli/fake-io.ts';
import { drive } from './drive.ts';
import { finalCheckpoint, linesOf, temporaryFolder } from './tiny.ts';

/** A run of 20 iterations from before averages began with a ramp (test/fixtures/runs/README.md). */
const before = 'before-ema-ramp';
/** SHA-256 of the checkpoint that the version of then wrote after 40 iterations in one go. */
const afterForty = '6a25e5a5158d2a36b56c73d4c1cba7960f8637b55a8bd70a2bce1aaff6d86990';

const fixture = (...path: readonly string[]): string =>
  fileURLToPath(new URL(['../fixtures/runs', ...path].join('/'), import.meta.url));

function copy(name: string): string {
  const out = join(temporaryFolder(), 'run');
  cpSync(fixture(name), out, { recursive: true });
  return out;
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('a run from before averages began with a ramp keeps its average, its hash and every byte', async () => {
  const out = copy(before);
  const run = readRunConfig(system().files, runPaths(out));
  expect(run.config.training.ema).toEqual({ decay: 0.9, ramp: 'none', start: 0, buffers: 'copy' });
  expect(trajectoryHash(run.config, run.dataset, run.idle)).toBe(run.hash);
  await drive({ resume: out, changes: { iterations: 40 } });
  const { name, bytes } = finalCheckpoint(out);
  expect(name).toBe('000040.safetensors');
  expect(sha256(bytes)).toBe(afterForty);
});

test('it is replayed byte for byte, and so is a branch of it', async () => {
  const out = copy(before);
  const compared = [10, 20].map((iteration) => ({ iteration, isSame: true }));
  expect(await replayRun(out)).toMatchObject({ isSame: true, compared });
  const branch = await branchRun(out, { at: 10, out: join(out, '..', 'branch') });
  expect(readRunConfig(system().files, runPaths(branch)).config.training.ema.ramp).toBe('none');
  await drive({ resume: branch });
  expect(finalCheckpoint(branch)).toEqual({
    name: '000020.safetensors',
    bytes: readFileSync(fixture(before, 'checkpoints', '000020.safetensors')),
  });
});

/** What the version of then had after 30 iterations in one go: SHA-256 of the data of the checkpoint. */
const expected: Readonly<Record<string, string>> = JSON.parse(readFileSync(fixture('expected.json'), 'utf8'));

/** Where the data lie now of runs whose data are files. */
function dataOf(name: string): readonly string[] {
  const { config } = JSON.parse(readFileSync(fixture(name, 'config.json'), 'utf8'));
  return config.dataset.startsWith('/data/') ? ['--dataset', fixture(config.dataset.slice(1))] : [];
}

/** The data of a checkpoint: what lies behind its header. */
function stateHash(out: string, iteration: number): string {
  const bytes = readFileSync(join(out, 'checkpoints', `${String(iteration).padStart(6, '0')}.safetensors`));
  return sha256(bytes.subarray(8 + Number(bytes.readBigUInt64LE(0))));
}

/** What a command prints, in one line of single spaces.
 *  @throws Error with its errors if it fails */
async function wgan(...args: string[]): Promise<string> {
  const io = fakeIo({ columns: 200 });
  const code = await main([...args, '--lang', 'en'], io);
  if (code !== 0) throw new Error(`wgan ${args.join(' ')}: ${code}\n${io.stderr.text()}`);
  return io.stdout.text().replace(/\s+/g, ' ');
}

const goOn = (out: string, iterations: number, ...more: readonly string[]) =>
  wgan(
    'train',
    '--resume',
    out,
    '--iterations',
    String(iterations),
    '--evaluate-every',
    '0',
    '--quiet',
    ...more,
  );

describe.each(Object.keys(expected))('a run of the version before parts owned their options: %s', (name) => {
  test('is shown, explained and sampled', async () => {
    const out = copy(name);
    const shown = await wgan('info', out);
    expect(shown).toContain('state done, 20/20');
    expect(shown).not.toContain('damaged');
    expect(await wgan('explain', out)).toContain('20');
    await wgan('sample', out, '--count', '2', '--out', join(out, 'two.png'));
    expect(existsSync(join(out, 'two.png'))).toBe(true);
  });

  test('goes on to the same bytes, is replayed, branched and steered', async () => {
    const out = copy(name);
    const branch = join(out, '..', 'branch');
    await goOn(out, 30, ...dataOf(name));
    expect(stateHash(out, 30)).toBe(expected[name]);
    expect(await wgan('replay', out)).toMatch(/^same: iterations/);
    await wgan('branch', out, '--at', '20', '--out', branch);
    await goOn(branch, 30);
    expect(stateHash(branch, 30)).toBe(expected[name]);
    await wgan('set', out, '--critic-learning-rate', '1e-5');
    await goOn(out, 31);
    expect(linesOf(join(out, 'changes.jsonl')).at(-1)).toMatchObject({
      iteration: 30,
      key: 'criticLearningRate',
      value: 1e-5,
    });
  });
});
