import { describe, expect, it } from 'vitest';
import { mapRecord } from '../../../src/base/record.ts';
import { gradient } from '../../../src/compiler/gradient.ts';
import { interpret, toDense } from '../../../src/compiler/interpret.ts';
import { architectures } from '../../../src/gan/architectures/registry.ts';
import { sampleNorm } from '../../../src/graph/compositions.ts';
import { input } from '../../../src/graph/leaves.ts';
import { reduceSum } from '../../../src/graph/reduction.ts';
import { initialRandom } from '../../../src/nn/layer.ts';
import { inferencePass } from '../../../src/nn/pass.ts';
import { resolveConfig } from '../../../src/train/config.ts';
import { createRandom } from '../../graph/oracles.ts';
import { shapesOf, variables } from './types.ts';

const criticOf = (architecture: string, sampleShape: readonly number[], width = 1) =>
  architectures.get(architecture).critic({ architecture, width, sampleShape });

/** Indices of torchvision's convolutions in `features`, and their channels. */
const torchvision = {
  vgg11: { at: [0, 3, 6, 8, 11, 13, 16, 18], channels: [64, 128, 256, 256, 512, 512, 512, 512] },
  vgg16: {
    at: [0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28],
    channels: [64, 64, 128, 128, 256, 256, 256, 512, 512, 512, 512, 512, 512],
  },
};

describe.each(Object.entries(torchvision))('%s', (name, { at, channels }) => {
  it('has the names and shapes of torchvision’s features, and a head', () => {
    const shapes = shapesOf(criticOf(name, [3, 64, 64]));
    const expected = at.flatMap((index, k) => [
      [`features.${index}.weight`, [channels[k]!, channels[k - 1] ?? 3, 3, 3]] as const,
      [`features.${index}.bias`, [channels[k]!]] as const,
    ]);
    expect(Object.entries(shapes)).toEqual([
      ...expected,
      ['classifier.weight', [1, 512 * 2 * 2]],
      ['classifier.bias', [1]],
    ]);
  });

  it.each([[[1, 28, 28]], [[3, 32, 32]], [[3, 16, 40]], [[4, 96, 64]]])('judges images %j', (sampleShape) => {
    const critic = criticOf(name, sampleShape, 16);
    const { scores } = critic.judge(variables(critic), input('x', [2, ...sampleShape]), inferencePass);
    expect(scores.shape).toEqual([2, 1]);
  });

  it('begins neither flat nor steep', () => {
    const critic = criticOf(name, [1, 32, 32], 8);
    const x = input('x', [4, 1, 32, 32]);
    const { scores } = critic.judge(variables(critic), x, inferencePass);
    const [slope] = gradient(reduceSum(scores), [x]);
    const random = createRandom(3);
    const pixels = {
      shape: [4, 1, 32, 32],
      values: Float64Array.from({ length: 4096 }, () => 2 * random() - 1),
    };
    const state = mapRecord(critic.init(initialRandom(1, 'init-critic')), toDense);
    const { norm } = interpret({ norm: sampleNorm(slope!) }, { ...state, x: pixels });
    for (const value of norm.values) expect(value).toBeGreaterThan(0.1);
    for (const value of norm.values) expect(value).toBeLessThan(10);
  });

  it('refuses to be a generator, and images that are too small', () => {
    expect(() => resolveConfig({ architecture: name })).toThrow(
      `architecture: expected one of mlp, dcgan, resnet, got "${name}"`,
    );
    expect(() => resolveConfig({ generator: name })).toThrow(
      `generator: expected one of mlp, dcgan, resnet, got "${name}"`,
    );
    expect(() => resolveConfig({ generator: name })).toThrow(
      expect.objectContaining({ help: expect.stringContaining(`--critic ${name} goes with any of these`) }),
    );
    expect(() => criticOf(name, [1, 8, 8])).toThrow(
      `${name}: expected images of at least 16×16 pixels, got samples of [1,8,8]`,
    );
    expect(() => criticOf(name, [2])).toThrow('at least 16×16 pixels');
  });

  it('goes with another generator', () => {
    const config = resolveConfig({ generator: 'dcgan', critic: name, channels: 16, width: 4 });
    expect(config.generator).toMatchObject({ architecture: 'dcgan', channels: 16 });
    expect(config.critic).toEqual({ architecture: name, condition: 'none', width: 4 });
  });
});
