// Metrics of images that need no features: histogram, fragments, nearest images; and modes of points.

import { describe, expect, test } from 'vitest';
import { fragmentedShare, looseInk } from '../../src/metrics/fragments.ts';
import { argmaxRows, classHistogram, klDivergence } from '../../src/metrics/histogram.ts';
import { modeCoverage } from '../../src/metrics/modes.ts';
import { medianDistance, nearestImages } from '../../src/metrics/nearest.ts';
import { median, vectors } from '../../src/metrics/vectors.ts';
import { expected, fixtureBytes, fixtureVectors } from './fixtures.ts';

describe('class histogram', () => {
  test('counts the largest score of each row', () => {
    const labels = argmaxRows(Float32Array.of(0, 2, 1, 5, 5, 4, -3, -2, -1), 3);
    expect([...labels]).toEqual([1, 0, 2]);
    expect(classHistogram(labels, 4)).toEqual([1, 1, 1, 0]);
    expect(() => classHistogram([4], 4)).toThrow('whole numbers below 4, got 4');
  });

  test('its divergence is that of scipy, in nats', () => {
    const { counts, reference, toUniform, toReference } = expected.kl;
    expect(klDivergence(counts)).toBeCloseTo(toUniform, 14);
    expect(klDivergence(counts, reference)).toBeCloseTo(toReference, 14);
    expect(klDivergence([3, 3, 3])).toBe(0);
    expect(klDivergence([0, 9, 0, 0])).toBeCloseTo(Math.log(4), 14);
    expect(klDivergence([1, 1], [1, 0])).toBe(Number.POSITIVE_INFINITY);
    expect(() => klDivergence([0, 0])).toThrow('needs two filled histograms');
  });
});

describe('fragments', () => {
  const images = fixtureBytes('fragments');

  test('the loose ink that scipy finds, image by image', () => {
    const loose = expected.fragments.loose.map((_, index) =>
      looseInk(images.subarray(index * 168, (index + 1) * 168), 14),
    );
    for (const [index, value] of expected.fragments.loose.entries())
      expect(loose[index]).toBeCloseTo(value, 13);
    expect(fragmentedShare(images, 12, 14)).toBe(expected.fragments.share);
  });

  test('corners connect, edges of the picture do not wrap, faint pixels are no ink', () => {
    const draw = (text: string) =>
      Uint8Array.from(text.replaceAll(/\s/g, ''), (c) => ({ '#': 255, '-': 63 })[c] ?? 0);
    expect(looseInk(draw('#... .#.. ..#. ...#'), 4)).toBe(0);
    expect(looseInk(draw('...# #... .... ....'), 4)).toBe(0.5);
    expect(looseInk(draw('#--- ---- ---# ----'), 4)).toBe(0.5);
    expect(looseInk(draw('---- ---- ---- ----'), 4)).toBe(0);
  });

  test('refuses bytes that fill no images', () => {
    expect(() => fragmentedShare(new Uint8Array(10), 3, 3)).toThrow('images of 3×3, got 10');
  });
});

describe('nearest images', () => {
  test('those of scipy', () => {
    const nearest = nearestImages(fixtureBytes('nearest.samples'), fixtureBytes('nearest.training'), 120);
    expect(nearest.map(({ row }) => row)).toEqual(expected.nearest.rows);
    for (const [index, { distance }] of nearest.entries()) {
      expect(distance).toBeCloseTo(expected.nearest.distances[index]!, 12);
    }
    expect(medianDistance(nearest)).toBeCloseTo(expected.nearest.median, 12);
  });

  test('a copy is found, at distance 0', () => {
    const training = fixtureBytes('nearest.training');
    const copies = training.slice(7 * 120, 9 * 120);
    expect(nearestImages(copies, training, 120)).toEqual([
      { row: 7, distance: 0 },
      { row: 8, distance: 0 },
    ]);
  });

  test('median, and bytes that fill no images', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(() => nearestImages(new Uint8Array(4), new Uint8Array(0), 4)).toThrow(
      'images of 4 bytes, got 4 and 0',
    );
  });
});

describe('mode coverage', () => {
  const { sigma, ...values } = expected.modes;
  const centresOf = () => {
    const { values: numbers, count } = fixtureVectors('modes.centres');
    return Array.from({ length: count }, (_, i) => [numbers[2 * i]!, numbers[2 * i + 1]!] as const);
  };

  test('as numpy and scipy count it', () => {
    const result = modeCoverage(fixtureVectors('modes.points'), { centres: centresOf(), sigma });
    expect(result).toMatchObject({
      modeCount: 8,
      modesCovered: values.modesCovered,
      histogram: values.histogram,
    });
    expect(result.highQualityShare).toBeCloseTo(values.highQualityShare, 14);
    expect(result.reverseKl).toBeCloseTo(values.reverseKl, 14);
  });

  test('a far point covers nothing, and points must lie in the plane', () => {
    const far = modeCoverage(vectors(Float32Array.of(0.5, 0.5), 2), { centres: [[0, 0]], sigma: 0.1 });
    expect(far).toMatchObject({ modesCovered: 0, highQualityShare: 0, histogram: [1] });
    expect(() => modeCoverage(vectors(new Float32Array(3), 3), { centres: [[0, 0]], sigma: 1 })).toThrow(
      'needs points in the plane and modes, got dimension 3 and 1 modes',
    );
  });
});
