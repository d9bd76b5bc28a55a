import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { float32 } from '../../src/base/host-tensor.ts';
import { sizeOf } from '../../src/base/shape.ts';
import { type Dataset, defineDataset, fillSamples, inMemory } from '../../src/data/dataset.ts';
import { loadDataset } from '../../src/data/registry.ts';
import { stackDigits } from '../../src/data/stacked-mnist.ts';
import { explanations } from '../../src/metrics/explanations.ts';
import { type EvaluateOptions, evaluateGenerator, openEvaluator } from '../../src/metrics/open-evaluator.ts';
import type { ReferenceBasis } from '../../src/metrics/reference.ts';
import { rememberInFolder } from '../../src/metrics/reference-cache.ts';
import { qualityOf, type Report, type Scores } from '../../src/metrics/reports.ts';
import { drawImages, type Sampler, toBytes } from '../../src/metrics/samples.ts';
import { summarizeReports } from '../../src/metrics/summary.ts';
import type { Device } from '../../src/runtime/device.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { temporaryFolder } from '../data/folders.ts';

let device: Device;

beforeAll(async () => {
  device = await openDevice('cpu', { threads: 2 });
});

/** Real samples in order, round and round. */
function samplerOf(dataset: Dataset, change = (x: number) => x): Sampler {
  let next = 0;
  return (count) => {
    const rows = Uint32Array.from({ length: count }, (_, index) => (next + index) % dataset.count);
    next += count;
    const samples = float32([count, ...dataset.sampleShape]);
    fillSamples(dataset, rows, 0, count, samples.data);
    return float32(samples.shape, samples.data.map(change));
  };
}

const measure = async (sampler: Sampler, dataset: Dataset, options: EvaluateOptions = {}): Promise<Report> =>
  evaluateGenerator(sampler, dataset, device, { cacheFolder: null, ...options });

/** What a test knows to be there. */
type FullReport = Required<Report> & Scores;

/** Names of all scores: numbers and histograms, without their `test` yardsticks. */
const scoreNames = (report: Report) =>
  Object.entries(report)
    .filter(([name, value]) => typeof value === 'number' || name.endsWith('istogram'))
    .map(([name]) => name)
    .filter((name) => !name.startsWith('test') && name !== 'realSeed' && name !== 'modeCount');

const isExplained = (report: Report) => {
  for (const name of scoreNames(report)) expect(Object.keys(explanations), name).toContain(name);
};

