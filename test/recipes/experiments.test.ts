// The experiments' machinery, and a quick look at some of them: what they write, how they go on.

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { DigitResult } from '../../recipes/experiments/digits.ts';
import {
  type Done,
  defineExperiment,
  type Experiment,
  type Unit,
  verdicts,
} from '../../recipes/experiments/experiment.ts';
import { pairOf } from '../../recipes/experiments/random-pairs.ts';
import { chosenBases, quickBases } from '../../recipes/experiments/rates.ts';
import { experiments } from '../../recipes/experiments/registry.ts';
import { readDone, sweep } from '../../recipes/experiments/sweep.ts';
import { drawPanels } from '../../src/formats/chart.ts';

const out = mkdtempSync(join(tmpdir(), 'wgan-experiments-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

const quick = (experiment: Experiment, lines: string[] = []) =>
  sweep(experiment, {
    ...{ size: 'quick', bases: quickBases, out },
    ...{ slots: 1, isHere: true },
    report: (line) => lines.push(line),
  });

interface Square {
  readonly key: string;
  readonly of: number;
}

function squares(units: () => readonly Square[], done: number[]): Experiment {
  return defineExperiment<Square, number>({
    name: 'squares',
    ...{ question: '?', method: '', criteria: [], needsBases: false },
    plan: units,
    run: async ({ of }) => {
      if (of > 9) throw new Error('too large');
      done.push(of);
      return of * of;
    },
    tell: String,
    report: () => ({ tables: [], pictures: [], findings: [], verdicts: [] }),
  });
}

test('a sweep does what is missing, keeps what is current, and drops what the plan changed', async () => {
  const worked: number[] = [];
  const unit = (of: number, key = `of-${of}`) => ({ key, of });
  let units = [unit(2), unit(3), unit(10)];
  const experiment = squares(() => units, worked);
  await expect(quick(experiment)).rejects.toThrow('squares of-10: Error: too large');
  units = [unit(2), unit(4, 'of-3'), unit(5)];
  const done = (await quick(experiment)) as readonly Done<Square, number>[];
  expect(worked).toEqual([2, 3, 4, 5]);
  expect(done.map(({ result }) => result)).toEqual([4, 16, 25]);
  const lines = readFileSync(join(out, 'squares.jsonl'), 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as Done).unit)).toEqual(units);
  expect(JSON.parse(lines[1]!)).toMatchObject({
    unit: { key: 'of-3', of: 4 },
    result: 16,
    machine: expect.stringContaining('onnxruntime'),
  });
});

test('needs a slot to work in', async () => {
  const experiment = squares(() => [{ key: 'of-2', of: 2 }], []);
  const options = { size: 'quick', bases: quickBases, out, slots: 0, report: () => {} } as const;
  await expect(sweep(experiment, options)).rejects.toThrow('slots: expected at least 1, got 0');
});

test('a damaged result is done again', async () => {
  const worked: number[] = [];
  const experiment = squares(
    () => [
      { key: 'of-1', of: 1 },
      { key: 'of-2', of: 2 },
    ],
    worked,
  );
  await quick(experiment);
  const file = join(out, 'squares.jsonl');
  const whole = readFileSync(file, 'utf8');
  writeFileSync(file, whole.slice(0, -9)); // as by a kill in the middle of the last line
  const before = worked.length;
  await quick(experiment);
  expect(worked.slice(before)).toEqual([2]);
  expect(readDone(file).map(({ result }) => result)).toEqual([1, 4]);
});

test('pairs are random, and the same for every objective and every time', () => {
  expect(pairOf(3)).toEqual(pairOf(3));
  const pairs = Array.from({ length: 40 }, (_, number) => pairOf(number));
  expect(new Set(pairs.map((pair) => JSON.stringify(pair.networks))).size).toBeGreaterThan(35);
  for (const { generatorRate, criticRate } of pairs) {
    for (const rate of [generatorRate, criticRate]) expect(rate > 0.199 && rate < 5.01).toBe(true);
  }
});

test('names in pictures are text', () => {
  const axis = { label: '<script>' };
  const series = [
    {
      name: '"><img>',
      colour: 0,
      points: [
        { x: 0, y: 1 },
        { x: 1, y: Number.NaN },
      ],
    },
  ];
  const svg = drawPanels([{ title: '&', x: axis, y: axis, series }]);
  expect(svg).not.toMatch(/<(script|img)/);
  expect(svg).not.toContain('NaN');
});

