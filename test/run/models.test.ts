import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { fillNormal } from '../../src/base/random.ts';
import { underPrefix } from '../../src/base/record.ts';
import { decodePng } from '../../src/formats/png.ts';
import { decodeSafetensors, encodeSafetensors } from '../../src/formats/safetensors.ts';
import { describe as describePath } from '../../src/run/describe.ts';
import { exportModel } from '../../src/run/export.ts';
import { interpolate, latentWalk } from '../../src/run/interpolate.ts';
import { loadGenerator } from '../../src/run/model-file.ts';
import { gridOf } from '../../src/run/pictures.ts';
import { runTraining } from '../../src/run/run-training.ts';
import { sampleFrom } from '../../src/run/sample.ts';
import { saveAnimation, savePictures } from '../../src/run/save-pictures.ts';
import { decodeGenerator } from '../../src/train/model.ts';
import { finalCheckpoint, gzippedImages, sharedFolder, temporaryFolder, tinyConfig } from './tiny.ts';

const shared = sharedFolder();
let run = '';

beforeAll(async () => {
  run = join(shared.path, 'run');
  await runTraining({ config: tinyConfig(gzippedImages(shared.path), { iterations: 12 }), out: run });
});

const noise = (count: number, latent: number) => {
  const values = new Float32Array(count * latent);
  fillNormal(values, { seed: 3, purpose: 'sample', counter: 0 });
  return values;
};

async function runOnnx(path: string, count: number) {
  const session = await InferenceSession.create(path);
  const latent = new Tensor('float32', noise(count, 4), [count, 4]);
  return session.run({ latent });
}

test.each([1, 3, 64])(
  'generator.onnx, generator.safetensors and the checkpoint give the same %d images',
  async (count) => {
    const { images } = await runOnnx(join(run, 'generator.onnx'), count);
    expect(images!.dims).toEqual([count, 1, 6, 6]);
    for (const path of [
      run,
      join(run, 'generator.safetensors'),
      join(run, 'checkpoints', finalCheckpoint(run).name),
    ]) {
      const samples = await sampleFrom(path, { count, seed: 3 });
      const farthest = Math.max(
        ...samples.data.map((value, index) => Math.abs(value - (images!.data[index] as number))),
      );
      expect(farthest, path).toBeLessThan(count === 1 ? 1e-6 : 1e-9); // one row takes another kernel
    }
  },
);

test('raw weights are those of the newest checkpoint, beside the average that samples come from', async () => {
  const checkpoint = join(run, 'checkpoints', finalCheckpoint(run).name);
  const { tensors } = decodeSafetensors(readFileSync(checkpoint));
  for (const path of [run, checkpoint]) {
    const raw = await loadGenerator(path, { raw: true });
    expect(raw).toMatchObject({ weights: 'last', iteration: 12 });
    expect(raw.parameters).toEqual(underPrefix('generator', tensors));
    expect((await loadGenerator(path)).parameters).toEqual(underPrefix('average.generator', tensors));
  }
  const to = join(shared.path, 'raw.safetensors');
  await exportModel(run, { to, raw: true });
  const exported = decodeGenerator(readFileSync(to));
  expect(exported).toMatchObject({ weights: 'last', parameters: underPrefix('generator', tensors) });
  expect(await sampleFrom(run, { raw: true })).toEqual(await sampleFrom(to));
  expect((await sampleFrom(run, { raw: true })).data).not.toEqual((await sampleFrom(run)).data);
  expect(await interpolate(run, { raw: true })).toEqual(await interpolate(to));
  expect(await loadGenerator(to, { raw: true })).toEqual(await loadGenerator(to));
  const file = join(run, 'generator.safetensors');
  await expect(loadGenerator(file, { raw: true })).rejects.toThrow(
    `${file}: expected the raw weights, got a file with their average alone`,
  );
});

test('a smaller count of samples is the beginning of a larger one', async () => {
  const few = await sampleFrom(run, { count: 5, seed: 9 });
  const many = await sampleFrom(run, { count: 300, seed: 9 });
  expect(many.data.subarray(0, few.data.length)).toEqual(few.data);
  const one = await sampleFrom(run, { count: 1, seed: 9 });
  expect(many.data.subarray(0, one.data.length)).toEqual(one.data);
});

test('the model file holds averaged weights and everything to rebuild the generator', () => {
  const bytes = readFileSync(join(run, 'generator.safetensors'));
  const { tensors } = decodeSafetensors(readFileSync(join(run, 'checkpoints', finalCheckpoint(run).name)));
  const model = decodeGenerator(bytes);
  expect(model).toMatchObject({ dataset: 'data', iteration: 12, weights: 'average' });
  expect(Object.keys(model.parameters)).toEqual([
    ...['0.weight', '0.bias'],
    ...['1.weight', '1.bias', '1.running_mean', '1.running_var', '1.num_batches_tracked'],
    ...['3.weight', '3.bias'],
  ]);
  expect(model.parameters['3.weight']).toEqual(tensors['average.generator.3.weight']);
  expect(model.parameters['3.weight']).not.toEqual(tensors['generator.3.weight']);
});

