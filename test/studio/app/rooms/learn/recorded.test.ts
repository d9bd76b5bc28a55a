// The recorded runs of page 8: made by the recipes as they are now, and they show what the page says of them.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { learnPlan, learnRuns, recipeOf } from '../../../../../recipes/learn/runs.ts';
import { rankCorrelation } from '../../../../../src/studio/app/rooms/learn/math/rank-correlation.ts';

const folder = new URL('../../../../../src/studio/app/rooms/learn/recorded/', import.meta.url);
const names = ['gan', 'wgan-gp', 'slow-critic', 'few-digits'] as const;
type Name = (typeof names)[number];

interface Recorded {
  readonly recipe: unknown;
  readonly columns: Readonly<Record<string, readonly (number | null)[]>>;
}

const recorded = (name: Name): Recorded => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));

/** A column after iteration 0, before which there is no loss. */
const column = (name: Name, key: string) => recorded(name).columns[key]!.slice(1).map(Number);
const lossOf = (name: Name) => column(name, name === 'gan' ? 'criticLoss' : 'estimate');
const together = (name: Name) => rankCorrelation(lossOf(name), column(name, 'frechetDistance'));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
/** What held-out digits do not show of the estimate, over the last quarter. */
const gapOf = (name: Name) => {
  const quarter = Math.ceil(lossOf(name).length / 4);
  return 1 - mean(column(name, 'heldOut').slice(-quarter)) / mean(lossOf(name).slice(-quarter));
};

test('there is one of each recipe', () =>
  expect(Object.keys(learnRuns).toSorted()).toEqual([...names].toSorted()));

describe.each(names)('%s', (name) => {
  test('was made by its recipe', () => {
    const { recipe, columns } = recorded(name);
    expect(recipe).toEqual(JSON.parse(JSON.stringify(recipeOf(name))));
    const { iterations, every } = learnPlan;
    expect(columns.iteration).toEqual(
      Array.from({ length: iterations / every + 1 }, (_, index) => index * every),
    );
    for (const values of Object.values(columns)) expect(values).toHaveLength(iterations / every + 1);
  });

  test('has a row of digits for each iteration that is pictured, in a small file', () => {
    const bytes = readFileSync(new URL(`${name}.png`, folder));
    const size = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]; // of its header
    expect(size).toEqual([4 * 28, 28 * learnPlan.pictured.length]);
    expect(bytes.length).toBeLessThan(10_000);
  });
});

describe('page 8 says of them', () => {
  test('that WGAN-GP’s estimate follows its samples, and a GAN’s loss does not', () => {
    expect(together('wgan-gp')).toBeGreaterThan(0.95);
    expect(together('gan')).toBeLessThan(0.7);
  });

  test('that a slow critic’s estimate is lower, its samples are the worst, and it says next to nothing', () => {
    expect(Math.abs(together('slow-critic'))).toBeLessThan(0.4);
    expect(lossOf('slow-critic').at(-1)!).toBeLessThan(lossOf('wgan-gp').at(-1)!);
    const last = (name: Name) => column(name, 'frechetDistance').at(-1)!;
    for (const name of ['gan', 'wgan-gp', 'few-digits'] as const)
      expect(last('slow-critic')).toBeGreaterThan(last(name));
  });

  test('that the estimate of few digits leaves that of digits never seen', () => {
    expect(gapOf('few-digits')).toBeGreaterThan(0.3);
    expect(gapOf('few-digits')).toBeGreaterThan(2 * gapOf('wgan-gp'));
  });
});
