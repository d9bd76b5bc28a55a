// A measure is one file and one line of the registry: with one more, everything that tells of samples tells it too.

import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { float32 } from '../../../src/base/host-tensor.ts';
import { main } from '../../../src/cli/main.ts';
import { type Dataset, defineDataset, fillSamples, inMemory, selectRows } from '../../../src/data/dataset.ts';
import { loadDataset } from '../../../src/data/registry.ts';
import { measures } from '../../../src/metrics/measures/registry.ts';
import { openEvaluator } from '../../../src/metrics/open-evaluator.ts';
import type { Report } from '../../../src/metrics/reports.ts';
import { type Evaluation, isBetter } from '../../../src/run/evaluations.ts';
import { loadGenerator } from '../../../src/run/model-file.ts';
import { evaluationSchema, fits } from '../../../src/run/stored.ts';
import { openDevice } from '../../../src/runtime/devices.ts';
import { fakeIo } from '../../cli/fake-io.ts';
import { drive } from '../../run/drive.ts';
import { gzippedImages, linesOf, temporaryFolder, tinyConfig } from '../../run/tiny.ts';

/** The registry has a line more, unless a test takes it out. */
const registry = vi.hoisted(() => ({ hasMore: true }));

vi.mock('../../../src/metrics/measures/registry.ts', async (importOriginal) => {
  const { measures } = await importOriginal<{ readonly measures: { readonly all: readonly unknown[] } }>();
  const { brightness, obedience } = await import('./more-measures.ts');
  const all = [brightness, ...measures.all, obedience];
  return {
    measures: {
      get all() {
        return registry.hasMore ? all : measures.all;
      },
    },
  };
});

type Bright = Report & { readonly brightness: number; readonly testBrightness: number };

test('one more is in evaluations, best checkpoint, card, text, JSON and comparison', async () => {
  const folder = temporaryFolder();
  const run = join(folder, 'run');
  await drive({ config: tinyConfig(gzippedImages(folder), { evaluateEvery: 10 }), out: run });
  const lines = linesOf<Evaluation & { readonly report: Bright }>(join(run, 'evaluations.jsonl'));
  const values = lines.map(({ report }) => report.brightness);
  expect(values.every((value) => value > 0 && value < 1)).toBe(true);
  expect(lines[0]!.report.testBrightness).toBeCloseTo(0.5, 1);
  const best = await loadGenerator(join(run, 'best.safetensors'));
  expect(best.iteration).toBe(lines[values.indexOf(Math.max(...values))]!.iteration); // higher is better
  const card = readFileSync(join(run, 'README.md'), 'utf8');
  expect(card).toContain(`type: brightness\n            value: ${values.at(-1)}\n`);
  expect(card).toMatch(/^\| brightness \| 0\.\d+ \| 0\.\d+ \|$/m);

  const tell = async (...args: readonly string[]) => {
    const io = fakeIo();
    expect(await main([...args], io), io.stderr.text()).toBe(0);
    return io.stdout.text();
  };
  const text = await tell('evaluate', run, '--samples', '40', '--explain');
  expect(text).toMatch(/^brightness +\d+\.\d % +\d+\.\d % +higher +40$/m);
  expect(text).toContain('It is here for a test.');
  expect(await tell('evaluate', run, '--samples', '40', '--lang', 'zh')).toMatch(/^亮度 .*越高越好/m);
  const object = JSON.parse(await tell('evaluate', run, '--samples', '40', '--json')) as Bright;
  expect(object).toMatchObject({ brightness: expect.any(Number), testBrightness: expect.any(Number) });
  expect(await tell('info', run)).toMatch(/^measured +2,000 samples: brightness \d+\.\d %/m);
  expect(await tell('explain', run)).toMatch(
    /brightness[\s\S]*larger\s+is\s+better;\s+real\s+samples\s+reach\s+0\.[45]/,
  );
  const page = join(folder, 'page.html');
  await tell('compare', run, '--out', page);
  expect(readFileSync(page, 'utf8')).toContain('<summary>brightness <span class="better">↑');
}, 60_000);

