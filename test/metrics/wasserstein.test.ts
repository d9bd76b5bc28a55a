import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillNormal } from '../../src/base/random.ts';
import { assignRows } from '../../src/metrics/assignment.ts';
import { vectors } from '../../src/metrics/vectors.ts';
import { wassersteinDistance, wassersteinOnLine } from '../../src/metrics/wasserstein.ts';
import { expected, fixtureNumbers, fixtureVectors, relativeError } from './fixtures.ts';

describe('1-Wasserstein distance between point sets', () => {
  test.each(['plane', 'space', 'line', 'ties'] as const)('%s: the value of POT', (name) => {
    const distance = wassersteinDistance(
      fixtureVectors(`wasserstein.${name}.a`),
      fixtureVectors(`wasserstein.${name}.b`),
    );
    expect(relativeError(distance, expected.wasserstein[name])).toBeLessThan(1e-12);
  });

  test('in one dimension it is that of sorted points', () => {
    const [a, b] = [fixtureVectors('wasserstein.line.a'), fixtureVectors('wasserstein.line.b')];
    const onLine = wassersteinOnLine({ points: a.values }, { points: b.values });
    expect(wassersteinDistance(a, b)).toBeCloseTo(onLine, 12);
  });

  test.each([512, 1024])('%i points in the plane, fast', (count) => {
    const draw = (counter: number) => {
      const values = new Float32Array(2 * count);
      fillNormal(values, { seed: 3, purpose: 'evaluate', counter });
      return vectors(values, 2);
    };
    const [a, b] = [draw(0), draw(1)];
    const start = performance.now();
    const distance = wassersteinDistance(a, b);
    console.log(`wasserstein of ${count}: ${((performance.now() - start) / 1000).toFixed(2)} s`);
    expect(distance).toBeGreaterThan(0.02);
    expect(distance).toBeLessThan(0.3);
  });

  test('of a shift by (3, 4) is 5', () => {
    const a = fixtureVectors('wasserstein.plane.a');
    const shifted = vectors(
      Float64Array.from(a.values, (x, index) => x + (index % 2 === 0 ? 3 : 4)),
      2,
    );
    expect(wassersteinDistance(a, shifted)).toBeCloseTo(5, 10);
  });

  test('no order of the points matters, and a set is 0 from itself', () => {
    const a = fixtureVectors('wasserstein.space.a');
    const turned = vectors(
      Float64Array.from(
        a.values,
        (_, index) => a.values[a.values.length - 9 * (1 + Math.floor(index / 9)) + (index % 9)]!,
      ),
      9,
    );
    expect(wassersteinDistance(a, turned)).toBe(0);
  });

  test('names what it cannot use', () => {
    const points = (count: number, value = 0) => vectors(new Float32Array(2 * count).fill(value), 2);
    expect(() => wassersteinDistance(points(2), points(3))).toThrow('equally many points, got 2 and 3');
    expect(() => wassersteinDistance(points(5000), points(5000))).toThrow('at most 4096 points, got 5000');
    expect(() => wassersteinDistance(points(2), points(2, Number.NaN))).toThrow('must be finite');
  });
});

describe('assignment', () => {
  test('is as cheap as the best of all permutations', () => {
    const costs = fc
      .integer({ min: 1, max: 6 })
      .chain((n) =>
        fc.tuple(
          fc.constant(n),
          fc.array(fc.integer({ min: 0, max: 9 }), { minLength: n * n, maxLength: n * n }),
        ),
      );
    fc.assert(
      fc.property(costs, ([n, values]) => {
        const columns = assignRows(Float64Array.from(values), n);
        expect([...columns].sort()).toEqual(Array.from({ length: n }, (_, column) => column));
        const cost = columns.reduce((sum, column, row) => sum + values[row * n + column]!, 0);
        expect(cost).toBe(bruteForce(values, n, 0, new Set()));
      }),
      { seed: 17, numRuns: 300 },
    );
  });
});

function bruteForce(values: readonly number[], n: number, row: number, taken: ReadonlySet<number>): number {
  if (row === n) return 0;
  const free = Array.from({ length: n }, (_, column) => column).filter((column) => !taken.has(column));
  return Math.min(
    ...free.map(
      (column) => values[row * n + column]! + bruteForce(values, n, row + 1, new Set([...taken, column])),
    ),
  );
}

describe('1-Wasserstein distance on a line', () => {
  const [a, b] = [fixtureNumbers('line.a.points'), fixtureNumbers('line.b.points')];

  test('the values of scipy, weighted and not', () => {
    const weighted = wassersteinOnLine(
      { points: a, weights: fixtureNumbers('line.a.weights') },
      { points: b, weights: fixtureNumbers('line.b.weights') },
    );
    expect(relativeError(weighted, expected.line.weighted)).toBeLessThan(1e-12);
    const equal = wassersteinOnLine({ points: a }, { points: b });
    expect(relativeError(equal, expected.line.equal)).toBeLessThan(1e-12);
  });

  test('names what it cannot use', () => {
    expect(() => wassersteinOnLine({ points: [] }, { points: [1] })).toThrow('got 0 points');
    expect(() => wassersteinOnLine({ points: [1, 2], weights: [1] }, { points: [1] })).toThrow(
      'got 2 points and 1 weights of sum 1',
    );
    expect(() => wassersteinOnLine({ points: [1], weights: [-1] }, { points: [1] })).toThrow('weights ≥ 0');
  });
});
