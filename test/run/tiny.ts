// Small runs for tests: everything switched on that a resume could get wrong.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, onTestFinished } from 'vitest';
import { fillNormal, fillUniform } from '../../src/base/random.ts';
import { encodeIdx } from '../../src/formats/idx.ts';
import { type Config, type PartialConfig, resolveConfig } from '../../src/train/config.ts';

/** An empty folder that goes away with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wgan-run-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder with 150 gzipped images of 6×6. */
export function gzippedImages(folder: string, seed = 7): string {
  const data = join(folder, 'data');
  const values = new Float32Array(150 * 36);
  fillUniform(values, { seed, purpose: 'evaluate', counter: 0 });
  const bytes = Uint8Array.from(values, (value) => Math.floor(value * 256));
  mkdirSync(data, { recursive: true });
  writeFileSync(
    join(data, 'train-images-idx3-ubyte.gz'),
    gzipSync(encodeIdx({ shape: [150, 6, 6], data: bytes })),
  );
  return data;
}

/** A CSV file of 150 points. */
export function pointsFile(folder: string): string {
  const path = join(folder, 'points.csv');
  const values = new Float32Array(300);
  fillNormal(values, { seed: 7, purpose: 'evaluate', counter: 0 });
  const lines = Array.from({ length: 150 }, (_, row) => values.subarray(2 * row, 2 * row + 2).join(','));
  writeFileSync(path, lines.join('\n'));
  return path;
}

/** Averaging, batch normalisation, a holdout, momentum, batches that end mid-epoch. */
export function tinyConfig(dataset: string, more: PartialConfig = {}): Config {
  const from: PartialConfig = {
    dataset,
    iterations: 40,
    generatorHidden: [8],
    criticHidden: [8],
    generatorNorm: 'batch',
    criticNorm: 'layer',
    latent: 4,
    batch: 7,
    criticSteps: 2,
    average: 0.9,
    momentum: 0.5,
    learningRate: 1e-3,
    holdout: 20,
    threads: 1,
    logEvery: 3,
    sampleEvery: 20,
    checkpointEvery: 5,
    ...more,
  };
  return resolveConfig({}, { from }); // with another optimizer there is no momentum
}

/** The bytes of the newest checkpoint. */
export function finalCheckpoint(folder: string): { readonly name: string; readonly bytes: Buffer } {
  const checkpoints = join(folder, 'checkpoints');
  const name = readdirSync(checkpoints)
    .filter((file) => file.endsWith('.safetensors') && !file.startsWith('.'))
    .sort()
    .at(-1)!;
  return { name, bytes: readFileSync(join(checkpoints, name)) };
}

/** The lines of a file of JSON lines. */
export function linesOf<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

/** A folder for all tests of a file, removed after them. */
export function sharedFolder(): { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'wgan-run-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return { path };
}