test('what a file says of it is checked, and the better value beats the other', () => {
  const evaluation = (brightness: unknown) => {
    const report = {
      kind: 'images',
      dataset: 'a',
      realSeed: 0,
      notes: [],
      counts: { samples: 1 },
      brightness,
    };
    return { iteration: 1, seed: 1, seconds: 1, elapsedSeconds: 1, report } as Evaluation;
  };
  expect(fits(evaluationSchema, evaluation(0.5))).toBe(true);
  for (const value of ['0.5', [1], { a: 1 }, true])
    expect(fits(evaluationSchema, evaluation(value))).toBe(false);
  expect(isBetter(evaluation(0.6), evaluation(0.5))).toBe(true);
  expect(isBetter(evaluation(0.4), evaluation(0.5))).toBe(false);
});

const samplerOf = (dataset: Dataset) => (count: number) => {
  const samples = float32([count, ...dataset.sampleShape]);
  fillSamples(
    dataset,
    Uint32Array.from({ length: count }, (_, row) => row),
    0,
    count,
    samples.data,
  );
  return samples;
};

test('what was remembered of a test set before still counts; what is new is remembered beside it', async () => {
  const { values } = inMemory(await loadDataset('mnist-test'));
  const digits = (from: number, to: number) =>
    defineDataset({ name: 'mnist', sampleShape: [1, 28, 28], values: values.slice(784 * from, 784 * to) });
  const [dataset, testDataset] = [digits(0, 100), digits(100, 200)];
  const cacheFolder = temporaryFolder();
  const device = await openDevice('cpu', { threads: 1 });
  const evaluated = async (onReferenceProgress = () => {}) => {
    const counts = { samples: 60, neighbours: 50, nearest: 2 };
    const options = { testDataset, cacheFolder, counts, onReferenceProgress };
    const evaluator = await openEvaluator(dataset, device, options);
    const report = (await evaluator.evaluate(samplerOf(dataset))) as Bright;
    await evaluator.release();
    return report;
  };
  registry.hasMore = false;
  const before = await evaluated();
  const files = readdirSync(cacheFolder);
  expect(files).toHaveLength(1);
  const earlier = temporaryFolder();
  cpSync(cacheFolder, earlier, { recursive: true });
  registry.hasMore = true;
  const after = await evaluated();
  expect(after).toMatchObject(before);
  expect(after.testBrightness).toBeGreaterThan(0.05);
  expect(readFileSync(join(cacheFolder, files[0]!))).toEqual(readFileSync(join(earlier, files[0]!)));
  expect(readdirSync(cacheFolder)).toHaveLength(2);
  const told = vi.fn();
  expect(await evaluated(told)).toEqual(after);
  expect(told).not.toHaveBeenCalled();
});

test('of classes that were asked for: of samples with labels, and of the test set', async () => {
  const digits = await loadDataset('mnist-test');
  const few = { name: 'mnist', sampleShape: [1, 28, 28] };
  const part = (from: number, to: number) =>
    defineDataset({
      ...few,
      ...selectRows(
        digits,
        Uint32Array.from({ length: to - from }, (_, i) => from + i),
      ),
    });
  const [dataset, testDataset] = [part(0, 100), part(100, 200)];
  const device = await openDevice('cpu', { threads: 1 });
  const evaluator = await openEvaluator(dataset, device, {
    ...{ testDataset, cacheFolder: null, counts: { samples: 60, neighbours: 50, nearest: 2 } },
  });
  const draw = samplerOf(dataset);
  const labels = dataset.labels!.values.slice(0, 60);
  const right = (await evaluator.evaluate((count) => ({ ...draw(count), labels }))) as Bright;
  const wrong = await evaluator.evaluate((count) => ({
    ...draw(count),
    labels: labels.map((x) => (x + 1) % 10),
  }));
  expect(right).toMatchObject({ obedience: expect.closeTo(1, 1), testObedience: expect.closeTo(1, 1) });
  expect(wrong).toMatchObject({ obedience: expect.closeTo(0, 1) });
  expect(await evaluator.evaluate(draw)).not.toHaveProperty('obedience');
  await expect(evaluator.evaluate((count) => ({ ...draw(count), labels: labels.slice(1) }))).rejects.toThrow(
    'samples: every sample needs one label, got 59 for 60 samples',
  );
  await evaluator.release();
});

test('those that judge samples as a whole have a direction in which they are better', () => {
  for (const { name, orders, explanation } of measures.all) {
    if (orders) expect(['lower', 'higher'], name).toContain(explanation.better);
  }
});
