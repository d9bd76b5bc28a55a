import { describe, expect, test } from 'vitest';
import { type ScaleChoice, toScale, toUnits } from '../../src/base/point-scale.ts';
import { fillNormal } from '../../src/base/random.ts';
import { chooseScale, scaleText } from '../../src/data/choose-scale.ts';
import { pointDatasets } from '../../src/data/points.ts';

/** 400 normal points with these means and deviations. */
function cloud(means: readonly [number, number], deviations: readonly [number, number]): Float64Array {
  const normals = new Float32Array(800);
  fillNormal(normals, { seed: 1, purpose: 'sample', counter: 0 });
  return Float64Array.from(normals, (x, index) => means[index % 2]! + deviations[index % 2]! * x);
}

describe('the scale of points', () => {
  test.each(pointDatasets.map(({ name }) => name))('%s would keep its coordinates', async (name) => {
    const { values } = await pointDatasets.find((record) => record.name === name)!.load({});
    expect(chooseScale(values, 'auto')).toBeUndefined();
  });

  test.each([
    ['standardised', [0, 0], [1, 1]],
    ['between 0 and 1', [0.5, 0.5], [0.29, 0.29]],
    ['flat, but of the size of 1', [0, 0], [1, 0.01]],
    ['around 3', [3, -2], [2, 2]],
  ] as const)('points that are %s stay as they are', (_, means, deviations) => {
    expect(chooseScale(cloud(means, deviations), 'auto')).toBeUndefined();
  });

  test.each([
    ['age and income', [40, 52_000], [11, 19_000], { centre: [40, 52_000], spread: [10, 20_000] }],
    ['a place on a map', [48.85, 2.35], [0.05, 0.08], { centre: [48.85, 2.35], spread: [0.05, 0.05] }],
    ['height and weight', [172, 71], [9, 14], { centre: [172, 71], spread: [10, 10] }],
    ['tiny numbers', [0, 0], [1e-7, 2e-7], { centre: [0, 0], spread: [2e-7, 2e-7] }],
    ['a constant column', [1000, 7], [50, 0], { centre: [1000, 8], spread: [50, 50] }],
  ] as const)('of %s', (_, means, deviations, wanted) => {
    const scale = chooseScale(cloud(means, deviations), 'auto')!;
    expect(scale.spread).toEqual(wanted.spread);
    scale.centre.forEach((middle, axis) => {
      const far = Math.abs(middle - wanted.centre[axis]!) / scale.spread[axis]!;
      expect(far).toBeLessThan(0.15); // a multiple of a tenth of the spread, of a mean of 400
    });
    const learnt = toScale(cloud(means, deviations), scale);
    expect(Math.max(...learnt.map(Math.abs))).toBeLessThan(6);
  });

  test.each([
    ['none', undefined],
    ['common', [10, 10]],
    ['axes', [0.5, 20]],
  ] as const)('can be said: %s', (choice: ScaleChoice, spread) => {
    expect(chooseScale(cloud([0, 0], [0.5, 18]), choice)?.spread).toEqual(spread);
  });

  test('goes back, and reads as a formula', () => {
    const scale = { centre: [40, -52_000], spread: [10, 20_000] };
    const data = Float64Array.of(37, -61_250, 40, 0);
    expect([...toUnits(toScale(data, scale), scale)].map((x) => Math.round(x) + 0)).toEqual([...data]);
    expect(scaleText(scale)).toBe('(x − 40) ÷ 10, (y + 52000) ÷ 20000');
    expect(scaleText({ centre: [0, 1], spread: [2, 0.5] })).toBe('x ÷ 2, (y − 1) ÷ 0.5');
  });

  test('keeps the digits of numbers far from 0', () => {
    const seconds = Float64Array.of(1_700_000_001, 0, 1_700_000_002, 1, 1_700_000_003, 2);
    const scale = chooseScale(seconds, 'auto')!;
    const [first, , second, , third] = toScale(seconds, scale);
    expect([second! - first!, third! - second!]).toEqual([1, 1]);
  });
});
