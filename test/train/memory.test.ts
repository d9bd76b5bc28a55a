// What a training takes is known before anything of it is made, and what cannot fit is refused.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it, test } from 'vitest';
import { ConfigError } from '../../src/base/errors.ts';
import { main } from '../../src/cli/main.ts';
import { openDevice, requireThreads } from '../../src/runtime/devices.ts';
import { memoryLimit } from '../../src/runtime/memory.ts';
import { type PartialConfig, resolveConfig } from '../../src/train/config.ts';
import { estimateMemory, fitOf, judgedAtOnce, madeAtOnce, requireMemory } from '../../src/train/memory.ts';
import { ganOf, scheduleOf, settingsOf } from '../../src/train/setup.ts';
import { train } from '../../src/train/train.ts';
import { fakeIo } from '../cli/fake-io.ts';
import { pointsFile, temporaryFolder } from '../run/tiny.ts';
import { toyDataset } from './toy.ts';

type Data = Parameters<typeof estimateMemory>[1];
const data: Data = { values: new Uint8Array(0) };
const mnist: Data = { values: { byteLength: 60_000 * 784 } as Uint8Array };

const estimateOf = (config: PartialConfig, { shape = [1, 28, 28], dataset = data } = {}) =>
  estimateMemory(ganOf(resolveConfig(config), shape), dataset);

describe('the estimate', () => {
  /** Peak memory of `wgan train --iterations 3 --threads 2`, in MB as the system counts it: ONNX Runtime 1.30, Node 20,
   *  Linux, two cores of an EPYC. */
  const wide = { generatorHidden: [4096, 4096], criticHidden: [4096, 4096], batch: 4 };
  const large = { generatorHidden: [512, 512], criticHidden: [512, 512], batch: 8192 };
  const points = { shape: [2], dataset: data };
  const digits = { shape: [1, 28, 28], dataset: mnist };
  it.each([
    [299, {}, digits],
    [2090, { ...wide, criticSteps: 1 }, points],
    [2361, { ...wide, criticSteps: 5 }, points],
    [2603, { ...wide, criticSteps: 1, optimizer: 'adam' }, points],
    [766, { ...large, criticSteps: 1 }, points],
    [882, { ...large, criticSteps: 5 }, points],
    [680, { ...large, criticSteps: 1, objective: 'wgan' }, points],
    [649, { ...large, criticSteps: 5, objective: 'wgan' }, points],
    [914, { criticSteps: 5, batch: 4096 }, digits],
  ] as const)('is within a quarter of %s MB, as measured', (measured, config, place) => {
    const { total } = estimateOf(config as PartialConfig, place as typeof digits);
    const ratio = total / (measured * 2 ** 20);
    expect(ratio).toBeGreaterThan(1 / 1.25);
    expect(ratio).toBeLessThan(1.25);
  });

  /** The same, by `node bench/memory.js`. */
  const resnet = { architecture: 'resnet' };
  it.each([
    [476, {}],
    [360, { criticSteps: 1 }],
    [347, { channels: 32 }],
    [730, { channels: 128 }],
    [346, { objective: 'gan' }],
    [1056, { batch: 256 }],
    [956, { ...resnet, channels: 64, batch: 32 }],
    [821, { ...resnet, channels: 32, criticSteps: 2 }],
  ] as const)('is within a fifth of %s MB where images are convolved: %o', (measured, config) => {
    const { total } = estimateOf({ architecture: 'dcgan', ...config } as PartialConfig, digits);
    const ratio = total / (measured * 2 ** 20);
    expect(ratio).toBeGreaterThan(1 / 1.2);
    expect(ratio).toBeLessThan(1.2);
  });

  it('is the sum of its parts', () => {
    const { total, ...parts } = estimateOf({}, digits);
    expect(total).toBe(Object.values(parts).reduce((sum, bytes) => sum + bytes, 0));
    expect(parts.data).toBe(60_000 * 784);
  });

  it.each([
    [{ latent: 3_000_000_000 }, 'state'],
    [{ generatorHidden: [2_000_000_000], generatorNorm: 'batch' }, 'state'],
    [{ criticHidden: [1_000_000_000, 1_000_000_000], criticNorm: 'layer' }, 'state'],
    [{ batch: 2_000_000_000 }, 'activations'],
    [{ criticSteps: 1_000_000_000 }, 'program'],
    [{ latent: Number.MAX_SAFE_INTEGER }, 'state'],
  ] as const)('of %o is far beyond this machine, and takes no memory itself', (config, largest) => {
    const gan = ganOf(resolveConfig(config as unknown as PartialConfig), [1, 28, 28]);
    expect(() => requireMemory(gan, data)).toThrow(ConfigError);
    expect(() => requireMemory(gan, data)).toThrow(
      /^memory: training needs about .+ GB = weights and optimizer .+ GB \+ activations of the batch .+ GB \+ data .+ GB \+ program .+ GB, this machine has .+ GB$/,
    );
    const { total, ...parts } = estimateMemory(gan, data);
    expect(parts[largest]).toBe(Math.max(...Object.values(parts)));
  });

  it('says where it is not accurate enough to tell', () => {
    const estimate = estimateOf({}, digits);
    const at = (share: number) => fitOf(estimate, share * estimate.total);
    expect([at(0.7), at(0.9), at(1.1), at(1.4)]).toEqual(['refused', 'unsure', 'unsure', 'fits']);
  });
});

