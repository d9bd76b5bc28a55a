// Budgets of trainings on a busy machine, and the recipes that are made of them: their plans, and how they go on.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { iterationsIn, speedOf, trainTo } from '../../recipes/budget.ts';
import {
  convolutionalSearch,
  fullSize,
  type SearchResult,
  type SearchUnit,
} from '../../recipes/convolutional/search.ts';
import { candidates, mlp } from '../../recipes/convolutional/space.ts';
import type { Done } from '../../recipes/experiments/experiment.ts';
import { matureExperiment } from '../../recipes/experiments/mature.ts';
import { type Mark, nextMark } from '../../recipes/pictures/marks.ts';
import { parseLines } from '../../src/run/files.ts';
import { type PartialConfig, resolveConfig } from '../../src/train/config.ts';
import { ganOf } from '../../src/train/setup.ts';
import { pointsFile, tinyConfig } from '../run/tiny.ts';
import { toyDataset } from '../train/toy.ts';

test('a speed is that of the fastest stretch, by the time that is asked', async () => {
  const config = resolveConfig({ hidden: [4], latent: 2, batch: 4, criticSteps: 1, threads: 1 });
  let time = 0;
  let calls = 0;
  /** Half a second passes between two looks, but for one stretch in which it is a quarter. */
  const now = () => {
    time += calls > 6 && calls < 12 ? 0.25 : 0.5;
    calls += 1;
    return time;
  };
  expect(await speedOf(config, toyDataset(), now)).toBe(4);
  expect(iterationsIn(10, 2.5)).toBe(3000);
  expect(iterationsIn(0.0001, 2)).toBe(1);
});

test('a training to an iteration goes on where it is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wgan-budget-'));
  const config = tinyConfig(pointsFile(folder), { hidden: [4], holdout: 0, batch: 4 });
  const run = join(folder, 'run');
  await trainTo(run, config, 4);
  await trainTo(run, config, 4);
  await trainTo(run, config, 10);
  const checkpoints = readdirSync(join(run, 'checkpoints')).filter((name) => name.endsWith('.safetensors'));
  expect(checkpoints).toEqual(['000010.safetensors']);
  rmSync(folder, { recursive: true });
});

/** Candidate n makes one iteration a second, and comes nearer the larger n is. */
function resultOf({ minutes, candidate: { number }, seed }: SearchUnit): SearchResult {
  if (minutes === 0) return { perSecond: 1 };
  if (number === 3) return { failed: 'not finite' };
  const frechetDistance = (number < 0 ? 20 : 12 - number) / minutes + seed / 100;
  return { scores: { frechetDistance, fragments: 0.1, coverage: 0.8 } };
}

test('the convolutional search halves its settings, then trains the winner and the default with other seeds', () => {
  const search = convolutionalSearch(fullSize);
  let done: readonly Done[] = [];
  const stages: (readonly SearchUnit[])[] = [];
  for (;;) {
    const units = search.plan({ size: 'full', bases: {}, done }) as readonly SearchUnit[];
    const left = units.filter(({ key }) => !done.some(({ unit }) => unit.key === key));
    if (left.length === 0) break;
    stages.push(left);
    done = [...done, ...left.map((unit) => ({ unit, result: resultOf(unit), seconds: 1, machine: '' }))];
  }
  expect(stages.map((stage) => stage.length)).toEqual([13, 12, 6, 3, 16]);
  expect(stages.map((stage) => stage.at(-1)!.iterations)).toEqual([0, 120, 360, 1200, 7200]);
  expect(new Set(stages[4]!.map(({ candidate }) => candidate.number))).toEqual(new Set([11, mlp.number]));
  const { tables, findings } = search.report(done);
  expect(tables[0]!.rows.map(([name, minutes, seeds]) => [name, minutes, seeds])).toEqual([
    ['number 11', '10 min', '5'],
    ['mlp', '10 min', '5'],
    ['number 11', '60 min', '3'],
    ['mlp', '60 min', '3'],
  ]);
  expect(findings[0]).toBe('10 min: Fréchet distance ÷ that of mlp 0.07');
});

test('every setting is a model that can be trained', () => {
  const units = matureExperiment.plan({ size: 'full', bases: {}, done: [] });
  expect(units).toHaveLength(36);
  const configs = units.map((unit) => (unit as unknown as { readonly config: PartialConfig }).config);
  for (const config of [...configs, ...candidates.map((candidate) => candidate.config), mlp.config])
    expect(() => ganOf(resolveConfig({}, { from: config }), [1, 28, 28])).not.toThrow();
  expect(candidates).toHaveLength(12);
});

test('mature networks: who trains, and which is best in equal time and in equally many iterations', () => {
  const units = matureExperiment.plan({ size: 'full', bases: {}, done: [] });
  const done = units.map((unit, index) => {
    const { critic } = unit as unknown as { readonly critic: string };
    const isVgg = critic.startsWith('vgg');
    const last = { frechet: isVgg ? 1 : 5 + index, coverage: isVgg ? 0.9 : 0.6 };
    const early = { frechet: isVgg ? 9 : 8, coverage: 0.2 };
    const iterations = isVgg ? 100 : 400;
    const looks = [50, 100, iterations].map((iteration) => ({ iteration, seconds: 1, ...early }));
    const result = { state: 'done', iterations, seconds: 1, looks, final: last, perSecond: 1 };
    return { unit, result, seconds: 1, machine: '' };
  });
  const { findings, verdicts, tables } = matureExperiment.report(done);
  expect(tables[0]!.rows).toHaveLength(12);
  expect(findings[2]).toMatch(
    /^wgan-gp: 8 of 8 pairs with a mature network train; best in equal time mlp against vgg16 ÷ 4; best in 100 iterations mlp against mlp$/,
  );
  expect(verdicts[0]).toMatchObject({ claim: 11, verdict: 'holds' });
});

test('pictures are looked at at each time once, by the speed that was measured first', () => {
  const line = '{"minutes":10,"perSecond":2}';
  const done = parseLines(`${line}\n{"minutes":60,"perSe`) as readonly Mark[];
  expect(nextMark([10, 60, 120], done)).toEqual({ minutes: 60, perSecond: 2 });
  expect(nextMark([10, 60, 120], [])).toEqual({ minutes: 10, perSecond: undefined });
  expect(nextMark([10], done)).toBeUndefined();
});
