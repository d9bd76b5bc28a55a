// A run remembers how its data were labelled.

import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { encodeIdx } from '../../src/formats/idx.ts';
import { runPaths } from '../../src/run/folder.ts';
import { replayRun } from '../../src/run/replay.ts';
import { readRunConfig } from '../../src/run/run-config.ts';
import { system } from '../../src/run/system.ts';
import { drive } from './drive.ts';
import { gzippedImages, temporaryFolder, tinyConfig } from './tiny.ts';

const { files } = system();

/** 150 images with labels of so many classes. */
function labelled(data: string, classes: number): void {
  const labels = Uint8Array.from({ length: 150 }, (_, index) => index % classes);
  writeFileSync(join(data, 'train-labels-idx1-ubyte'), encodeIdx({ shape: [150], data: labels }));
}

const storedOf = (out: string) => readRunConfig(files, runPaths(out));

test('a relabelled folder is refused, the labels that it had are taken', async () => {
  const folder = temporaryFolder();
  const [data, out] = [gzippedImages(folder), join(folder, 'run')];
  labelled(data, 10);
  await drive({ config: tinyConfig(data, { iterations: 2 }), out });
  const { dataset, hash } = storedOf(out);
  expect(dataset.labels).toEqual({ classes: 10, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  const resume = (iterations: number) => drive({ resume: out, changes: { iterations } });

  labelled(data, 7);
  await expect(resume(3)).rejects.toMatchObject({
    message: `${out}: expected the labels that the run began with, of 10 classes, got others, of 7, in ${data}`,
    help: 'restore the names of the folders, or the file of labels, or start a new run with --out',
  });
  await expect(replayRun(out)).rejects.toThrow('expected the labels that the run began with');
  renameSync(join(data, 'train-labels-idx1-ubyte'), join(data, 'elsewhere'));
  await expect(resume(3)).rejects.toThrow(`of 10 classes, got none in ${data}`);

  labelled(data, 10);
  await resume(3);
  expect(storedOf(out)).toMatchObject({ dataset: { labels: dataset.labels }, hash });
});

test('a run of an earlier version, which tells no labels, goes on', async () => {
  const folder = temporaryFolder();
  const [data, out] = [gzippedImages(folder), join(folder, 'run')];
  await drive({ config: tinyConfig(data, { iterations: 2 }), out });
  const stored = JSON.parse(readFileSync(runPaths(out).config, 'utf8'));
  expect(stored.dataset).not.toHaveProperty('labels');
  labelled(data, 10);
  await drive({ resume: out, changes: { iterations: 3 } });
  expect(storedOf(out).hash).toBe(stored.hash);
});
