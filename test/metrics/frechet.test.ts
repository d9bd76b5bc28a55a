import { describe, expect, test } from 'vitest';
import { fillNormal } from '../../src/base/random.ts';
import { frechetDistance } from '../../src/metrics/frechet.ts';
import { momentsOf } from '../../src/metrics/moments.ts';
import { vectors } from '../../src/metrics/vectors.ts';
import { expected, fixtureVectors, relativeError } from './fixtures.ts';

const moments = (name: string) => momentsOf(fixtureVectors(`frechet.${name}`));

describe('Fréchet distance', () => {
  test.each(['wide', 'small', 'flat'] as const)('%s: the value of scipy', (name) => {
    const distance = frechetDistance(moments(`${name}.a`), moments(`${name}.b`));
    expect(relativeError(distance, expected.frechet[name])).toBeLessThan(1e-7);
    const swapped = frechetDistance(moments(`${name}.b`), moments(`${name}.a`));
    expect(relativeError(swapped, distance)).toBeLessThan(1e-7);
  });

  test('moments are those of numpy', () => {
    const { mean, covariance } = moments('small.a');
    for (const [index, value] of expected.moments.mean.entries()) expect(mean[index]).toBeCloseTo(value, 14);
    for (const [index, value] of expected.moments.covariance.entries()) {
      expect(covariance[index]).toBeCloseTo(value, 14);
    }
  });

  test('is 0 to itself, and the squared shift to a shifted copy', () => {
    const set = fixtureVectors('frechet.wide.a');
    const shifted = vectors(
      Float64Array.from(set.values, (x) => x + 0.5),
      64,
    );
    expect(frechetDistance(momentsOf(set), momentsOf(set))).toBeLessThan(1e-9);
    expect(frechetDistance(momentsOf(set), momentsOf(shifted))).toBeCloseTo(64 * 0.25, 8);
  });

  test('of diagonal Gaussians is Σ (σ₁ − σ₂)²', () => {
    const diagonal = (scale: number) => ({
      count: 10,
      mean: new Float64Array(3),
      covariance: Float64Array.of(scale, 0, 0, 0, 4 * scale, 0, 0, 0, 0),
    });
    expect(frechetDistance(diagonal(1), diagonal(9))).toBeCloseTo(2 ** 2 + 4 ** 2, 10);
  });

  test('takes more dimensions than vectors, and many', () => {
    const values = new Float32Array(200 * 256);
    fillNormal(values, { seed: 1, purpose: 'evaluate', counter: 0 });
    const whole = momentsOf(vectors(values, 256));
    expect(frechetDistance(whole, whole)).toBeLessThan(1e-6);
  });

  test('names what it cannot use', () => {
    expect(() => momentsOf(vectors(new Float32Array(3), 3))).toThrow('need two vectors or more, got 1');
    expect(() => frechetDistance(moments('small.a'), moments('wide.a'))).toThrow(
      'fréchet: moments must have one dimension, got 5 and 64',
    );
    expect(() => vectors(new Float32Array(7), 2)).toThrow('vectors: values must fill vectors of 2, got 7');
  });
});
