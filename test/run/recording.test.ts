// A run is read so that it can be trained again from what is carried alone.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { runPaths } from '../../src/run/folder.ts';
import { type RunRecording, readRecording } from '../../src/run/recording.ts';
import { runTraining } from '../../src/run/run-training.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { carriedDataset, comparedNumbers, recordedTraining } from '../../src/train/recording.ts';
import { ganOf, settingsOf } from '../../src/train/setup.ts';
import { createTrainer } from '../../src/train/trainer.ts';
import { ask, drive, stop } from './drive.ts';
import { gzippedImages, pointsFile, sharedFolder, temporaryFolder, tinyConfig } from './tiny.ts';

const shared = sharedFolder();
/** Held-out samples, a warm-up, live changes; resumed once. */
let run = '';

beforeAll(async () => {
  run = join(shared.path, 'run');
  const config = tinyConfig(gzippedImages(shared.path), { logEvery: 1, criticWarmup: 3 });
  await drive({ config, out: run }, { 9: () => ask(run, 'a', 'set', 'penalty', 3), 13: stop });
  await drive({ resume: run }, { 21: () => ask(run, 'b', 'set', 'learningRate', 2e-3) });
});

/** Losses of a recording, trained again from what it carries. */
async function trainedAgain({ recording, samples }: RunRecording, iterations: number) {
  const dataset = carriedDataset(recording, samples);
  const { config } = recording;
  const trainer = await createTrainer({
    gan: ganOf(config, dataset.sampleShape),
    settings: settingsOf(config),
    dataset,
    device: await openDevice('cpu', { threads: 1 }),
    ...recordedTraining(recording),
  });
  const losses: (readonly (number | undefined)[])[] = [];
  while (trainer.iteration < iterations) {
    for (const { iteration, settings } of recording.changes) {
      if (iteration === trainer.iteration) trainer.change(settings);
    }
    const metrics = await trainer.step();
    losses.push(comparedNumbers.map((name) => metrics[name]));
  }
  await trainer.release();
  return losses;
}

const logged = ({ recording }: RunRecording, iterations: number) =>
  Array.from({ length: iterations }, (_, row) =>
    comparedNumbers.map((name) => recording.curve.columns[name]?.[row]),
  );

test('all samples: every iteration comes out as it was logged, to the last bit', async () => {
  const recorded = await readRecording(run);
  const { samples, changes, start, curve, dataset } = recorded.recording;
  expect(samples).toEqual({ count: 130, of: 130, areBytes: true, areDrawn: false, until: 40 });
  expect(recorded.samples).toHaveLength(130 * 36);
  expect(changes.map(({ iteration }) => iteration)).toEqual([9, 21]);
  expect(start.curve).toEqual(curve);
  expect(dataset.sampleShape).toEqual([1, 6, 6]);
  expect(await trainedAgain(recorded, 40)).toEqual(logged(recorded, 40));
});

test('a few samples: the iterations that are said come out, no more of them', async () => {
  const recorded = await readRecording(run, { limit: { samples: 120 } });
  const { count, until } = recorded.recording.samples;
  expect({ count, until }).toEqual({ count: 3 * 7 + 7 * 14, until: 7 });
  const again = await trainedAgain(recorded, 9);
  expect(again.slice(0, 7)).toEqual(logged(recorded, 7));
  expect(again[8]).not.toEqual(logged(recorded, 9)[8]);
});

test('the last picture comes along', async () => {
  const { picture } = await readRecording(run);
  expect(picture!.iteration).toBe(40);
  expect(Buffer.from(picture!.png)).toEqual(readFileSync(join(run, 'samples', '000040.png')));
});

test('points bring the view of their plane, and long logs are thinned but for their beginning', async () => {
  const out = join(temporaryFolder(), 'ring');
  const config = tinyConfig('ring', { iterations: 3, logEvery: 1, holdout: 0 });
  await runTraining({ config, out });
  const { metrics } = runPaths(out);
  const [line] = readFileSync(metrics, 'utf8').split('\n');
  const many = Array.from({ length: 9000 }, (_, row) =>
    line!.replace('"iteration":1,', `"iteration":${row + 1},`),
  );
  writeFileSync(metrics, `${many.join('\n')}\n`);
  const { recording } = await readRecording(out);
  const { iteration } = recording.curve;
  expect(recording.dataset.view!.reach).toBeGreaterThan(1);
  expect(iteration.slice(0, 1000)).toEqual(Array.from({ length: 1000 }, (_, row) => row + 1));
  expect(iteration.length).toBeLessThanOrEqual(3000);
  expect(iteration.at(-1)).toBe(9000);
});

test('nothing tells where the data lay', async () => {
  const folder = temporaryFolder();
  const out = join(folder, 'run');
  await runTraining({ config: tinyConfig(pointsFile(folder), { iterations: 1, logEvery: 1 }), out });
  const { recording } = await readRecording(out);
  expect(recording.config.data.dataset).toBe('points.csv');
  expect(recording.dataset).toMatchObject({
    name: 'points.csv',
    description: '150 points in the plane, from points.csv',
  });
  expect(JSON.stringify(recording)).not.toContain(folder);
});

test('what cannot be trained again is refused in words', async () => {
  const folder = temporaryFolder();
  const out = join(folder, 'run');
  const config = tinyConfig('ring', { iterations: 2, holdout: 0 });
  await runTraining({ config, out });
  const paths = runPaths(out);
  const text = readFileSync(paths.config, 'utf8');
  const values = JSON.parse(text);
  writeFileSync(paths.config, JSON.stringify({ ...values, origin: { run: 'runs/a', iteration: 7 } }));
  await expect(readRecording(out)).rejects.toThrow(
    /began from its seed, got a branch of runs\/a at iteration 7/,
  );
  writeFileSync(paths.config, text.replace(/"sha256": "..../, '"sha256": "0000'));
  await expect(readRecording(out)).rejects.toThrow(/expected the data that the run began with/);
  writeFileSync(paths.config, text);
  rmSync(paths.metrics);
  await expect(readRecording(out)).rejects.toThrow(/expected logged numbers to compare with, got none yet/);
  await expect(readRecording(folder)).rejects.toThrow(/expected a run folder/);
});
