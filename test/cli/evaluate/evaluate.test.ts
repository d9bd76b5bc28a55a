// How evaluations are told: tables, bars, explanations, one JSON object.

import { describe, expect, test } from 'vitest';
import { evaluationObject } from '../../../src/cli/evaluate/evaluation-object.ts';
import { reportLines } from '../../../src/cli/evaluate/report-lines.ts';
import { bar } from '../../../src/cli/terminal/bars.ts';
import { painter } from '../../../src/cli/terminal/colors.ts';
import { wrapped } from '../../../src/cli/terminal/wrap.ts';
import { defineDataset } from '../../../src/data/dataset.ts';
import type { GeneratorSpec } from '../../../src/gan/architectures/architecture.ts';
import type { Report } from '../../../src/metrics/reports.ts';
import type { ModelEvaluation } from '../../../src/run/evaluate.ts';

const scores = {
  frechetDistance: 3.21,
  precision: 0.786,
  recall: 0.9,
  density: 0.577,
  coverage: 0.812,
  classKl: 0.00996,
  classHistogram: [4, 0, 6, 0, 0, 0, 0, 0, 0, 10],
  fragments: 0.182,
  nearestDistance: 4.41,
};

const digits: Report = {
  kind: 'digits',
  dataset: 'mnist',
  ...scores,
  testFrechetDistance: 0.17,
  testPrecision: 0.92,
  testRecall: 0.91,
  testDensity: 0.95,
  testCoverage: 0.96,
  testClassKl: 0.0019,
  testClassHistogram: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  testFragments: 0.013,
  testNearestDistance: 4.45,
  nearest: [],
  classifierVersion: 'mnist-mlp-1',
  realSeed: 0,
  counts: { samples: 20, real: 60_000, test: 10, neighbours: 15, k: 5, nearest: 8 },
  notes: ['distances grow as samples get fewer: compare only with others of 20 samples'],
};

function evaluationOf(...reports: readonly Report[]): ModelEvaluation {
  const spec: GeneratorSpec = {
    ...({ architecture: 'mlp', norm: 'none', activation: 'relu' } as const),
    ...{ latent: 4, hidden: [8], sampleShape: [1, 28, 28] },
  };
  return {
    model: { spec, parameters: {}, dataset: 'mnist', iteration: 6500, weights: 'average' },
    dataset: {
      ...defineDataset({ name: 'mnist', sampleShape: [1], values: new Uint8Array(1) }),
      count: 60_000,
    },
    results: reports.map((report, index) => ({ seed: index + 1, report, seconds: 1.5 })),
  };
}

const tell = (evaluation: ModelEvaluation, isExplained = false) =>
  reportLines(evaluation, { name: 'runs/a', columns: 80, paint: painter(1), isExplained });

describe('an evaluation as text', () => {
  test('has every number with its unit, yardstick and counts, and the digits as bars', () => {
    expect(`\n${tell(evaluationOf(digits)).join('\n')}\n`).toMatchInlineSnapshot(`
      "
      runs/a (iteration 6,500, averaged weights) on mnist
      20 samples of seed 1; 60,000 real ones, 10 test images as the yardstick;
      classifier mnist-mlp-1

                              samples       test set  better     counted on
      Fréchet distance        3.210         0.170     lower      20 / 60,000
      precision               78.6 %        92.0 %    higher     15 / 15, k = 5
      recall                  90.0 %        91.0 %    higher     15 / 15, k = 5
      density                 0.577         0.950     higher     15 / 15, k = 5
      coverage                81.2 %        96.0 %    higher     15 / 15, k = 5
      class divergence        0.0100 nats   0.0019    like real  20
      fragments               18.2 %        1.3 %     like real  20
      nearest training image  4.410 pixels  4.450     like real  8 / 60,000

      digit                                      share   test set
      0      ████████████                     4  20.0 %  10.0 %
      1                                       0   0.0 %  10.0 %
      2      ██████████████████               6  30.0 %  10.0 %
      3                                       0   0.0 %  10.0 %
      4                                       0   0.0 %  10.0 %
      5                                       0   0.0 %  10.0 %
      6                                       0   0.0 %  10.0 %
      7                                       0   0.0 %  10.0 %
      8                                       0   0.0 %  10.0 %
      9      ██████████████████████████████  10  50.0 %  10.0 %

      note: distances grow as samples get fewer: compare only with others of 20
      samples
      measured in 1.5 s; --explain says what each number means
      "
    `);
  });

  test('of several seeds, mean and deviation', () => {
    const text = tell(evaluationOf(digits, { ...digits, frechetDistance: 3.41, precision: 0.806 })).join(
      '\n',
    );
    expect(text).toMatch(/^Fréchet distance +3\.310 ± 0\.141 +0\.170 /m);
    expect(text).toMatch(/^precision +79\.6 ± 1\.4 % +92\.0 %/m);
    expect(text).toContain('20 samples of each seed 1, 2;');
    expect(text).toMatch(/^9 +█+ +20 +50\.0 %/m);
  });

  test('explains on request, within the width', () => {
    const lines = tell(evaluationOf(digits), true);
    expect(lines.join(' ')).toContain('A generator that makes one perfect image again and again reaches 1');
    expect(lines.join(' ')).toContain('Naeem et al. 2020');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(88);
  });

  test('of points, modes and an exact distance', () => {
    const points: Report = {
      ...{ kind: 'points', dataset: 'ring', realSeed: 0, notes: [] },
      ...{ wassersteinDistance: 0.04, testWassersteinDistance: 0.03, precision: 0.9, recall: 0.8 },
      ...{ density: 1, coverage: 0.7, modesCovered: 7, modeCount: 8, highQualityShare: 0.61, reverseKl: 0.2 },
      modeHistogram: [1, 2, 3, 4, 5, 6, 7, 0],
      counts: { samples: 28, real: 100, wasserstein: 9, neighbours: 10, k: 5 },
    };
    const text = tell(evaluationOf(points)).join('\n');
    expect(text).toMatch(/^Wasserstein distance +0\.0400 units of the data +0\.0300 +lower/m);
    expect(text).toMatch(/^modes covered +7 modes +8 +higher/m);
    expect(text).toMatch(/^6 +█{30} +7 +25\.0 %$/m);
    expect(text).not.toContain('classifier');
  });
});

test('as an object: the report of one seed; of several the means, with their spread', () => {
  const one = evaluationObject(evaluationOf(digits));
  expect(one).toMatchObject({
    seed: 1,
    frechetDistance: 3.21,
    testCoverage: 0.96,
    classifierVersion: 'mnist-mlp-1',
  });
  const two = evaluationObject(evaluationOf(digits, { ...digits, frechetDistance: 3.41 }));
  expect(two).toMatchObject({ seeds: [1, 2], kind: 'digits', counts: { samples: 20 }, seconds: 3 });
  expect(two.frechetDistance).toBeCloseTo(3.31, 12);
  expect(two.spread).toMatchObject({ frechetDistance: { count: 2, minimum: 3.21 } });
  expect(two.results).toHaveLength(2);
});

test('bars in eighths of a cell; text broken between words', () => {
  expect([bar(0, 8, 2), bar(1, 16, 2), bar(8, 8, 2), bar(3, 8, 2), bar(1, 0, 2)]).toEqual([
    ...['  ', '▏ ', '██', '▊ ', '  '],
  ]);
  expect(wrapped('one two three', 8)).toEqual(['one two', 'three']);
  expect(wrapped('unbreakable a', 4)).toEqual(['unbreakable', 'a']);
});
