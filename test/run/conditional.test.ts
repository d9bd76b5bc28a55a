// Networks that are told classes: trained, resumed, sampled, exported; and what is refused before training.

import nodeFiles, { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeIdx } from '../../src/formats/idx.ts';
import { runPaths } from '../../src/run/folder.ts';
import { interpolate } from '../../src/run/interpolate.ts';
import { loadGenerator } from '../../src/run/model-file.ts';
import { readRunConfig } from '../../src/run/run-config.ts';
import { sampleFrom } from '../../src/run/sample.ts';
import { resolveConfig } from '../../src/train/config.ts';
import { ganOf } from '../../src/train/setup.ts';
import { trajectoryText } from '../../src/train/trajectory.ts';
import { drive, stop } from './drive.ts';
import { finalCheckpoint, gzippedImages, sharedFolder, tinyConfig } from './tiny.ts';

const shared = sharedFolder();
const whole = join(shared.path, 'whole');
const COUNT = 60;

/** Images of 6×6, of one grey: three classes, by how light they are. */
function labelledImages(name: string, label: (index: number) => number): string {
  const folder = join(shared.path, name);
  mkdirSync(folder);
  const labels = Uint8Array.from({ length: COUNT }, (_, index) => label(index));
  const data = Uint8Array.from({ length: COUNT * 36 }, (_, place) => 120 * (Math.floor(place / 36) % 3));
  writeFileSync(join(folder, 'train-images-idx3-ubyte'), encodeIdx({ shape: [COUNT, 6, 6], data }));
  writeFileSync(join(folder, 'train-labels-idx1-ubyte'), encodeIdx({ shape: [COUNT], data: labels }));
  return folder;
}

let data: string;

beforeAll(async () => {
  data = labelledImages('data', (index) => index % 3);
  const config = tinyConfig(data, { condition: 'auto', holdout: 6, iterations: 12, checkpointEvery: 5 });
  await drive({ config, out: whole });
});

describe('a run', () => {
  it('that was stopped goes on to the same bytes', async () => {
    const parts = join(shared.path, 'parts');
    const { config } = readRunConfig(nodeFiles, runPaths(whole));
    await drive({ config, out: parts }, { 7: stop });
    await drive({ resume: parts });
    expect(finalCheckpoint(parts)).toEqual(finalCheckpoint(whole));
    for (const name of ['generator.onnx', 'generator.safetensors', 'samples/000012.png', 'README.md']) {
      expect(readFileSync(join(parts, name)), name).toEqual(readFileSync(join(whole, name)));
    }
  });

  it('stores what fits as its kind, and the names of the classes', async () => {
    const { config } = readRunConfig(nodeFiles, runPaths(whole));
    expect([config.generator.condition, config.critic.condition]).toEqual(['embedding', 'projection']);
    const { spec, parameters } = await loadGenerator(whole);
    expect(spec).toMatchObject({ condition: 'embedding', classes: ['0', '1', '2'] });
    expect(parameters['embedding.weight']!.shape).toEqual([3, 3]);
  });

  it('has its labels in its hash, and one without classes has not', () => {
    const conditional = resolveConfig({ condition: 'auto' });
    expect(trajectoryText(conditional, 'data', undefined, 'a')).not.toBe(
      trajectoryText(conditional, 'data', undefined, 'b'),
    );
    const plain = resolveConfig();
    expect(trajectoryText(plain, 'data', undefined, 'a')).toBe(trajectoryText(plain, 'data'));
  });
});

