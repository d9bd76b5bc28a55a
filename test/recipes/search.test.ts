import { expect, test } from 'vitest';
import type { Done, Unit } from '../../recipes/experiments/experiment.ts';
import { comesTo } from '../../recipes/search/findings.ts';
import { defaultsOf, fullSize, SEARCHED, searchOf } from '../../recipes/search/search.ts';
import { type Candidate, candidatesOf } from '../../recipes/search/space.ts';
import { objectives } from '../../src/gan/objectives/registry.ts';
import { resolveConfig } from '../../src/train/config.ts';
import { ganOf } from '../../src/train/setup.ts';

interface SearchUnit extends Unit {
  readonly stage: number;
  readonly seed: number;
  readonly iterations: number;
  readonly candidate: { readonly number: number };
}

/** Candidate n makes n + 1 iterations a second; even ones come nearer, the larger the better. */
const resultOf = ({ stage, candidate: { number } }: SearchUnit) => ({
  perSecond: number + 1,
  seconds: 1,
  versions: {},
  ...(stage > 0 && { scores: { frechetDistance: number % 2 === 0 ? 50 - number : 100 } }),
});

test('every candidate is a model that can be trained, the same for every engine', () => {
  for (const objective of objectives.names) {
    const candidates = candidatesOf(objective, 27);
    expect(candidates).toEqual(candidatesOf(objective, 30).slice(0, 27));
    for (const { config } of candidates)
      expect(() => ganOf(resolveConfig({}, { from: config }), [1, 28, 28])).not.toThrow();
  }
});

test('the other objectives train with their own defaults', () => {
  const units = defaultsOf(fullSize).plan({ size: 'full', bases: {}, done: [] });
  const others = objectives.names.filter((name) => name !== SEARCHED);
  const trained = (units as readonly (Unit & { readonly candidate: Candidate })[]).map(({ candidate }) =>
    resolveConfig({}, { from: candidate.config }),
  );
  const usual = others.map((objective) => resolveConfig({ objective }));
  expect(trained.map(({ objective }) => objective)).toEqual(usual.map(({ objective }) => objective));
  expect(trained.map(({ optimizer }) => optimizer)).toEqual(usual.map(({ optimizer }) => optimizer));
});

test('a third and the known models go on from each stage, with the iterations of their own speed; the winner with other seeds', () => {
  const size = { ...fullSize, candidates: 9, stages: [1 / 9, 1 / 3, 1], budgetSeconds: 180, seeds: 5 };
  const search = searchOf('wgan', 'wgan-gp', size);
  let done: readonly Done[] = [];
  const counts: number[] = [];
  for (;;) {
    const units = search.plan({ size: 'full', bases: {}, done }) as readonly SearchUnit[];
    const left = units.filter(({ key }) => !done.some((one) => one.unit.key === key));
    if (left.length === 0) break;
    counts.push(left.length);
    done = [...done, ...left.map((unit) => ({ unit, result: resultOf(unit), seconds: 1, machine: '' }))];
  }
  expect(counts).toEqual([9, 9, 5, 4, 5]);
  const stage = (number: number) =>
    done.map(({ unit }) => unit as SearchUnit).filter((unit) => unit.stage === number);
  expect(stage(1).map(({ iterations }) => iterations)).toEqual([20, 40, 60, 80, 100, 120, 140, 160, 180]);
  expect(stage(2).map(({ candidate }) => candidate.number)).toEqual([8, 6, 4, 0, 1]);
  expect(stage(3).map(({ candidate }) => candidate.number)).toEqual([8, 6, 0, 1]);
  expect(stage(4).map(({ seed, iterations, candidate }) => [seed, iterations, candidate.number])).toEqual(
    [2, 3, 4, 5, 6].map((seed) => [seed, 9 * 180, 8]),
  );
  const { tables, pictures, findings } = search.report(done);
  expect(findings.slice(0, 2)).toEqual([
    'best: number 8',
    '5 other seeds: median 42.00, worst 42.00, worst ÷ median 1.00',
  ]);
  expect(comesTo(done, size)).toEqual({ least: 42, middle: 42 });
  expect(tables[0]!.rows.map(([number, , , distance]) => [number, distance])).toEqual([
    ['8', '42.00'],
    ['6', '44.00'],
    ['0', '50.00'],
    ['1', '100.00'],
  ]);
  const { svg } = pictures[0]!;
  expect(svg.match(/<polyline/g)).toHaveLength(5);
  expect(svg.match(/<circle/g)).toHaveLength(4 + 5);
  expect([...svg.matchAll(/>(\d)<\/text>/g)].map(([, number]) => number).slice(-4)).toEqual([
    '1',
    '0',
    '6',
    '8',
  ]);
});