describe('evaluating digits', () => {
  test('real test digits and training digits: the yardsticks, the cache', async () => {
    const digits = inMemory(await loadDataset('mnist'));
    const testDigits = inMemory(await loadDataset('mnist-test'));
    const cacheFolder = temporaryFolder();
    const options = { cacheFolder, counts: { nearest: 8 } };
    const start = performance.now();
    const evaluator = await openEvaluator(digits, device, options);
    const prepared = performance.now();
    const report = (await evaluator.evaluate(samplerOf(testDigits))) as FullReport;
    const seconds = [prepared - start, performance.now() - prepared].map((ms) => (ms / 1000).toFixed(2));
    await evaluator.release();
    console.log(`MNIST: reference ${seconds[0]} s, 10,000 samples ${seconds[1]} s`);
    console.log(`Fréchet distance of the test digits: ${report.testFrechetDistance?.toFixed(4)}`);

    expect(report).toMatchObject({
      kind: 'digits',
      dataset: 'mnist',
      classifierVersion: 'mnist-conv-2',
      realSeed: 0,
    });
    expect(report.counts).toEqual({
      samples: 10_000,
      real: 60_000,
      test: 10_000,
      neighbours: 2000,
      k: 5,
      nearest: 8,
    });
    expect(report.frechetDistance / report.testFrechetDistance!).toBeCloseTo(1, 4); // the same images, another order
    expect(report.testFrechetDistance).toBeGreaterThan(0.01);
    expect(report.testFrechetDistance).toBeLessThan(0.3);
    expect(report.fragments).toBe(report.testFragments);
    expect(report.fragments).toBeLessThan(0.02);
    expect(report.testClassHistogram).toEqual(report.classHistogram);
    expect(report.testCoverage).toBeGreaterThan(0.9);
    expect(report.testPrecision).toBeGreaterThan(0.85);
    expect(report.nearest.length).toBe(8);
    isExplained(report);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);

    const cached = await evaluateGenerator(samplerOf(testDigits), digits, device, options);
    expect(cached).toEqual(report);
    expect(readdirSync(cacheFolder)).toEqual([expect.stringMatching(/^reference-mnist-[0-9a-f]{16}\.json$/)]);
  });

  test('training images are found again; noise is far', async () => {
    const digits = inMemory(await loadDataset('mnist-test'));
    const counts = { samples: 500, neighbours: 300, nearest: 4 };
    const copies = (await measure(samplerOf(digits), digits, { counts })) as FullReport;
    expect(copies.nearest.map(({ row }) => row)).toEqual([0, 1, 2, 3]);
    expect(copies).toMatchObject({
      nearestDistance: 0,
      testFrechetDistance: null,
      testNearestDistance: null,
    });
    const negative = (await measure(
      samplerOf(digits, (x) => -x),
      digits,
      { counts },
    )) as FullReport;
    expect(negative.frechetDistance).toBeGreaterThan(20 * copies.frechetDistance);
    expect(negative.coverage).toBeLessThan(0.5);
    const ones = digits.values.slice(2 * 784, 3 * 784); // one image, again and again
    const one = defineDataset({ name: 'one', sampleShape: [1, 28, 28], values: ones });
    const collapsed = (await measure(samplerOf(one), digits, { counts })) as FullReport;
    expect(collapsed.classKl).toBeCloseTo(Math.log(10), 10);
    expect(collapsed.recall).toBe(0);
    expect(collapsed.notes).toEqual([expect.stringContaining('500 samples')]);
  });

  test('a damaged, older or unwritable cache is computed again', async () => {
    const digits = inMemory(await loadDataset('mnist-test'));
    const small = defineDataset({
      ...digits,
      name: 'mnist-part',
      values: digits.values.subarray(0, 784 * 200),
      labels: { ...digits.labels!, values: digits.labels!.values.subarray(0, 200) },
    });
    const folder = temporaryFolder();
    const options = { cacheFolder: folder, counts: { samples: 100, neighbours: 50, nearest: 2 } };
    const report = await measure(samplerOf(small), small, options);
    const path = join(folder, readdirSync(folder)[0]!);
    const text = readFileSync(path, 'utf8');
    for (const broken of [
      text.slice(0, 1000),
      text.replace(/\d\.\d/, '7.7'),
      text.replace('"key":"', '"key":"0'),
      '',
    ]) {
      writeFileSync(path, broken);
      expect(await measure(samplerOf(small), small, options)).toEqual(report);
      expect(readFileSync(path, 'utf8')).toBe(text);
    }
    const blocked = join(temporaryFolder({ file: '' }), 'file', 'below');
    expect(await measure(samplerOf(small), small, { ...options, cacheFolder: blocked })).toEqual(report);
  });
});

describe('a remembered reference', () => {
  test('is forgotten when images, files or settings change', async () => {
    const remember = rememberInFolder(temporaryFolder());
    const dataset = defineDataset({ name: 'a', sampleShape: [1], values: Uint8Array.of(1, 2, 3) });
    const basis = { kind: 'test', datasets: [dataset], files: [Uint8Array.of(7)], settings: { seed: 1 } };
    let computed = 0;
    const ask = (change: Partial<ReferenceBasis>) =>
      remember({ ...basis, ...change }, async () => ++computed);
    expect([await ask({}), await ask({})]).toEqual([1, 1]);
    const other = defineDataset({ name: 'a', sampleShape: [1], values: Uint8Array.of(1, 2, 4) });
    expect(await ask({ datasets: [other] })).toBe(2);
    expect(await ask({ files: [Uint8Array.of(8)] })).toBe(3);
    expect(await ask({ settings: { seed: 2 } })).toBe(4);
    expect(await ask({ kind: 'other' })).toBe(5);
  });
});

