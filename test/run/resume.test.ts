import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { replayRun } from '../../src/run/replay.ts';
import { ask, drive, stop } from './drive.ts';
import { finalCheckpoint, gzippedImages, linesOf, temporaryFolder, tinyConfig } from './tiny.ts';

test('stopped and resumed, with live changes, equals one go, byte for byte', async () => {
  const folder = temporaryFolder();
  const config = tinyConfig(gzippedImages(folder), { logEvery: 1 });
  const whole = join(folder, 'whole');
  const parts = join(folder, 'parts');
  await drive(
    { config, out: whole },
    {
      9: () => ask(whole, 'a', 'set', 'penalty', 3),
      21: () => ask(whole, 'b', 'set', 'learningRate', 2e-3),
    },
  );
  await drive({ config, out: parts }, { 9: () => ask(parts, 'a', 'set', 'penalty', 3), 13: stop });
  await drive({ resume: parts }, { 17: stop });
  const { warnings } = await drive(
    { resume: parts },
    { 21: () => ask(parts, 'b', 'set', 'learningRate', 2e-3) },
  );
  expect(warnings).toEqual([]);
  expect(finalCheckpoint(parts)).toEqual(finalCheckpoint(whole));
  expect(readFileSync(join(parts, 'README.md'), 'utf8')).toContain('npx wgan replay .');
  const numbers = (path: string) =>
    linesOf<Record<string, number>>(join(path, 'metrics.jsonl')).map(
      ({ elapsedSeconds, imagesPerSecond, memoryBytes, ...line }) => line,
    );
  expect(numbers(parts)).toEqual(numbers(whole));
  for (const name of ['generator.onnx', 'generator.safetensors', 'changes.jsonl', 'samples/000040.png']) {
    expect(readFileSync(join(parts, name)), name).toEqual(readFileSync(join(whole, name)));
  }
});

test('mirrored pictures come again after a resume, in a replay, and shape the run', async () => {
  const folder = temporaryFolder();
  const data = gzippedImages(folder);
  const config = tinyConfig(data, { mirror: true, iterations: 24 });
  const [whole, parts, plain] = ['whole', 'parts', 'plain'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await drive({ config, out: whole });
  await drive({ config, out: parts }, { 9: stop });
  await drive({ resume: parts });
  expect(finalCheckpoint(parts)).toEqual(finalCheckpoint(whole));
  expect((await replayRun(whole)).isSame).toBe(true);
  await drive({ config: tinyConfig(data, { iterations: 24 }), out: plain });
  expect(finalCheckpoint(plain).bytes).not.toEqual(finalCheckpoint(whole).bytes);
  await expect(drive({ resume: plain, changes: { mirror: true } })).rejects.toThrow('mirror');
});

test('a damaged checkpoint is skipped and said', async () => {
  const folder = temporaryFolder();
  const config = tinyConfig(gzippedImages(folder));
  const whole = join(folder, 'whole');
  await drive({ config, out: whole });
  const { name, bytes } = finalCheckpoint(whole);
  const path = join(whole, 'checkpoints', name);
  const broken = Uint8Array.from(bytes);
  broken[broken.length - 1]! ^= 1;
  writeFileSync(path, broken);
  const { events } = await drive({ resume: whole });
  expect(events.filter(({ type }) => type === 'warning')).toEqual([
    expect.objectContaining({ name: 'damaged-checkpoint', iteration: 35 }),
  ]);
  expect(finalCheckpoint(whole)).toEqual({ name, bytes });
  expect(readdirSync(join(whole, 'checkpoints')).sort()).toEqual([
    '000030.safetensors',
    '000035.safetensors',
    '000040.safetensors',
    '000040.safetensors.damaged',
  ]);
});

test('a resume that makes no iteration leaves the model card as it was', async () => {
  const folder = temporaryFolder();
  const out = join(folder, 'run');
  await drive({ config: tinyConfig(gzippedImages(folder), { iterations: 7 }), out });
  const card = () => readFileSync(join(out, 'README.md'), 'utf8');
  const before = card();
  expect(before).toMatch(/type: wasserstein-estimate\n +value: -?\d/);
  await drive({ resume: out });
  expect(card()).toBe(before);
});
