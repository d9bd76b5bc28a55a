// Warnings of health in the run folder: told and recorded once, in one go or in parts.

import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { branchRun } from '../../src/run/branch.ts';
import { describe as describeRun } from '../../src/run/describe.ts';
import { explainRun } from '../../src/run/explain.ts';
import { ask, drive, quickSystem, stop } from './drive.ts';
import { gzippedImages, linesOf, temporaryFolder, tinyConfig } from './tiny.ts';

interface Line {
  readonly iteration: number;
  readonly name: string;
  readonly isOver?: boolean;
}

const warningsIn = (folder: string) =>
  linesOf<Line>(join(folder, 'warnings.jsonl')).map(
    ({ iteration, name, isOver }) => `${iteration} ${name}${isOver ? ' over' : ''}`,
  );

test('warnings are told and recorded once, whether a run stops, resumes or loses checkpoints', async () => {
  const folder = temporaryFolder();
  const config = tinyConfig(gzippedImages(folder), {
    ...{ objective: 'wgan', clip: 1e-6, optimizer: 'rmsprop', momentum: 0, holdout: 0, criticNorm: 'none' },
    ...{ iterations: 450, logEvery: 10, sampleEvery: 1000, checkpointEvery: 50 },
  });
  const widen = (path: string) => () => ask(path, 'a', 'set', 'clip', 0.05);
  const whole = join(folder, 'whole');
  const one = await drive({ config, out: whole }, { 250: widen(whole) });
  expect(warningsIn(whole)).toEqual(['200 clipping-saturated', '400 clipping-saturated over']);
  expect(one.warnings).toEqual(['clipping-saturated', 'clipping-saturated']);

  const parts = join(folder, 'parts');
  await drive({ config, out: parts }, { 130: stop });
  const second = await drive({ resume: parts }, { 230: stop });
  expect(second.warnings).toEqual(['clipping-saturated']);
  const third = await drive({ resume: parts }, { 250: widen(parts), 330: stop });
  expect(third.warnings).toEqual([]);
  expect((await drive({ resume: parts })).warnings).toEqual(['clipping-saturated']);
  expect(readFileSync(join(parts, 'warnings.jsonl'))).toEqual(readFileSync(join(whole, 'warnings.jsonl')));

  const lost = join(folder, 'lost');
  cpSync(whole, lost, { recursive: true });
  for (const name of ['000450', '000400']) rmSync(join(lost, 'checkpoints', `${name}.safetensors`));
  expect((await drive({ resume: lost })).warnings).toEqual(['clipping-saturated']);
  expect(warningsIn(lost)).toEqual(warningsIn(whole));

  const branch = await branchRun(whole, { at: 350, out: join(folder, 'branch'), system: quickSystem() });
  expect(warningsIn(branch)).toEqual(['200 clipping-saturated']);

  expect(await describeRun(whole)).toMatchObject({
    episodes: [{ name: 'clipping-saturated', from: 200, to: 400 }],
  });
  const { story } = explainRun(whole);
  expect(story.summary).toMatch(/It has recovered from: clipping saturated\.$/);
});

test('a run whose numbers overflow says so, keeps its checkpoint, and can be explained', async () => {
  const folder = temporaryFolder();
  const config = tinyConfig(gzippedImages(folder), { iterations: 60, learningRate: 1e-3 });
  const out = join(folder, 'run');
  const explode = () => ask(out, 'a', 'set', 'learningRate', 1e30);
  await expect(drive({ config, out }, { 12: explode })).rejects.toThrow(/must be finite/);
  const { run, story } = explainRun(out);
  expect(run.state).toBe('failed');
  expect(story.summary).toMatch(/^The numbers overflowed and the run ended: iteration 1\d: .*must be finite/);
  await drive({ resume: out }, { 12: stop }).then(({ result }) =>
    expect(result.iteration).toBeGreaterThan(9),
  );
});