test('every experiment has a name of its own, a question and criteria', () => {
  expect(new Set(experiments.map(({ name }) => name)).size).toBe(experiments.length);
  for (const { criteria, question } of experiments) {
    expect(criteria.length).toBeGreaterThan(0);
    expect(question).toMatch(/\?$/);
  }
});

describe('a quick look', () => {
  const byName = (name: string) => experiments.find((experiment) => experiment.name === name)!;

  test.each(['match', 'modes', 'estimate'])('at %s ends with tables, pictures and findings', async (name) => {
    const experiment = byName(name);
    const done = await quick(experiment);
    const { tables, pictures, findings } = experiment.report(done);
    expect(findings.join()).not.toMatch(/NaN|undefined/);
    for (const { head, rows } of tables) {
      for (const row of rows) expect(row).toHaveLength(head.length);
    }
    for (const { svg } of pictures) expect(svg).not.toContain('NaN');
    const lines: string[] = [];
    await quick(experiment, lines);
    expect(lines).toEqual([`${name}: ${done.length} units, ${done.length} done`]);
    expect(statSync(join(out, `${name}.jsonl`)).size).toBeGreaterThan(100 * done.length);
  });
});

/** A run that came ever nearer, sooner with a larger seed. */
function imagined({ config, iterations, measureEvery = iterations }: DigitUnit): DigitResult {
  const { seed = 1, holdout = 0 } = config;
  const count = Math.floor(iterations / measureEvery);
  const looks = Array.from({ length: count }, (_, index) => {
    const frechet = 8 + 80 / (1 + (index * (1 + seed)) / 4);
    const numbers = { criticLoss: -frechet, generatorLoss: Math.sin(index), wasserstein: frechet / 10 };
    const heldOut = holdout > 0 ? { wassersteinHoldout: frechet / 12 } : {};
    return { iteration: (index + 1) * measureEvery, seconds: index + 1, frechet, ...numbers, ...heldOut };
  });
  const final = { frechet: looks.at(-1)!.frechet, classes: [] };
  return { state: 'done', iterations, seconds: count, looks, final };
}

/** What units on digits have; those of some experiments leave out what is always the same. */
interface DigitUnit extends Unit {
  readonly config: { readonly seed?: number; readonly holdout?: number };
  readonly iterations: number;
  readonly measureEvery?: number;
}

/** All that a full run would leave, imagined. */
function imaginedAll(experiment: Experiment): readonly Done[] {
  let done: readonly Done[] = [];
  for (;;) {
    const units = experiment.plan({ size: 'full', bases: quickBases, done }) as readonly DigitUnit[];
    const left = units.filter(({ key }) => !done.some((one) => one.unit.key === key));
    if (left.length === 0) return done;
    const results = left.map((unit) => ({ unit, result: imagined(unit), seconds: 1, machine: '' }));
    done = [...done, ...results];
  }
}

test.each(['rates', 'match', 'loss', 'speed', 'overfit', 'momentum'])(
  '%s tells all that it promises',
  (name) => {
    const experiment = experiments.find((candidate) => candidate.name === name)!;
    const { tables, pictures, findings, verdicts: told } = experiment.report(imaginedAll(experiment));
    expect(JSON.stringify([tables, findings, told])).not.toMatch(/NaN|undefined|null/);
    for (const { head, rows } of tables) for (const row of rows) expect(row).toHaveLength(head.length);
    for (const { verdict } of told) expect(verdicts).toContain(verdict);
    for (const { svg } of pictures) expect(svg).not.toMatch(/NaN|undefined/);
  },
);

test('the bases are the best of each objective', () => {
  const rates = experiments.find(({ name }) => name === 'rates')!;
  const units = rates.plan({ size: 'full', bases: {}, done: [] });
  const done = units.map((unit, index) => ({
    unit,
    result: { state: 'done', final: { frechet: 100 - index } },
    seconds: 1,
    machine: '',
  }));
  const bases = chosenBases(done);
  expect(bases.gan).toMatchObject({
    objective: 'gan',
    learningRate: 1e-2,
    optimizer: 'adam',
    criticSteps: 5,
  });
  expect(() => chosenBases([])).toThrow('run the experiment rates first');
});
