// The mathematics of the figures of the room Learn, against known values.

import { describe, expect, test } from 'vitest';
import { vectors } from '../../../../../src/metrics/vectors.ts';
import { wassersteinDistance, wassersteinOnLine } from '../../../../../src/metrics/wasserstein.ts';
import { meanOf, sharesOf } from '../../../../../src/studio/app/rooms/learn/math/histogram.ts';
import {
  optimalCritic,
  pulled,
  scoreOf,
  steepest,
  withinSlope,
} from '../../../../../src/studio/app/rooms/learn/math/line-critic.ts';
import { normalQuantile, normalShare } from '../../../../../src/studio/app/rooms/learn/math/normal.ts';
import { rankCorrelation } from '../../../../../src/studio/app/rooms/learn/math/rank-correlation.ts';
import {
  costOf,
  handfuls,
  planKinds,
  planOf,
} from '../../../../../src/studio/app/rooms/learn/math/transport.ts';
import {
  jensenShannonOfLines,
  wassersteinOfLines,
} from '../../../../../src/studio/app/rooms/learn/math/two-lines.ts';

describe('two lines', () => {
  test('sharp: log 2 and no slope at any distance, 0 where they meet', () => {
    for (const theta of [-1, -1e-9, 0.3, 1]) {
      expect(jensenShannonOfLines(theta, 0)).toEqual({ value: Math.LN2, slope: 0 });
    }
    expect(jensenShannonOfLines(0, 0)).toEqual({ value: 0, slope: 0 });
    expect(wassersteinOfLines(-0.3)).toBe(0.3);
  });

  test('blurred: 0 where they meet, log 2 far away, for small shifts θ²/(8σ²), the same on both sides', () => {
    expect(jensenShannonOfLines(0, 0.2).value).toBeCloseTo(0, 12);
    expect(jensenShannonOfLines(3, 0.1).value).toBeCloseTo(Math.LN2, 10);
    expect(jensenShannonOfLines(0.002, 0.2).value).toBeCloseTo(0.002 ** 2 / (8 * 0.2 ** 2), 9);
    expect(jensenShannonOfLines(-0.4, 0.2).value).toBeCloseTo(jensenShannonOfLines(0.4, 0.2).value, 12);
  });

  test('N(0, 1) against N(1, 1): the trapezoidal rule over [−12, 13] in Python', () => {
    expect(jensenShannonOfLines(1, 1).value).toBeCloseTo(0.11142148218473, 9);
  });

  test.each([0.05, 0.3, -0.7])('the slope at %f is that of central differences', (theta) => {
    const step = 1e-5;
    const [right, left] = [jensenShannonOfLines(theta + step, 0.2), jensenShannonOfLines(theta - step, 0.2)];
    expect(jensenShannonOfLines(theta, 0.2).slope).toBeCloseTo((right.value - left.value) / (2 * step), 6);
  });
});

describe('plans', () => {
  test('the exact plan costs the Wasserstein distance; no other costs less; each is a plan', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { fake, real } = handfuls(9, seed);
      const [a, b] = [fake, real].map((points) => vectors(Float64Array.from(points.flat()), 2));
      const distance = wassersteinDistance(a!, b!);
      for (const kind of planKinds) {
        const plan = Array.from(planOf(kind, fake, real, seed));
        expect([...plan].sort((p, q) => p - q)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
        expect(costOf(plan, fake, real)).toBeGreaterThanOrEqual(distance - 1e-12);
      }
      expect(costOf(planOf('exact', fake, real, seed), fake, real)).toBeCloseTo(distance, 12);
    }
  });

  test('the hurried plan can be beaten: two spoonfuls on a line', () => {
    const [fake, real] = [
      [
        [0, 0],
        [1, 0],
      ],
      [
        [1.4, 0],
        [-1, 0],
      ],
    ] as const;
    expect(costOf(planOf('exact', fake, real, 0), fake, real)).toBeCloseTo(0.7);
    expect(costOf(planOf('nearest', [...fake].reverse(), real, 0), [...fake].reverse(), real)).toBeCloseTo(
      0.7,
    );
    expect(
      costOf(
        planOf(
          'nearest',
          [
            [0.3, 0],
            [1, 0],
          ],
          real,
          0,
        ),
        [
          [0.3, 0],
          [1, 0],
        ],
        real,
      ),
    ).toBeCloseTo(1.55);
  });
});

describe('critics on a line', () => {
  const grid = { count: 17, spacing: 0.5 };
  const [real, fake] = [
    [9, 11, 12, 13, 15],
    [1, 3, 4, 6, 12],
  ];
  const placeOf = (knot: number) => 0.5 * knot;
  const distance = wassersteinOnLine({ points: real!.map(placeOf) }, { points: fake!.map(placeOf) });

  test('the best one reaches limit·W₁ and stays within the limit', () => {
    for (const limit of [0.5, 1, 3]) {
      const best = optimalCritic(grid, real!, fake!, limit);
      expect(scoreOf(best, real!, fake!)).toBeCloseTo(limit * distance, 12);
      expect(steepest(best, 0.5)).toBeCloseTo(limit, 12);
    }
  });

  test('it is flat where neither side leads, and turns where real and fake change places', () => {
    const best = optimalCritic({ count: 4, spacing: 1 }, [0, 3], [1, 2], 1);
    expect(best.map((value) => value - best[0]!)).toEqual([0, -1, -1, 0]);
  });

  test('no sequence of pulls beats it or leaves the limit', () => {
    let values: readonly number[] = new Array<number>(17).fill(0);
    for (let turn = 0; turn < 500; turn++) {
      const height = 4 * Math.sin(turn * 1.7) * Math.cos(turn);
      values = pulled(values, (turn * 7) % 17, height, { spacing: 0.5, limit: 1 });
      expect(steepest(values, 0.5)).toBeLessThanOrEqual(1 + 1e-9);
      expect(scoreOf(values, real!, fake!)).toBeLessThanOrEqual(distance + 1e-9);
    }
  });

  test('without a limit a pull moves one knot; the limit can be put back', () => {
    const wild = pulled([0, 0, 0, 0], 1, 9, { spacing: 0.5, limit: Number.POSITIVE_INFINITY });
    expect(wild).toEqual([0, 9, 0, 0]);
    expect(steepest(wild, 0.5)).toBe(18);
    expect(withinSlope(wild, { spacing: 0.5, limit: 1 })).toEqual([0, 0.5, 0, 0]);
  });
});

describe('statistics', () => {
  test('rank correlation: 1, −1, 0 for no change, ties share their rank', () => {
    expect(rankCorrelation([1, 2, 3], [10, 100, 1000])).toBe(1);
    expect(rankCorrelation([1, 2, 3], [3, 2, 1])).toBe(-1);
    expect(rankCorrelation([1, 2, 3], [5, 5, 5])).toBe(0);
    expect(rankCorrelation([1, 2, 3, 4], [1, 2, 2, 4])).toBeCloseTo(Math.sqrt(0.9), 12);
  });

  test('shares of bins sum to 1, and what lies beyond counts in the last', () => {
    expect(sharesOf([0, 0.5, 1.5, 9], 2, 4)).toEqual([0.25, 0.25, 0, 0.5]);
    expect(meanOf([1, 2, 6])).toBe(3);
  });

  test('normal quantiles: tables, and the inverse of shares', () => {
    expect(normalQuantile(0.5)).toBeCloseTo(0, 10);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 9);
    for (const x of [-3, -0.2, 1, 2.5]) expect(normalQuantile(normalShare(x))).toBeCloseTo(x, 9);
  });
});
