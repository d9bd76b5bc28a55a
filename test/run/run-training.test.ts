import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decodePng } from '../../src/formats/png.ts';
import type { RunEvent } from '../../src/run/events.ts';
import { runTraining } from '../../src/run/run-training.ts';
import { resolveConfig } from '../../src/train/config.ts';

test('a run leaves config, metrics, samples and model files', async () => {
  const out = join(mkdtempSync(join(tmpdir(), 'wgan-run-')), 'first');
  const events: RunEvent[] = [];
  const config = resolveConfig({
    dataset: 'mnist-test',
    iterations: 12,
    generatorHidden: [16],
    criticHidden: [16],
    latent: 8,
    batch: 8,
    threads: 1,
    sampleEvery: 5,
    logEvery: 5,
  });
  const result = await runTraining({ config, out, onEvent: (event) => events.push(event) });
  expect(result).toMatchObject({ folder: out, reason: 'done', iteration: 12 });
  expect(readdirSync(out).sort()).toEqual([
    'README.md',
    'checkpoints',
    'config.json',
    'generator.onnx',
    'generator.safetensors',
    'metrics.jsonl',
    'samples',
    'status.json',
  ]);
  expect(events.map(({ type, iteration }) => `${type} ${iteration}`)).toMatchInlineSnapshot(`
    [
      "start 0",
      "sample 0",
      "checkpoint 0",
      "iteration 5",
      "sample 5",
      "iteration 10",
      "sample 10",
      "iteration 12",
      "sample 12",
      "checkpoint 12",
      "end 12",
    ]
  `);
  expect(readFileSync(join(out, 'README.md'), 'utf8')).toMatch(
    /nn\.Linear\(16, 784\)[\s\S]*npx wgan train --config config\.json/,
  );
  expect(decodePng(readFileSync(result.files.grid!))).toMatchObject({ channels: 1 });
  expect(existsSync(result.files.real!)).toBe(true);
});