test('export --uint8 rounds as the picture does, and repeats grey', async () => {
  const to = join(shared.path, 'bytes.onnx');
  expect(await exportModel(run, { to, uint8: true })).toEqual([to]);
  const { images } = await runOnnx(to, 9);
  expect([images!.type, images!.dims]).toEqual(['uint8', [9, 3, 6, 6]]);
  const samples = await sampleFrom(run, { count: 9, seed: 3 });
  const grid = gridOf(samples, { columns: 1, scale: 1 })!;
  const rows = Array.from({ length: 9 }, (_, tile) => [...grid.data.subarray(tile * 42, tile * 42 + 36)]);
  expect([...(images!.data as Uint8Array)]).toEqual(rows.flatMap((row) => [...row, ...row, ...row]));
});

test('export --training: inputs are named as in the checkpoint, and every successor has its tensor', async () => {
  const to = join(shared.path, 'training.onnx');
  const files = await exportModel(run, { to, training: true });
  expect(files).toEqual([to, join(shared.path, 'training.safetensors')]);
  const session = await InferenceSession.create(to);
  const { tensors, metadata } = decodeSafetensors(readFileSync(files[1]!));
  expect(metadata).toMatchObject({ format: 'wgan-checkpoint/1', iteration: '0' });
  const others = session.inputNames.filter((name) => !(name in tensors)).sort();
  expect(others).toEqual([
    ...['latent.critic', 'latent.generator', 'mix.0', 'mix.1', 'real.0', 'real.1'],
    ...['scalar.average', 'scalar.critic.rate', 'scalar.generator.rate', 'scalar.penalty'],
  ]);
  const successors = session.outputNames.filter((name) => name.endsWith('.next'));
  expect(successors.map((name) => name.slice(0, -5)).sort()).toEqual(Object.keys(tensors).sort());
});

test('export refuses options that contradict each other', async () => {
  const wrong = [
    [{ to: 'x.pt' }, /ends in \.onnx or \.safetensors, got "x\.pt"/],
    [{ to: 'x.safetensors', uint8: true }, /ends in \.onnx with uint8/],
    [{ to: 'x.onnx', uint8: true, training: true }, /expected a generator, got training too/],
    [{ to: 'x.onnx', raw: true, training: true }, /raw: expected a generator, got training too/],
  ] as const;
  for (const [options, message] of wrong) await expect(exportModel(run, options)).rejects.toThrow(message);
});

test('a walk passes its points, on the sphere between them, and closes as a loop', async () => {
  const walk = latentWalk(4, { seed: 3, points: 3, steps: 5 });
  expect(walk.shape).toEqual([11, 4]);
  expect(walk.data.subarray(0, 4)).toEqual(noise(3, 4).subarray(0, 4));
  expect(walk.data.subarray(40)).toEqual(noise(3, 4).subarray(8));
  expect(latentWalk(4, { seed: 3, points: 3, steps: 5, isLoop: true }).shape).toEqual([15, 4]);
  expect((await interpolate(run, { points: 2, steps: 4 })).shape).toEqual([5, 1, 6, 6]);
});

test('pictures: a grid, single files, an animation', async () => {
  const folder = temporaryFolder();
  const samples = await sampleFrom(run, { count: 6 });
  await savePictures(samples, join(folder, 'grid.png'), { columns: 6 });
  expect(decodePng(readFileSync(join(folder, 'grid.png')))).toMatchObject({ width: 6 * 63 - 9, height: 54 });
  const files = await savePictures(samples, join(folder, 'single'));
  expect(files.at(-1)).toBe(join(folder, 'single', '0005.png'));
  expect(decodePng(readFileSync(files[0]!))).toMatchObject({ width: 6, height: 6 });
  for (const format of ['gif', 'webp'] as const) {
    const path = join(folder, `walk.${format}`);
    await saveAnimation(samples, path, { framesPerSecond: 10 });
    expect(await sharp(path, { animated: true }).metadata()).toMatchObject({ format, pages: 6, loop: 0 });
  }
});

test('describe tells runs, checkpoints, generators and other weights apart', async () => {
  const other = join(shared.path, 'other.safetensors');
  writeFileSync(other, encodeSafetensors({}));
  expect(await describePath(run)).toMatchObject({ kind: 'run', summary: { state: 'done', iteration: 12 } });
  expect(await describePath(join(run, 'generator.safetensors'))).toMatchObject({
    kind: 'generator',
    iteration: 12,
  });
  expect(await describePath(join(run, 'checkpoints', '000010.safetensors'))).toMatchObject({
    kind: 'checkpoint',
    iteration: 10,
    cursor: 140,
    counts: { critic: 20, generator: 10 },
  });
  expect(await describePath(other)).toMatchObject({ kind: 'tensors', parameterCount: 0 });
});

test('a path without a generator is refused, saying what is there', async () => {
  const folder = temporaryFolder();
  await expect(loadGenerator(join(folder, 'none'))).rejects.toThrow(
    /none: expected a run folder or a generator\.safetensors/,
  );
  await expect(loadGenerator(folder)).rejects.toThrow(/expected a run folder, got no config\.json in it/);
  await expect(loadGenerator(join(run, 'generator.onnx'))).rejects.toThrow(
    /generator\.onnx: safetensors: header/,
  );
});