describe('evaluating stacked digits', () => {
  test('real ones cover nearly all that so many can', async () => {
    const stacked = stackDigits(inMemory(await loadDataset('mnist-test')), 3000);
    const report = (await measure(samplerOf(stacked), stacked, {
      counts: { samples: 3000 },
    })) as FullReport;
    expect(report).toMatchObject({ kind: 'stacked-digits', modeCount: 1000, counts: { samples: 3000 } });
    expect(report.modesCovered).toBeGreaterThan(900); // 950 expected of 3,000 uniform draws
    expect(report.reverseKl).toBeGreaterThan(0.1); // 999 / (2 · 3000) expected of a finite sample
    expect(report.reverseKl).toBeLessThan(0.25);
    isExplained(report);
  });
});

describe('evaluating points', () => {
  test('real ones of a ring', async () => {
    const ring = inMemory(await loadDataset('ring'));
    const report = (await measure(samplerOf(ring), ring)) as FullReport;
    expect(report).toMatchObject({ kind: 'points', modesCovered: 8, modeCount: 8 });
    expect(report.highQualityShare).toBeCloseTo(1 - Math.exp(-4.5), 2); // P(|x| < 3σ) in the plane
    expect(report.reverseKl).toBeLessThan(0.001);
    expect(report.wassersteinDistance).toBeLessThan(0.2);
    expect(report.testWassersteinDistance).toBeLessThan(0.2);
    expect(report.coverage).toBeGreaterThan(0.9);
    expect(report.counts).toEqual({
      samples: 2500,
      real: 100_000,
      wasserstein: 1024,
      neighbours: 2000,
      k: 5,
    });
    isExplained(report);
    const collapsed = (await measure(
      samplerOf(ring, (x) => 0 * x),
      ring,
    )) as FullReport;
    expect(collapsed).toMatchObject({ modesCovered: 0, highQualityShare: 0, coverage: 0 });
    expect(collapsed.wassersteinDistance).toBeCloseTo(Math.SQRT2, 1);
  });

  test('without modes, few, and of more dimensions', async () => {
    const values = Float32Array.from({ length: 60 }, (_, index) => Math.sin(index));
    const few = defineDataset({ name: 'few', sampleShape: [3], values });
    const report = (await measure(samplerOf(few), few)) as FullReport;
    expect(report).not.toHaveProperty('modesCovered');
    expect(report.counts).toMatchObject({ samples: 2500, wasserstein: 10, neighbours: 10, k: 5 });
    const tiny = defineDataset({ name: 'tiny', sampleShape: [2], values: new Float32Array(6) });
    await expect(measure(samplerOf(tiny), tiny)).rejects.toThrow(
      'needs 4 real points and 2 samples, got 3 and 2500',
    );
  });
});

describe('evaluating other images', () => {
  test('copies are found; real images are compared with the others', async () => {
    const sampleShape = [3, 8, 8];
    const values = Uint8Array.from(
      { length: 50 * sizeOf(sampleShape) },
      (_, index) => (index * 7919 + (index >> 5) * 104_729) % 251,
    );
    const images = defineDataset({ name: 'images', sampleShape, values });
    const report = (await measure(samplerOf(images), images)) as FullReport;
    expect(report).toMatchObject({
      kind: 'images',
      nearestDistance: 0,
      counts: { samples: 2000, real: 50, patched: 25, nearest: 64 },
    });
    expect(report.slicedWasserstein).toBeLessThan(0.2); // all of them again and again, to half of them
    expect(report.testSlicedWasserstein).toBeLessThan(0.2);
    expect(report.notes[0]).toContain('fidelity --isc --fid');
    expect(report.nearest[3]).toEqual({ row: 3, distance: 0 });
    isExplained(report);
  });
});

