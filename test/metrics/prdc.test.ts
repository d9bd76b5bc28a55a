import { describe, expect, test } from 'vitest';
import { fillNormal } from '../../src/base/random.ts';
import { precisionRecallDensityCoverage } from '../../src/metrics/prdc.ts';
import { sliceVectors, vectors } from '../../src/metrics/vectors.ts';
import { expected, fixtureVectors } from './fixtures.ts';

const normals = (count: number, dimension: number, counter = 0) => {
  const values = new Float32Array(count * dimension);
  fillNormal(values, { seed: 5, purpose: 'evaluate', counter });
  return vectors(values, dimension);
};

describe('precision, recall, density, coverage', () => {
  const [real, fake] = [fixtureVectors('prdc.real'), fixtureVectors('prdc.fake')];

  test.each([1, 3, 5] as const)('k = %i: the values of the package prdc', (k) => {
    const result = precisionRecallDensityCoverage(real, fake, { k });
    for (const [name, value] of Object.entries(expected.prdc[k])) {
      expect(result[name as keyof typeof result], name).toBeCloseTo(value, 12);
    }
  });

  test('2,000 against 2,000 of 64 in about a second, near 1 for samples of one distribution', () => {
    const before = process.cpuUsage();
    const result = precisionRecallDensityCoverage(normals(2000, 64), normals(2000, 64, 1));
    const seconds = process.cpuUsage(before).user / 1e6;
    console.log(`prdc of 2,000 × 64: ${seconds.toFixed(2)} s of processor time`);
    expect(seconds).toBeLessThan(3);
    expect(result.density).toBeGreaterThan(0.85);
    expect(result.coverage).toBeGreaterThan(0.9);
  });

  test('far apart: nothing is shared', () => {
    const far = vectors(
      Float64Array.from(fake.values, (x) => x + 100),
      6,
    );
    expect(precisionRecallDensityCoverage(real, far)).toEqual({
      precision: 0,
      recall: 0,
      density: 0,
      coverage: 0,
    });
  });

  test('one sample again and again: precise, without variety', () => {
    const one = sliceVectors(real, 0, 1).values;
    const repeated = vectors(
      Float64Array.from({ length: 600 }, (_, index) => one[index % 6]!),
      6,
    );
    const result = precisionRecallDensityCoverage(real, repeated);
    expect(result.precision).toBe(1);
    expect(result.recall).toBe(0);
    expect(result.coverage).toBeLessThan(0.1);
  });

  test('names what it cannot use', () => {
    expect(() => precisionRecallDensityCoverage(real, normals(10, 5))).toThrow(
      'prdc: vectors must have one length, got [150,6] and [10,5]',
    );
    expect(() => precisionRecallDensityCoverage(real, fake, { k: 130 })).toThrow('got 130 of 130 vectors');
  });
});