test('this machine has some memory', () => {
  expect(memoryLimit()).toBeGreaterThan(2 ** 28);
});

test('the library refuses it before the first event', async () => {
  const config = resolveConfig({ latent: 3_000_000_000 });
  const dataset = toyDataset();
  const device = await openDevice('cpu', { threads: 1 });
  const settings = settingsOf(config);
  const options = { ...scheduleOf(config), gan: ganOf(config, [2]), settings, dataset, device };
  await expect(train(options).next()).rejects.toThrow(ConfigError);
});

describe('the command line', () => {
  it.each([
    ['--latent', '3000000000', 'memory: training needs about'],
    ['--batch', '3000000000', 'memory: training needs about'],
    ['--generator-hidden', '3000000000', 'memory: training needs about'],
    ['--critic-steps', '3000000000', 'memory: training needs about'],
    ['--threads', '3000', 'threads: expected at most'],
  ])('refuses %s %s and leaves no folder', async (flag, value, message) => {
    const folder = temporaryFolder();
    const io = fakeIo();
    const out = join(folder, 'run');
    expect(await main(['train', '--dataset', pointsFile(folder), flag, value, '--out', out], io)).toBe(2);
    expect(io.stderr.text()).toContain(message);
    expect(io.stderr.text()).not.toContain('bug');
    expect(existsSync(out)).toBe(false);
  });

  it('warns of images that are too large in a dry run', async () => {
    const folder = temporaryFolder();
    await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } }).toFile(
      join(folder, 'a.png'),
    );
    const io = fakeIo();
    const wide = ['--generator-hidden', '200000', '--critic-hidden', '200000'];
    const args = ['train', '--dry-run', '--dataset', folder, '--size', '1024', '--color', 'rgb', ...wide];
    expect(await main(args, io)).toBe(0);
    expect(io.stdout.text()).toMatch(/memory +about .* GB = weights and optimizer/);
    expect(io.stdout.text()).toContain('of this machine: training would be refused');
    expect(readdirSync(folder)).toEqual(['a.png']);
  });
});

describe('how many samples go through networks at once', () => {
  const ganFor = (said: Parameters<typeof resolveConfig>[0], sampleShape: readonly number[]) =>
    ganOf(resolveConfig(said), sampleShape);

  it('is what was always taken for small networks, and few for large ones', () => {
    const small = ganFor({}, [1, 28, 28]);
    expect(madeAtOnce(small.generator, small.latent, 256)).toBe(256);
    expect(judgedAtOnce(small, 1024)).toBe(1024);
    const large = ganFor({ architecture: 'dcgan' }, [3, 128, 128]);
    const made = madeAtOnce(large.generator, large.latent, 256);
    expect(made).toBeGreaterThanOrEqual(2);
    expect(made).toBeLessThan(128);
    expect(judgedAtOnce(large, 1024)).toBeLessThan(made);
    expect(madeAtOnce(ganFor({ hidden: [200_000_000] }, [2]).generator, 100, 256)).toBe(2);
  });
});

test('a number of threads that a run brings from a larger machine is taken, thousands are not', () => {
  expect(() => requireThreads(64)).not.toThrow();
  expect(() => requireThreads(3000)).toThrow(ConfigError);
});
