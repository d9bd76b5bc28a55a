// Measuring trained generators: runs and files, seeds, data that moved, images for other tools.

import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodePng } from '../../src/formats/png.ts';
import { evaluateModel, samplesOf } from '../../src/run/evaluate.ts';
import type { Evaluation } from '../../src/run/evaluations.ts';
import { saveForInception } from '../../src/run/inception-images.ts';
import { loadDataOf } from '../../src/run/model-data.ts';
import { loadGenerator } from '../../src/run/model-file.ts';
import { sampleModel } from '../../src/run/sample.ts';
import { scatterFrom } from '../../src/run/scatter.ts';
import { drive } from './drive.ts';
import { gzippedImages, linesOf, pointsFile, sharedFolder, temporaryFolder, tinyConfig } from './tiny.ts';

describe('a run of points', () => {
  const { path: folder } = sharedFolder();
  const run = join(folder, 'points');
  const trained = drive({ config: tinyConfig(pointsFile(folder), { evaluateEvery: 20, seed: 3 }), out: run });

  test('the numbers of the log come again from the model file and the checkpoint', async () => {
    await trained;
    const lines = linesOf<Evaluation>(join(run, 'evaluations.jsonl'));
    const best = await evaluateModel(join(run, 'best.safetensors'), { seeds: [3] });
    const line = lines.find(({ iteration }) => iteration === best.model.iteration);
    expect(best.results[0]!.report).toEqual(line!.report);
    const last = await evaluateModel(join(run, 'checkpoints', '000040.safetensors'), { seeds: [3] });
    expect(last.results[0]!.report).toEqual(lines.at(-1)!.report);
  });

  test('every seed has noise of its own', async () => {
    await trained;
    const { results } = await evaluateModel(run, { seeds: [3, 4, 3], counts: { samples: 100 } });
    expect(results.map(({ seed }) => seed)).toEqual([3, 4, 3]);
    expect(results[2]!.report).toEqual(results[0]!.report);
    expect(results[1]!.report).not.toEqual(results[0]!.report);
    await expect(evaluateModel(run, { seeds: [] })).rejects.toThrow('seeds: expected one or more');
    await expect(evaluateModel(run, { counts: { samples: 0 } })).rejects.toThrow('samples: expected');
  });

  test('a file away from its run does not know where the data are', async () => {
    await trained;
    const away = join(temporaryFolder(), 'away.safetensors');
    writeFileSync(away, readFileSync(join(run, 'generator.safetensors')));
    await expect(evaluateModel(away)).rejects.toMatchObject({ help: 'name the data with --dataset' });
    const { dataset } = await evaluateModel(away, { dataset: join(folder, 'points.csv') });
    expect(dataset.count).toBe(150);
    await expect(evaluateModel(away, { dataset: 'mnist-test' })).rejects.toThrow(
      'expected samples of [2], as the generator makes them, got [1,28,28] of mnist-test',
    );
  });

  test('its picture has the critic and real points, and loses them with the run', async () => {
    await trained;
    const model = await loadGenerator(run);
    const samples = await sampleModel(model, { count: 50 });
    const whole = await scatterFrom(run, model, samples);
    const file = join(temporaryFolder(), 'away.safetensors');
    writeFileSync(file, readFileSync(join(run, 'generator.safetensors')));
    const alone = await scatterFrom(file, model, samples);
    const hues = ({ data }: { readonly data: Uint8Array }) =>
      new Set(
        Array.from({ length: data.length / 3 }, (_, pixel) => data.subarray(3 * pixel, 3 * pixel + 3).join()),
      );
    const onlyOrange = [...hues(alone)].every((hue) => {
      const [red, , blue] = hue.split(',').map(Number) as [number, number, number];
      return red >= blue;
    });
    expect(onlyOrange).toBe(true);
    expect(hues(whole).size).toBeGreaterThan(1000);
    for (const name of ['000040.png', 'real.png']) {
      expect(decodePng(readFileSync(join(run, 'samples', name)))).toMatchObject({ width: 480, channels: 3 });
    }
  });
});

test('a run of images is measured in its own size, and not against other data', async () => {
  const folder = temporaryFolder();
  const data = gzippedImages(folder);
  const run = join(folder, 'run');
  await drive({ config: tinyConfig(data, { iterations: 4 }), out: run });
  const { model, dataset, results } = await evaluateModel(run);
  expect(results[0]!.report).toMatchObject({
    kind: 'images',
    counts: { samples: 2000, nearest: 64, real: 150 },
  });

  const images = join(folder, 'images');
  const write = () =>
    samplesOf(model, 1, (sampler) => saveForInception({ sampler, dataset, count: 200, folder: images }));
  const written = await write();
  expect(written.counts).toEqual({ samples: 200, real: 150 });
  expect(written.command).toBe(
    `fidelity --isc --fid --kid --prc --input1 ${join(images, 'samples')} --input2 ${join(images, 'real')}`,
  );
  expect(readdirSync(join(images, 'samples')).length).toBe(200);
  expect(readdirSync(join(images, 'real')).length).toBe(150);
  expect(decodePng(readFileSync(join(images, 'real', '00000.png')))).toMatchObject({ width: 6, height: 6 });
  await expect(write()).rejects.toThrow('expected an empty folder, got 00000.png in it');

  const changed = readFileSync(join(data, 'train-images-idx3-ubyte.gz'));
  renameSync(join(data, 'train-images-idx3-ubyte.gz'), join(folder, 'old.gz'));
  gzippedImages(folder, 8);
  expect(readFileSync(join(data, 'train-images-idx3-ubyte.gz')).equals(changed)).toBe(false);
  await expect(loadDataOf(run, model)).rejects.toThrow('expected the data that the run began with');
});
