// Convolutional networks survive as others do: killed, interrupted, with another number of threads.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { fillUniform } from '../../src/base/random.ts';
import { encodeIdx } from '../../src/formats/idx.ts';
import type { Config } from '../../src/train/config.ts';
import { ensureBuilt } from '../cli/built.ts';
import { startChild } from './children.ts';
import { drive, stop } from './drive.ts';
import { finalCheckpoint, linesOf, sharedFolder, tinyConfig } from './tiny.ts';

const shared = sharedFolder();
const whole = join(shared.path, 'whole');
let config: Config;

/** 60 images of 15×16, in a folder. */
function images(folder: string): string {
  const data = join(folder, 'data');
  const values = new Float32Array(60 * 15 * 16);
  fillUniform(values, { seed: 7, purpose: 'evaluate', counter: 0 });
  mkdirSync(data);
  const bytes = Uint8Array.from(values, (value) => Math.floor(value * 256));
  writeFileSync(join(data, 'train-images-idx3-ubyte'), encodeIdx({ shape: [60, 15, 16], data: bytes }));
  return data;
}

/** With as many channels as fill the blocks of every processor. */
beforeAll(async () => {
  ensureBuilt();
  config = tinyConfig(images(shared.path), {
    ...{ architecture: 'dcgan', channels: 16, criticNorm: 'none', batch: 4, holdout: 8 },
    ...{ iterations: 12, logEvery: 1, sampleEvery: 6, checkpointEvery: 3 },
  });
  await drive({ config, out: whole });
});

function expectTheSame(parts: string): void {
  expect(finalCheckpoint(parts)).toEqual(finalCheckpoint(whole));
  for (const name of ['generator.onnx', 'generator.safetensors', 'samples/000012.png']) {
    expect(readFileSync(join(parts, name)), name).toEqual(readFileSync(join(whole, name)));
  }
}

test('begun with one thread, stopped, gone on with two, it has the bytes of one go', async () => {
  const parts = join(shared.path, 'parts');
  await drive({ config, out: parts }, { 4: stop });
  await drive({ resume: parts, changes: { threads: 2 } }, { 8: stop });
  await drive({ resume: parts, changes: { threads: 1 } });
  const changes = linesOf<{ readonly key: string; readonly value: number }>(join(parts, 'changes.jsonl'));
  expect(changes.map(({ key, value }) => [key, value])).toEqual([
    ['threads', 2],
    ['threads', 1],
  ]);
  expectTheSame(parts);
});

test('killed, it goes on to the same bytes', async () => {
  const parts = join(shared.path, 'killed');
  const child = startChild({ config, out: parts });
  await child.printed((line) => line === 'iteration 7');
  child.process.kill('SIGKILL');
  await child.ended;
  await drive({ resume: parts, changes: { threads: 2 } });
  expectTheSame(parts);
});
