import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RunEvent } from '../../src/run/events.ts';
import { runTraining } from '../../src/run/run-training.ts';
import { finalCheckpoint, gzippedImages, linesOf, temporaryFolder, tinyConfig } from './tiny.ts';

/** Trains; at the given iterations something happens. */
async function trainWith(
  options: Parameters<typeof runTraining>[0],
  at: Readonly<Record<number, (stop: AbortController) => void>> = {},
) {
  const stop = new AbortController();
  const events: RunEvent[] = [];
  const pending = new Map(Object.entries(at).map(([iteration, act]) => [Number(iteration), act]));
  const onEvent = (event: RunEvent) => {
    events.push(event);
    const act = event.type === 'iteration' ? pending.get(event.iteration) : undefined;
    if (event.type === 'iteration') pending.delete(event.iteration);
    act?.(stop);
  };
  const result = await runTraining({ ...options, onEvent, signal: stop.signal });
  return { result, events };
}

const set = (folder: string, id: string, key: string, value: number) =>
  appendFileSync(join(folder, 'control.jsonl'), `${JSON.stringify({ id, command: 'set', key, value })}\n`);

test('stopped and resumed, with live changes, equals one go, byte for byte', async () => {
  const folder = temporaryFolder();
  const config = tinyConfig(gzippedImages(folder), { logEvery: 1 });
  const whole = join(folder, 'whole');
  const parts = join(folder, 'parts');
  await trainWith(
    { config, out: whole },
    {
      9: () => set(whole, 'a', 'penalty', 3),
      21: () => set(whole, 'b', 'learningRate', 2e-3),
    },
  );
  await trainWith(
    { config, out: parts },
    { 9: () => set(parts, 'a', 'penalty', 3), 13: (stop) => stop.abort() },
  );
  await trainWith({ resume: parts }, { 17: (stop) => stop.abort() });
  const { events } = await trainWith({ resume: parts }, { 21: () => set(parts, 'b', 'learningRate', 2e-3) });
  expect(finalCheckpoint(parts)).toEqual(finalCheckpoint(whole));
  expect(events.filter(({ type }) => type === 'warning')).toEqual([]);
  const numbers = (path: string) =>
    linesOf<Record<string, number>>(join(path, 'metrics.jsonl')).map(
      ({ elapsedSeconds, imagesPerSecond, memoryBytes, ...line }) => line,
    );
  expect(numbers(parts)).toEqual(numbers(whole));
  expect(readFileSync(join(parts, 'generator.onnx'))).toEqual(readFileSync(join(whole, 'generator.onnx')));
  expect(readFileSync(join(parts, 'changes.jsonl'), 'utf8')).toEqual(
    readFileSync(join(whole, 'changes.jsonl'), 'utf8'),
  );
});

test('a damaged checkpoint is skipped and said', async () => {
  const folder = temporaryFolder();
  const config = tinyConfig(gzippedImages(folder));
  const whole = join(folder, 'whole');
  await trainWith({ config, out: whole });
  const { name, bytes } = finalCheckpoint(whole);
  const path = join(whole, 'checkpoints', name);
  const broken = Uint8Array.from(bytes);
  broken[broken.length - 1]! ^= 1;
  writeFileSync(path, broken);
  const { events } = await trainWith({ resume: whole });
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
