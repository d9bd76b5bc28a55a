import { describe, expect, it } from 'vitest';
import { mapRecord } from '../../../src/base/record.ts';
import { sizeOf } from '../../../src/base/shape.ts';
import { interpret, toDense } from '../../../src/compiler/interpret.ts';
import { compile } from '../../../src/compiler/program.ts';
import { architectures } from '../../../src/gan/architectures/registry.ts';
import { initialState } from '../../../src/gan/gan.ts';
import { trainingStep, wholeIteration } from '../../../src/gan/iteration.ts';
import { generate } from '../../../src/gan/networks.ts';
import { input } from '../../../src/graph/leaves.ts';
import { typesOnly } from '../../../src/nn/layer.ts';
import { inferencePass } from '../../../src/nn/pass.ts';
import { openDevice } from '../../../src/runtime/devices.ts';
import { resolveConfig } from '../../../src/train/config.ts';
import { ganOf } from '../../../src/train/setup.ts';
import { randomFeeds, toHost } from '../../graph/oracles.ts';
import { expectClose, tolerances } from '../../tolerances.ts';
import { shapesOf, variables } from './types.ts';

const dcgan = architectures.get('dcgan');

const values = { architecture: 'dcgan', channels: 8, kernel: 4, norm: 'batch', latent: 5 };

describe('networks for images of a size', () => {
  it.each([
    ['28 × 28', [1, 28, 28], 4],
    ['32 × 32, colour', [3, 32, 32], 4],
    ['64 × 64, colour', [3, 64, 64], 4],
    ['a rectangle', [3, 24, 40], 4],
    ['a size that cannot be halved', [1, 30, 19], 4],
    ['an odd kernel', [1, 28, 28], 5],
    ['a small kernel', [1, 16, 16], 2],
  ] as const)('%s', (_, sampleShape, kernel) => {
    const spec = { ...values, kernel, sampleShape };
    const generator = dcgan.generator(spec);
    const critic = dcgan.critic(spec);
    const samples = generate(generator, variables(generator), input('z', [2, 5]), inferencePass).output;
    expect(samples.shape).toEqual([2, ...sampleShape]);
    const { scores } = critic.judge(variables(critic), input('x', [2, ...sampleShape]), inferencePass);
    expect(scores.shape).toEqual([2, 1]);
    const many = generate(generator, variables(generator), input('z', ['N', 5]), inferencePass).output;
    expect(many.shape).toEqual(['N', ...sampleShape]);
  });

  it('are those of the paper at 64 × 64: 512, 256, 128, 64 channels from 4 × 4 on', () => {
    const spec = { ...values, channels: 64, latent: 100, sampleShape: [3, 64, 64] };
    expect(shapesOf(dcgan.generator(spec))).toMatchObject({
      '0.weight': [8192, 100],
      '4.weight': [512, 256, 4, 4],
      '7.weight': [256, 128, 4, 4],
      '10.weight': [128, 64, 4, 4],
      '13.weight': [64, 3, 4, 4],
    });
    const parameters = Object.values(dcgan.critic({ ...spec, norm: 'none' }).init(typesOnly));
    expect(parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0)).toBe(2_764_737);
  });

  it('are modules of PyTorch with the same names', () => {
    const spec = { ...values, sampleShape: [1, 30, 28] };
    expect(dcgan.generator(spec).pytorch).toMatchInlineSnapshot(`
      "nn.Sequential(
          nn.Linear(5, 512),
          nn.Unflatten(1, (32, 4, 4)),
          nn.BatchNorm2d(32),
          nn.ReLU(),
          nn.ConvTranspose2d(32, 16, 4, stride=2, padding=1, bias=False),
          nn.BatchNorm2d(16),
          nn.ReLU(),
          nn.ConvTranspose2d(16, 8, 4, stride=2, padding=1, bias=False),
          nn.BatchNorm2d(8),
          nn.ReLU(),
          nn.ConvTranspose2d(8, 1, 4, stride=2, padding=1),
          nn.Tanh(),
          nn.ZeroPad2d((0, -4, 0, -2)),
      )"
    `);
    expect(dcgan.critic({ ...spec, norm: 'none' }).pytorch).toMatchInlineSnapshot(`
      "nn.Sequential(
          nn.ZeroPad2d((0, 4, 0, 2)),
          nn.Conv2d(1, 8, 4, stride=2, padding=1),
          nn.LeakyReLU(0.2),
          nn.Conv2d(8, 16, 4, stride=2, padding=1),
          nn.LeakyReLU(0.2),
          nn.Conv2d(16, 32, 4, stride=2, padding=1),
          nn.LeakyReLU(0.2),
          nn.Flatten(),
          nn.Linear(512, 1),
      )"
    `);
  });

  it('refuse points and tiny images', () => {
    expect(() => dcgan.generator({ ...values, sampleShape: [2] })).toThrow(
      'dcgan: expected images of at least 8×8 pixels, got samples of [2]',
    );
    expect(() => dcgan.critic({ ...values, sampleShape: [1, 28, 6] })).toThrow('at least 8×8 pixels');
  });
});

describe('an iteration', () => {
  const config = resolveConfig({
    ...{ architecture: 'dcgan', generatorChannels: 16, criticChannels: 16, latent: 4 },
    // rules that divide by the gradient would enlarge what is rounding noise
    ...{ batch: 2, criticSteps: 2, optimizer: 'sgd', learningRate: 0.01 },
  });
  const gan = ganOf(config, [1, 16, 16]);

  it('gives on the processor what the oracle gives', async () => {
    const state = initialState(gan, 1);
    const graph = trainingStep(state, wholeIteration(gan));
    const feeds = { ...randomFeeds(graph), ...mapRecord(state, toDense) };
    const expected = interpret(graph, feeds);
    const device = await openDevice('cpu', { threads: 1 });
    const loaded = await device.load(compile(graph, { name: 'iteration' }));
    const inputs = mapRecord(loaded.program.inputs, ({ dtype }, name) => toHost(feeds[name]!, dtype));
    const found = mapRecord(await loaded.run(inputs), toDense);
    await loaded.release();
    expect(Object.keys(found)).toContain('critic.2.weight.next');
    for (const [name, value] of Object.entries(found)) {
      expectClose(value, expected[name as keyof typeof expected]!, tolerances.float32, name);
    }
  });
});
