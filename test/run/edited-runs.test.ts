// Run folders that were changed by hand, or damaged.

import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ConfigError, type RunError } from '../../src/base/errors.ts';
import { branchRun } from '../../src/run/branch.ts';
import { runTraining } from '../../src/run/run-training.ts';
import { sendControl } from '../../src/run/send.ts';
import { ask, drive, stop } from './drive.ts';
import { gzippedImages, linesOf, sharedFolder, temporaryFolder, tinyConfig } from './tiny.ts';

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

describe('a run folder that was changed by hand', () => {
  const copy = async () => {
    const out = join(temporaryFolder(), 'run');
    await drive({ config: config(), out }, { 6: stop });
    return out;
  };
  const edit = (path: string, change: (text: string) => string) =>
    writeFileSync(path, change(readFileSync(path, 'utf8')));

  test.each([
    ['seed', 2],
    ['batch', 3],
    ['penalty', 1],
    ['generatorHidden', [4]],
    ['dataset', 'mnist'],
    ['learningRate', 1],
  ])('a resume may not change %s', async (key, value) => {
    const error = await failure(runTraining({ resume: whole, changes: { [key]: value } }));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error?.message).toMatch(new RegExp(`^${key}: a resumed run keeps its own value, got`));
  });

  test('a resume may change iterations and cadences', async () => {
    const out = await copy();
    const changes = { iterations: 10, logEvery: 5, sampleEvery: 5, checkpointEvery: 5, keep: 1 };
    const { result } = await drive({ resume: out, changes });
    expect(result).toMatchObject({ reason: 'done', iteration: 10 });
    expect(readdirSync(join(out, 'checkpoints'))).toEqual(['000010.safetensors']);
    const { config: stored } = JSON.parse(readFileSync(join(out, 'config.json'), 'utf8'));
    const { iterations, ...cadences } = changes;
    expect(stored).toMatchObject({ training: { iterations }, run: cadences });
  });

  test('a run from before there was a critic warm-up goes on', async () => {
    const out = await copy();
    const path = join(out, 'config.json');
    edit(path, (text) => text.replace(/ *"criticWarmup": 0,\n/, ''));
    expect(readFileSync(path, 'utf8')).not.toContain('criticWarmup');
    const { result } = await drive({ resume: out });
    expect(result).toMatchObject({ reason: 'done', iteration: 8 });
  });

  test('a resume goes forwards only', async () => {
    const error = await failure(runTraining({ resume: whole, changes: { iterations: 7 } }));
    expect(error?.message).toBe('iterations: expected at least 8, which the run has made, got 7');
    expect(error?.help).toBe(`wgan branch ${whole} --at 7 starts from there`);
  });

  test('a branch without its first checkpoint cannot begin again', async () => {
    const branch = await branchRun(whole, { at: 4, out: join(temporaryFolder(), 'branch') });
    rmSync(join(branch, 'checkpoints'), { recursive: true });
    const error = await failure(runTraining({ resume: branch }));
    expect(error?.message).toBe(`${branch}: expected the checkpoint that the branch began with, got none`);
    expect(error?.help).toBe(`branch again with wgan branch ${whole} --at 4`);
  });

  test.each([
    [
      'an edited seed',
      (text: string) => text.replace('"seed": 1', '"seed": 2'),
      /expected the configuration that the run began with/,
    ],
    [
      'an unknown key',
      (text: string) => text.replace('"seed"', '"sed": 1, "seed"'),
      /config\.json: .*unknown key "sed"/,
    ],
    [
      'a wrong type',
      (text: string) => text.replace('"seed": 1', '"seed": "x"'),
      /config\.json: seed: expected a .*, got "x"/,
    ],
    ['cut JSON', (text: string) => text.slice(0, 100), /config\.json: expected JSON, got/],
    [
      'a newer format',
      (text: string) => text.replace('wgan-run/2', 'wgan-run/3'),
      /expected format wgan-run\/2, got "wgan-run\/3"/,
    ],
    ['no object', () => '[1]', /expected a JSON object/],
  ])('config.json with %s', async (_, change, message) => {
    const out = await copy();
    edit(join(out, 'config.json'), change);
    await expect(runTraining({ resume: out })).rejects.toThrow(message);
  });

  test('other data are refused', async () => {
    const folder = temporaryFolder();
    const data = gzippedImages(folder);
    const out = join(folder, 'run');
    await drive({ config: config({ dataset: data }), out }, { 6: stop });
    renameSync(join(data, 'train-images-idx3-ubyte.gz'), join(data, 'x'));
    writeFileSync(
      join(data, 'train-images-idx3-ubyte'),
      new Uint8Array([0, 0, 8, 3, 0, 0, 0, 30, 0, 0, 0, 6, 0, 0, 0, 6, ...new Uint8Array(1080)]),
    );
    await expect(runTraining({ resume: out })).rejects.toThrow(
      /expected the data that the run began with \(SHA-256 \w{12}…\), got others/,
    );
  });

  test('another version or CPU is said', async () => {
    const out = await copy();
    edit(join(out, 'config.json'), (text) =>
      text.replace(/"onnxruntime": "[^"]+"/, '"onnxruntime": "1.0.0"'),
    );
    const { events } = await drive({ resume: out });
    const message = expect.stringMatching(
      /may differ from those of one go: onnxruntime [\d.]+ in place of 1\.0\.0$/,
    );
    expect(events).toContainEqual(expect.objectContaining({ name: 'other-machine', message }));
  });

  test('lines that are none are left out, and a cut one does not spoil the next', async () => {
    const out = await copy();
    writeFileSync(join(out, 'control.jsonl'), 'nonsense\n{"id":"q","command":"dance"}\n{"id":"b","comm');
    edit(join(out, 'metrics.jsonl'), (text) => `${text}{"iteration":`);
    writeFileSync(
      join(out, 'changes.jsonl'),
      '{"id":"x"}\nnull\n{"id":"y","iteration":7,"command":"set","key":"pen',
    );
    sendControl(out, { command: 'set', key: 'penalty', value: 4 });
    const { warnings } = await drive({ resume: out });
    expect(warnings).toEqual([]);
    expect(linesOf(join(out, 'metrics.jsonl'))).toHaveLength(8);
    expect(readFileSync(join(out, 'changes.jsonl'), 'utf8')).toMatch(
      /\n\{"id":"[^"]+","iteration":6,"command":"set","key":"penalty","value":4\}\n$/,
    );
  });

  test('no folder, no run, no checkpoint left', async () => {
    const out = await copy();
    await expect(runTraining({ resume: join(out, 'none') })).rejects.toThrow(
      /expected a run folder, got no config\.json/,
    );
    for (const name of readdirSync(join(out, 'checkpoints')))
      writeFileSync(join(out, 'checkpoints', name), 'broken');
    await expect(runTraining({ resume: out })).rejects.toThrow(
      /expected an undamaged checkpoint, got 3 damaged: .*000006\.safetensors: safetensors/,
    );
    rmSync(join(out, 'checkpoints'), { recursive: true });
    const { warnings } = await drive({ resume: out });
    expect(warnings).toEqual(['no-checkpoint']);
  });
});