describe('images of 28×28', () => {
  const shape = [1, 28, 28];
  const few = { samples: 60, neighbours: 50, nearest: 4 };
  const options = { counts: few, cacheFolder: null };
  const partOf = async (name: string, count: number, called: string) => {
    const { values } = inMemory(await loadDataset(name));
    const step = Math.floor(values.length / 784 / count);
    const rows = Array.from({ length: count }, (_, row) =>
      values.slice(784 * step * row, 784 * (step * row + 1)),
    );
    return defineDataset({
      name: called,
      sampleShape: shape,
      values: Uint8Array.from(rows.flatMap((row) => [...row])),
    });
  };
  /** What is no digit: squares of one grey. */
  const squares = (name: string) =>
    defineDataset({
      name,
      sampleShape: shape,
      values: Uint8Array.from(
        { length: 80 * 784 },
        (_, index) => (Math.floor((index % 784) / 28) % 9) * Math.floor(index / 784),
      ),
    });

  test('are digits where they are those of MNIST, whatever their name', async () => {
    const training = await partOf('mnist', 80, 'my pictures');
    const report = await measure(samplerOf(training), training, options);
    expect(report).toMatchObject({ kind: 'digits', notes: [expect.stringContaining('60 samples')] });
    expect((report as FullReport).testFrechetDistance).not.toBeNull(); // the test set was kept apart
    const tested = await partOf('mnist-test', 80, 'others');
    expect(await measure(samplerOf(tested), tested, options)).toMatchObject({
      kind: 'digits',
      testFrechetDistance: null,
    });
  });

  test('of anything else are measured without the classifier, unless that is asked', async () => {
    const others = squares('mnist');
    const report = await measure(samplerOf(others), others, options);
    expect(report).toMatchObject({ kind: 'images', counts: { samples: 60, patched: 40, nearest: 4 } });
    expect(report.notes).toContainEqual(expect.stringContaining('--digits'));
    expect(qualityOf(report)).toMatchObject({ name: 'slicedWasserstein' });
    const asked = await measure(samplerOf(others), others, { ...options, asDigits: true });
    expect(asked).toMatchObject({ kind: 'digits', testFrechetDistance: null });
    expect(asked.notes).toContainEqual(expect.stringContaining('which these images may not be'));
    const ring = inMemory(await loadDataset('ring'));
    await expect(measure(samplerOf(ring), ring, { asDigits: true })).rejects.toThrow(
      'digits: expected grey images of 28×28, got samples of [2] of ring',
    );
  });
});

describe('counts', () => {
  const images = defineDataset({
    name: 'images',
    sampleShape: [3, 8, 8],
    values: Uint8Array.from({ length: 50 * 192 }, (_, index) => (index * 7919) % 251),
  });
  const points = defineDataset({
    name: 'points',
    sampleShape: [2],
    values: Float32Array.from({ length: 400 }, (_, index) => Math.sin(index)),
  });

  test.each([
    ['images', images, 200],
    ['points without modes', points, 150],
  ] as const)('of %s: so many samples as are asked for are drawn and used', async (_, dataset, samples) => {
    const draw = samplerOf(dataset);
    let drawn = 0;
    const counting: Sampler = (count) => {
      drawn += count;
      return draw(count);
    };
    const report = await measure(counting, dataset, { counts: { samples } });
    expect(drawn).toBe(samples);
    expect(report.counts.samples).toBe(samples);
    if (report.kind === 'points') expect(report.counts.neighbours).toBe(samples);
  });

  test('of a single image: what needs several is left out', async () => {
    const report = await measure(samplerOf(images), images, { counts: { samples: 1 } });
    expect(report).toMatchObject({ kind: 'images', slicedWasserstein: expect.any(Number) });
    for (const name of ['frechetDistance', 'kernelDistance', 'precision', 'testPrecision'])
      expect(report).not.toHaveProperty(name);
    const alone = await measure(samplerOf(images), images, { counts: { samples: 20, neighbours: 1 } });
    expect(alone).toMatchObject({ frechetDistance: expect.any(Number) });
    expect(alone).not.toHaveProperty('precision');
  });

  test.each([
    [{ samples: 201 }, 'samples: expected at most 200 for points, which has 200 points, got 201', points],
    [{ samples: 10, nearest: 11 }, 'nearest: expected at most the 10 samples, got 11', images],
  ] as const)('that cannot be are refused: %j', async (counts, message, dataset) => {
    await expect(measure(samplerOf(dataset), dataset, { counts })).rejects.toThrow(message);
  });

  test('of a single image are refused, with what to do', async () => {
    const one = defineDataset({ ...images, name: 'one', values: images.values.slice(0, 192) });
    await expect(measure(samplerOf(one), one)).rejects.toMatchObject({
      message: 'evaluation: needs 2 real images or more, got 1',
      help: expect.stringContaining('leave evaluations out'),
    });
  });

  test('come first in every report', async () => {
    const ring = inMemory(await loadDataset('ring'));
    const digits = inMemory(await loadDataset('mnist-test'));
    const stacked = stackDigits(digits, 50);
    for (const dataset of [images, points, ring, stacked]) {
      const report = await measure(samplerOf(dataset), dataset, { counts: { samples: 50 } });
      expect(Object.keys(report).slice(0, 3)).toEqual(['kind', 'dataset', 'counts']);
    }
  });
});