describe('samples', () => {
  it('of a class are those that are asked for by turns', async () => {
    const turns = await sampleFrom(whole, { count: 6, seed: 3 });
    const ones = await sampleFrom(whole, { count: 6, seed: 3, class: '1' });
    const twos = await sampleFrom(whole, { count: 6, seed: 3, class: '2' });
    const at = ({ data: values }: typeof turns, index: number) =>
      values.subarray(36 * index, 36 * index + 36);
    expect(at(ones, 1)).toEqual(at(turns, 1));
    expect(at(twos, 5)).toEqual(at(turns, 5));
    expect(at(ones, 0)).not.toEqual(at(turns, 0));
  });

  it('walk from class to class', async () => {
    const walk = await interpolate(whole, { points: 2, steps: 4, classes: ['0', '2'] });
    const [first, last] = [walk.data.subarray(0, 36), walk.data.subarray(4 * 36)];
    const kept = await interpolate(whole, { points: 2, steps: 4, classes: ['0'] });
    expect(first).toEqual(kept.data.subarray(0, 36));
    expect(last).not.toEqual(kept.data.subarray(4 * 36));
  });

  it('of bounded noise are others', async () => {
    const options = { count: 4, seed: 1, class: '0' };
    const plain = await sampleFrom(whole, options);
    expect((await sampleFrom(whole, { ...options, truncation: 0.5 })).data).not.toEqual(plain.data);
    expect((await sampleFrom(whole, { ...options, truncation: 10 })).data).toEqual(plain.data);
  });

  it('of a class that there is not are refused', async () => {
    await expect(sampleFrom(whole, { class: '7' })).rejects.toThrow('class: expected one of 0, 1, 2, got 7');
  });

  it('of a class are refused of a generator that learnt without', async () => {
    const plain = join(shared.path, 'untold');
    await drive({ config: tinyConfig(data, { holdout: 0, iterations: 1 }), out: plain });
    await expect(sampleFrom(plain, { class: '1' })).rejects.toThrow(
      'class: expected a generator that is told classes, got one that learnt without, and class 1',
    );
    await expect(interpolate(plain, { classes: ['0', '2'] })).rejects.toThrow('got one that learnt without');
  });
});

describe('refused in words before training', () => {
  it('data without labels, or with one class', () => {
    const config = resolveConfig({ condition: 'auto' });
    expect(() => ganOf(config, [1, 6, 6])).toThrow(
      'expected data with labels of two classes at least, got none',
    );
    expect(() => ganOf(config, [1, 6, 6], ['cat'])).toThrow('two classes at least, got 1');
  });

  it('data without labels, by a run', async () => {
    const folder = join(shared.path, 'plain');
    const config = tinyConfig(gzippedImages(folder), { condition: 'auto', holdout: 0 });
    await expect(drive({ config, out: join(folder, 'run') })).rejects.toThrow('expected data with labels');
  });

  it('a class without pictures', async () => {
    const gap = labelledImages('gap', (index) => (index % 2) * 2);
    const config = tinyConfig(gap, { condition: 'auto', holdout: 0 });
    await expect(drive({ config, out: join(shared.path, 'gap-run') })).rejects.toThrow(
      'condition: expected samples of every class, got none of 1',
    );
  });

  it('one network that is told classes beside one that is not', () => {
    expect(() => resolveConfig({ condition: 'auto', criticCondition: 'none' })).toThrow(
      'criticCondition: expected a critic that is told classes beside a generator that is, got none',
    );
    expect(() => resolveConfig({ criticCondition: 'concat' })).toThrow(
      'generatorCondition: expected a generator',
    );
  });

  it('a kind that the family lacks', () => {
    expect(() => resolveConfig({ condition: 'batch-norm' })).toThrow(
      'generatorCondition: expected none, auto, embedding of mlp with these options, got batch-norm',
    );
    expect(() => resolveConfig({ generator: 'dcgan', critic: 'vgg11', condition: 'auto' })).toThrow(
      'criticCondition: expected none of vgg11',
    );
  });
});

describe('a kind said of both networks', () => {
  it.each([
    ['auto', 'dcgan', 'batch-norm', 'projection'],
    ['embedding', 'dcgan', 'embedding', 'projection'],
    ['concat', 'dcgan', 'batch-norm', 'concat'],
    ['projection', 'mlp', 'embedding', 'projection'],
  ])('%s of %s', (condition, architecture, generator, critic) => {
    const config = resolveConfig({ architecture, condition });
    expect([config.generator.condition, config.critic.condition]).toEqual([generator, critic]);
  });

  it('falls back where a generator has no batch normalisation', () => {
    const { generator } = resolveConfig({ architecture: 'dcgan', generatorNorm: 'none', condition: 'auto' });
    expect(generator.condition).toBe('embedding');
  });
});
