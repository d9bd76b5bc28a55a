// Points far from ±1: learnt scaled, and in the units of the data wherever they are read.

import { createHash } from 'node:crypto';
import { cpSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { float32 } from '../../src/base/host-tensor.ts';
import { fillNormal } from '../../src/base/random.ts';
import { planLines } from '../../src/cli/plan/plan.ts';
import { painter } from '../../src/cli/terminal/colors.ts';
import { valuesOf } from '../../src/data/dataset.ts';
import { loadDataset } from '../../src/data/registry.ts';
import { branchRun } from '../../src/run/branch.ts';
import { evaluateModel } from '../../src/run/evaluate.ts';
import type { Evaluation } from '../../src/run/evaluations.ts';
import { exportModel } from '../../src/run/export.ts';
import { loadGenerator } from '../../src/run/model-file.ts';
import { replayRun } from '../../src/run/replay.ts';
import { type RunConfig, summarize } from '../../src/run/run-config.ts';
import { sampleFrom } from '../../src/run/sample.ts';
import { openAnyDevice } from '../../src/runtime/devices.ts';
import type { PartialConfig } from '../../src/train/config.ts';
import { generatorProgram } from '../../src/train/generator-program.ts';
import { flatConfig } from '../train/values.ts';
import { drive, stop } from './drive.ts';
import {
  finalCheckpoint,
  gzippedImages,
  linesOf,
  pointsFile,
  sharedFolder,
  temporaryFolder,
  tinyConfig,
} from './tiny.ts';

/** Ages and incomes of 150 people. */
function incomesFile(folder: string): string {
  const path = join(folder, 'incomes.csv');
  const normals = new Float32Array(300);
  fillNormal(normals, { seed: 7, purpose: 'evaluate', counter: 0 });
  const rows = Array.from({ length: 150 }, (_, row) => {
    return `${40 + 11 * normals[2 * row]!},${52_000 + 19_000 * normals[2 * row + 1]!}`;
  });
  writeFileSync(path, `age,"yearly income"\n${rows.join('\n')}\n`);
  return path;
}

const stored = (run: string) => JSON.parse(readFileSync(join(run, 'config.json'), 'utf8')) as RunConfig;
const config = (dataset: string, more: PartialConfig = {}) =>
  tinyConfig(dataset, { iterations: 10, evaluateEvery: 10, ...more });

describe('a run of incomes', () => {
  const { path: folder } = sharedFolder();
  const run = join(folder, 'run');
  const scale = { centre: [40, 52_000], spread: [10, 20_000] };
  let data = '';

  beforeAll(async () => {
    data = incomesFile(folder);
    const { events } = await drive({ config: config(data), out: run });
    const estimates = events.flatMap((event) => (event.type === 'iteration' ? [event.wasserstein!] : []));
    expect(Math.max(...estimates.map(Math.abs))).toBeLessThan(100); // it was millions
  });

  test('says how they are learnt, in its record and before it trains', async () => {
    const dataset = await loadDataset(data);
    expect(dataset.scale!.spread).toEqual(scale.spread);
    expect(dataset.notes).toEqual([
      expect.stringMatching(/^points are learnt as \(x − \d+\) ÷ 10, \(y − \d+\) ÷ 20000/),
    ]);
    expect(stored(run).dataset).toMatchObject({ scale: dataset.scale, notes: dataset.notes });
    expect(planLines(config(data), dataset, { out: run, room: undefined }, painter(1)).join('\n')).toContain(
      '÷ 20000',
    );
  });

  test.each(['', 'generator.safetensors', 'checkpoints/000010.safetensors', 'best.safetensors'])(
    'gives samples in the units of the data: %j',
    async (name) => {
      const { data: points } = await sampleFrom(join(run, name), { count: 200 });
      const [ages, incomes] = [0, 1].map((axis) => points.filter((_, index) => index % 2 === axis));
      expect(Math.max(...ages!)).toBeLessThan(200);
      expect(Math.max(...incomes!)).toBeGreaterThan(30_000);
    },
  );

  test('exports them in the units of the data, and says so to PyTorch', async () => {
    const model = await loadGenerator(run);
    const to = join(temporaryFolder(), 'generator.onnx');
    await exportModel(run, { to });
    const device = await openAnyDevice({ threads: 1 });
    const program = await device.load({
      ...generatorProgram(model),
      target: 'onnx',
      bytes: readFileSync(to),
    });
    const latent = float32([4, model.spec.latent]);
    fillNormal(latent.data, { seed: 1, purpose: 'sample', counter: 0 });
    const { points } = await program.run({ latent });
    await program.release();
    const samples = (await sampleFrom(run, { count: 4 })).data;
    [...(points!.data as Float32Array)].forEach((value, index) => {
      expect(value / samples[index]!).toBeCloseTo(1, 5);
    });
    expect(readFileSync(join(run, 'README.md'), 'utf8')).toContain(
      `* torch.tensor([${model.spec.scale!.spread.join(', ')}]) + torch.tensor([${model.spec.scale!.centre.join(', ')}])`,
    );
  });

  test('is measured in the units of the data, the same while it trains and after', async () => {
    const { results, dataset } = await evaluateModel(run, { seeds: [1] });
    const report = results[0]!.report;
    expect(report).toMatchObject({ kind: 'points' });
    if (report.kind !== 'points') return;
    expect(report.testWassersteinDistance).toBeGreaterThan(1000); // of incomes, not of what is learnt
    expect(linesOf<Evaluation>(join(run, 'evaluations.jsonl')).at(-1)!.report).toEqual(report);
    const away = join(temporaryFolder(), 'generator.safetensors');
    cpSync(join(run, 'generator.safetensors'), away);
    const other = await evaluateModel(away, { seeds: [1], dataset: data });
    expect(other.dataset.scale).toEqual(dataset.scale);
    expect(other.results[0]!.report).toMatchObject({
      testWassersteinDistance: expect.closeTo(report.testWassersteinDistance!, 1),
    });
  });

  test('resumes, replays and branches as it was', async () => {
    const [parts, whole] = [join(folder, 'parts'), join(folder, 'whole')];
    const more = config(data, { logEvery: 1, evaluateEvery: 0 });
    await drive({ config: more, out: whole });
    await drive({ config: more, out: parts }, { 4: stop });
    expect((await drive({ resume: parts })).warnings).toEqual([]);
    expect(finalCheckpoint(parts)).toEqual(finalCheckpoint(whole));
    expect((await replayRun(parts)).isSame).toBe(true);
    const branch = await branchRun(parts, { at: 5, out: join(folder, 'branch') });
    expect(stored(branch).dataset.scale).toEqual(stored(parts).dataset.scale);
  });
});

test('what was stored before there were scales goes on without one', async () => {
  const folder = temporaryFolder();
  const [before, whole] = [join(folder, 'before'), join(folder, 'whole')];
  const asTheyAre = config(incomesFile(folder), { scale: 'none', logEvery: 1, learningRate: 1e-9 });
  await drive({ config: asTheyAre, out: whole });
  await drive({ config: asTheyAre, out: before }, { 4: stop });
  const { config: own, ...rest } = stored(before);
  expect(rest.dataset).not.toHaveProperty('scale');
  const { scale: _, ...old } = flatConfig(own);
  writeFileSync(join(before, 'config.json'), JSON.stringify({ ...rest, format: 'wgan-run/1', config: old }));
  await drive({ resume: before });
  expect(stored(before).config.data.scale).toBe('none');
  expect(finalCheckpoint(before)).toEqual(finalCheckpoint(whole));
});

test('points near ±1 and named data keep the hash that they had', async () => {
  const path = pointsFile(temporaryFolder());
  for (const name of [path, 'moons']) {
    const dataset = await loadDataset(name);
    const bytes = new Uint8Array(valuesOf(dataset).buffer);
    const hash = createHash('sha256').update('[[2],"Float32Array"]').update(bytes).digest('hex');
    expect(summarize(dataset).sha256).toBe(hash);
    expect(dataset.notes).toEqual([]);
  }
  await expect(loadDataset('ring', { scale: 'axes' })).rejects.toThrow(
    'scale: only points from a CSV file can be scaled, got axes for ring',
  );
  const { sha256 } = summarize(await loadDataset(path, { scale: 'common' }));
  expect(sha256).not.toBe(summarize(await loadDataset(path)).sha256);
});

describe('data that were moved', () => {
  test('are named by --dataset when the run goes on, and kept there', async () => {
    const folder = temporaryFolder();
    const [run, whole] = [join(folder, 'my run'), join(folder, 'whole')];
    const here = gzippedImages(folder);
    const there = join(folder, 'elsewhere');
    const settings = config(here, { logEvery: 1, evaluateEvery: 0 });
    await drive({ config: settings, out: whole });
    await drive({ config: settings, out: run }, { 4: stop });
    renameSync(here, there);
    await expect(drive({ resume: run })).rejects.toMatchObject({
      help: `if the data were moved, say where they are now: --resume "${run}" --dataset <path>`,
    });
    const others = gzippedImages(join(folder, 'others'), 8);
    await expect(drive({ resume: run, changes: { dataset: others } })).rejects.toThrow(
      `dataset: a resumed run keeps its own value, got other data in ${others} (SHA-256 `,
    );
    expect(stored(run).config.data.dataset).toBe(here);
    await drive({ resume: run, changes: { dataset: there } });
    expect(stored(run)).toMatchObject({
      config: { data: { dataset: there } },
      dataset: { name: 'elsewhere' },
    });
    expect(finalCheckpoint(run)).toEqual(finalCheckpoint(whole));
    expect((await replayRun(run)).isSame).toBe(true);
  });
});
