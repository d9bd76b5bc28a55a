// evaluations.jsonl and best.safetensors: what a run records of its evaluations, and that they change nothing else.

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { branchRun } from '../../src/run/branch.ts';
import { describe as describeRun } from '../../src/run/describe.ts';
import { courseOf, type Evaluation } from '../../src/run/evaluations.ts';
import { loadGenerator } from '../../src/run/model-file.ts';
import { drive, stop } from './drive.ts';
import { finalCheckpoint, linesOf, pointsFile, temporaryFolder, tinyConfig } from './tiny.ts';

const linesIn = (run: string) =>
  linesOf<Evaluation>(join(run, 'evaluations.jsonl')).map(({ seconds, elapsedSeconds, ...line }) => line);

/** The evaluation with the least distance; of equals the first. */
const leastOf = (lines: ReturnType<typeof linesIn>) => {
  const distances = lines.map(({ report }) => report.wassersteinDistance ?? Number.NaN);
  return lines[distances.indexOf(Math.min(...distances))]!;
};

test('evaluations are recorded, the best generator is kept, the trajectory stays', async () => {
  const folder = temporaryFolder();
  const data = pointsFile(folder);
  const [plain, measured] = [join(folder, 'plain'), join(folder, 'measured')];
  await drive({ config: tinyConfig(data), out: plain });
  const { events } = await drive({ config: tinyConfig(data, { evaluateEvery: 10 }), out: measured });
  expect(finalCheckpoint(measured)).toEqual(finalCheckpoint(plain));
  expect(existsSync(join(plain, 'evaluations.jsonl'))).toBe(false);

  const lines = linesIn(measured);
  expect(lines.map(({ iteration }) => iteration)).toEqual([10, 20, 30, 40]);
  expect(lines[0]).toMatchObject({ seed: 1, report: { kind: 'points', realSeed: 0 } });
  const best = await loadGenerator(join(measured, 'best.safetensors'));
  expect(best.iteration).toBe(leastOf(lines).iteration);
  const kept = events.filter((event) => event.type === 'evaluation' && event.path !== undefined);
  const card = readFileSync(join(measured, 'README.md'), 'utf8');
  const { report } = lines.at(-1)!;
  const distance = report.wassersteinDistance ?? Number.NaN;
  expect(card).toContain(`type: wasserstein-distance\n            value: ${distance}\n`);
  expect(card).toMatch(/^\| Wasserstein distance \| [\d.]+ \| [\d.]+ \|$/m);
  expect(card.includes('best.safetensors')).toBe(best.iteration !== 40);
  expect(readFileSync(join(plain, 'README.md'), 'utf8')).not.toContain('## Measured');
  const described = await describeRun(measured);
  expect(described).toMatchObject({
    evaluations: { last: { iteration: 40 }, best: { iteration: best.iteration } },
  });
  const branch = await branchRun(measured, { at: 20, out: join(folder, 'branch') });
  expect(linesIn(branch)).toEqual(lines.slice(0, 2));
  expect(kept.at(-1)).toMatchObject({ iteration: best.iteration, path: join(measured, 'best.safetensors') });
});

test('a run that goes on from an older checkpoint measures again, to the same numbers', async () => {
  const folder = temporaryFolder();
  const config = tinyConfig(pointsFile(folder), { evaluateEvery: 4 });
  const [whole, parts] = [join(folder, 'whole'), join(folder, 'parts')];
  await drive({ config, out: whole });
  await drive({ config, out: parts }, { 21: stop });
  for (const late of ['000020', '000021']) rmSync(join(parts, 'checkpoints', `${late}.safetensors`));
  const { events } = await drive({ resume: parts }, { 18: stop });
  expect(events.some(({ type }) => type === 'evaluation')).toBe(true);
  expect(linesIn(parts).map(({ iteration }) => iteration)).toEqual([4, 8, 12, 16]);
  await drive({ resume: parts });
  expect(linesIn(parts)).toEqual(linesIn(whole));
  expect((await loadGenerator(join(parts, 'best.safetensors'))).iteration).toBeGreaterThan(0);
});

test('a best generator from after the checkpoint goes with its line', async () => {
  const folder = temporaryFolder();
  const run = join(folder, 'run');
  await drive(
    { config: tinyConfig(pointsFile(folder), { evaluateEvery: 4, checkpointEvery: 3 }), out: run },
    { 9: stop },
  );
  const path = join(run, 'evaluations.jsonl');
  const lines = linesOf<Evaluation>(path);
  expect(lines.map(({ iteration }) => iteration)).toEqual([4, 8]);
  writeFileSync(path, `${JSON.stringify(lines[0])}\n`); // as if the last line had never reached the disk
  const { iteration } = await loadGenerator(join(run, 'best.safetensors'));
  await drive({ resume: run, changes: { iterations: 11, evaluateEvery: 0 } });
  expect(existsSync(join(run, 'best.safetensors'))).toBe(iteration === 4);
});

test('runs that are older than the key go on without evaluations', async () => {
  const folder = temporaryFolder();
  const run = join(folder, 'run');
  await drive({ config: tinyConfig(pointsFile(folder)), out: run }, { 9: stop });
  const path = join(run, 'config.json');
  const stored = JSON.parse(readFileSync(path, 'utf8')) as { config: { run: Record<string, unknown> } };
  delete stored.config.run.evaluateEvery;
  writeFileSync(path, JSON.stringify(stored));
  await drive({ resume: run });
  expect(finalCheckpoint(run).name).toBe('000040.safetensors');
  expect(existsSync(join(run, 'evaluations.jsonl'))).toBe(false);
});

test('the course of evaluations: the last, the best, and how many were no better since', () => {
  const evaluationAt = (iteration: number, nearestDistance: number, reverseKl?: number): Evaluation => ({
    ...{ iteration, seed: 1, seconds: 1, elapsedSeconds: iteration },
    report:
      reverseKl === undefined
        ? {
            ...{ kind: 'images', dataset: 'a', realSeed: 0, notes: [], nearest: [] },
            ...{ nearestDistance, testNearestDistance: 1, counts: { samples: 1, real: 1 } },
          }
        : {
            ...{ kind: 'stacked-digits', dataset: 'a', realSeed: 0, notes: [], classifierVersion: '' },
            ...{ reverseKl, modesCovered: 1, modeCount: 1000, counts: { samples: 1 } },
          },
  });
  const lines = [3, 2, 4, 2].map((value, index) => evaluationAt(index, 0, value));
  expect(courseOf(lines)).toEqual({ last: lines[3], best: lines[1], sinceBest: 2 });
  expect(courseOf([])).toEqual({ sinceBest: 0 });
  const unordered = [evaluationAt(1, 5), evaluationAt(2, 4)]; // a lesser distance to training images is not better
  expect(courseOf(unordered)).toEqual({ last: unordered[1], sinceBest: 0 });
});