describe('samples', () => {
  const points = defineDataset({ name: 'points', sampleShape: [2], values: new Float32Array(20) });

  test('must be finite and of the right shape', async () => {
    const broken: Sampler = (count) => float32([count, 2], new Float32Array(2 * count).fill(Number.NaN, 250));
    await expect(measure(broken, points)).rejects.toThrow('must be finite, got NaN in sample 125');
    await expect(measure((count) => float32([count, 3]), points)).rejects.toThrow(
      'samples: expected float32[1000,2], got float32[1000,3]',
    );
    await expect(measure(samplerOf(points), points, { counts: { samples: 1.5 } })).rejects.toThrow(
      'evaluation: samples: expected a whole number ≥ 1, got 1.5',
    );
  });

  test('can be stopped', async () => {
    const signal = AbortSignal.abort(new Error('stopped by the test'));
    await expect(measure(samplerOf(points), points, { signal })).rejects.toThrow('stopped by the test');
  });

  test('are rounded to 8 bits, half to even, and clamped', async () => {
    expect([...toBytes(Float32Array.of(-1, 1, 0, -2, 2, 1 / 127.5 - 1))]).toEqual([0, 255, 128, 0, 255, 1]);
    const images = await drawImages((count) => float32([count, 1, 1, 1]), 2500, [1, 1, 1]);
    expect(images.length).toBe(2500);
  });
});

describe('explanations and summaries', () => {
  test('every number in two sentences', () => {
    for (const [name, { text }] of Object.entries(explanations)) {
      expect(text.match(/[.!?](\s|$)/g)?.length, name).toBe(2);
    }
  });

  test('mean and spread over seeds', () => {
    const report = (realSeed: number, nearestDistance: number): Report => ({
      kind: 'images',
      dataset: 'a',
      realSeed,
      notes: [],
      nearestDistance,
      testNearestDistance: 1,
      nearest: [],
      counts: { samples: 1, real: 1 },
    });
    expect(summarizeReports([report(1, 2), report(2, 4), report(3, 6)])).toEqual({
      nearestDistance: { mean: 4, deviation: 2, minimum: 2, maximum: 6, count: 3 },
      testNearestDistance: { mean: 1, deviation: 0, minimum: 1, maximum: 1, count: 3 },
    });
    expect(summarizeReports([report(1, 2)]).nearestDistance).toMatchObject({ deviation: 0, count: 1 });
    expect(() => summarizeReports([])).toThrow('reports of one kind, got none');
  });
});

test('images that are read by rows are measured as those in memory', async () => {
  const values = Uint8Array.from({ length: 50 * 192 }, (_, index) => (index * 7919) % 251);
  const images = defineDataset({ name: 'images', sampleShape: [3, 8, 8], values });
  const stored: Dataset = {
    ...images,
    values: {
      ...{ byteLength: values.length, sha256: '' },
      read: (row, out, at) => out.set(values.subarray(192 * row, 192 * (row + 1)), at),
    },
  };
  const options = { counts: { samples: 60, nearest: 4 } };
  expect(await measure(samplerOf(images), stored, options)).toEqual(
    await measure(samplerOf(images), images, options),
  );
});
