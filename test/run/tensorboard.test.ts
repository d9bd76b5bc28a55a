// Runs for TensorBoard: what is written live, over a resume, and afterwards, read by a reader of its own.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decodePng } from '../../src/formats/png.ts';
import type { Evaluation } from '../../src/run/evaluations.ts';
import type { LoggedNumbers } from '../../src/run/list.ts';
import { exportBoard } from '../../src/run/tensorboard.ts';
import { drive, stop } from './drive.ts';
import { type ReadEvent, readEvents } from './event-reader.ts';
import { gzippedImages, linesOf, temporaryFolder, tinyConfig } from './tiny.ts';

const boardsIn = (folder: string) => readdirSync(folder).filter((name) => name.includes('tfevents'));

const readBoard = (folder: string) => readEvents(join(folder, boardsIn(folder)[0]!));

/** Every number and picture by its step and name. */
const entriesOf = (events: readonly ReadEvent[]) =>
  events.flatMap(({ step = 0, summaries }) =>
    summaries.map((summary) => ({ at: `${step} ${summary.tag}`, ...summary })),
  );

test('a live file has every number and picture once, after a resume too; so has one that is exported', async () => {
  const folder = temporaryFolder();
  const run = join(folder, 'run');
  const config = tinyConfig(gzippedImages(folder), { evaluateEvery: 20 });
  await drive({ config, out: run, tensorboard: true }, { 33: stop });
  const [first] = boardsIn(run);
  expect(first).toMatch(/^events\.out\.tfevents\.\d{10}\.wgan$/);
  await drive({ resume: run }); // goes on with the file that is there
  expect(boardsIn(run)).toHaveLength(1);

  const events = readBoard(run);
  expect(events[0]).toMatchObject({ version: 'brain.Event:2' });
  expect(events[1]).toMatchObject({ session: 1 });
  const entries = entriesOf(events);
  expect(new Set(entries.map(({ at }) => at)).size).toBe(entries.length);
  const scalars = new Map(entries.map(({ at, scalar }) => [at, scalar]));
  const lines = linesOf<LoggedNumbers>(join(run, 'metrics.jsonl'));
  for (const { iteration, wasserstein, imagesPerSecond, health } of lines) {
    expect(scalars.get(`${iteration} training/wasserstein`)).toBe(Math.fround(wasserstein!));
    expect(scalars.get(`${iteration} speed/imagesPerSecond`)).toBe(Math.fround(imagesPerSecond));
    if (health) expect(scalars.get(`${iteration} health/diversity`)).toBe(Math.fround(health.diversity));
  }
  expect(entries.filter(({ tag }) => tag === 'training/wasserstein')).toHaveLength(lines.length);
  for (const { iteration, report } of linesOf<Evaluation>(join(run, 'evaluations.jsonl'))) {
    const { slicedWasserstein, testSlicedWasserstein } = report;
    expect(scalars.get(`${iteration} evaluation/slicedWasserstein`)).toBe(Math.fround(slicedWasserstein!));
    expect(scalars.get(`${iteration} evaluation/testSlicedWasserstein`)).toBe(
      Math.fround(testSlicedWasserstein!),
    );
  }

  const pictures = entries.filter(({ image }) => image !== undefined);
  expect(pictures.map(({ at }) => at)).toEqual(['0 real', '0 samples', '20 samples', '40 samples']);
  for (const { at, image } of pictures.slice(1)) {
    const file = readFileSync(join(run, 'samples', `${at.split(' ')[0]!.padStart(6, '0')}.png`));
    const { width, height, channels } = decodePng(file);
    expect(image).toEqual({ width, height, colorspace: channels, png: expect.anything() });
    expect(Buffer.from(image!.png!).equals(file)).toBe(true);
  }

  const { created } = JSON.parse(readFileSync(join(run, 'config.json'), 'utf8')) as { created: string };
  const last = events.findLast(({ summaries }) => summaries.some(({ tag }) => tag === 'training/criticLoss'));
  expect(last!.seconds).toBeCloseTo(Date.parse(created) / 1000 + lines.at(-1)!.elapsedSeconds, 5);

  const { path, counts } = exportBoard(run, join(folder, 'boards'));
  expect(path).toContain(join(folder, 'boards', 'run'));
  expect(readEvents(path)).toEqual(events);
  expect(counts).toEqual({ numbers: entries.length - 4, pictures: 4 });
  exportBoard(run, join(folder, 'boards')); // replaces it
  expect(boardsIn(join(folder, 'boards', 'run'))).toHaveLength(1);
}, 30_000);

test('none without being asked; the overwritten run takes its file along; files that are no pictures are left out', async () => {
  const folder = temporaryFolder();
  const run = join(folder, 'run');
  const config = tinyConfig(gzippedImages(folder), { iterations: 4 });
  await drive({ config, out: run, tensorboard: true });
  await drive({ config, out: run, overwrite: true });
  expect(boardsIn(run)).toEqual([]);
  await drive({ resume: run, changes: { iterations: 6 }, tensorboard: true }); // tells what was before, too
  expect(entriesOf(readBoard(run)).map(({ at }) => at)).toContain('3 training/criticLoss');
  writeFileSync(join(run, 'samples', '000000.png'), 'no picture');
  const { counts } = exportBoard(run, folder);
  expect(counts.pictures).toBe(3); // real ones, and those of 4 and 6
  expect(existsSync(join(folder, 'run', 'config.json'))).toBe(true);
}, 30_000);
