import { describe, expect, it } from 'vitest';
import type { Shape } from '../../../src/base/shape.ts';
import { architectures } from '../../../src/gan/architectures/registry.ts';
import { generate } from '../../../src/gan/networks.ts';
import { input } from '../../../src/graph/leaves.ts';
import { typesOnly } from '../../../src/nn/layer.ts';
import { inferencePass } from '../../../src/nn/pass.ts';
import { countOf, shapesOf, variables } from './types.ts';

const resnet = architectures.get('resnet');
const values = { architecture: 'resnet', channels: 8, norm: 'batch', latent: 5 };

describe('networks for images of a size', () => {
  it.each([
    ['8 × 8', [1, 8, 8]],
    ['28 × 28', [1, 28, 28]],
    ['32 × 32, colour', [3, 32, 32]],
    ['64 × 64, colour', [3, 64, 64]],
    ['128 × 128', [4, 128, 128]],
    ['a rectangle', [3, 24, 40]],
    ['a size that cannot be halved', [1, 30, 19]],
  ] as const)('%s', (_, sampleShape) => {
    const spec = { ...values, sampleShape };
    const generator = resnet.generator(spec);
    const critic = resnet.critic({ ...spec, norm: 'layer' });
    const made = (count: Shape[number]) =>
      generate(generator, variables(generator), input('z', [count, 5]), inferencePass).output.shape;
    expect(made(2)).toEqual([2, ...sampleShape]);
    expect(made('N')).toEqual(['N', ...sampleShape]);
    const { scores } = critic.judge(variables(critic), input('x', [2, ...sampleShape]), inferencePass);
    expect(scores.shape).toEqual([2, 1]);
  });

  it('are those of gan_cifar_resnet.py at 32 × 32', () => {
    const spec = { ...values, channels: 128, latent: 128, sampleShape: [3, 32, 32] };
    // Linear 128 → 2048; three blocks of two 3×3 and a 1×1 of 128 channels, two norms; norm; 3×3 to the image
    const block = 2 * (128 * 128 * 9 + 128) + (128 * 128 + 128) + 2 * 256;
    expect(countOf(resnet.generator(spec))).toBe(129 * 2048 + 3 * block + 256 + 3 * (128 * 9 + 1));
    const image = 128 * (27 + 1) + 128 * (128 * 9 + 1) + 128 * (3 + 1);
    const pair = 2 * (128 * 128 * 9 + 128);
    const down = pair + 128 * 128 + 128;
    expect(countOf(resnet.critic({ ...spec, norm: 'none' }))).toBe(image + down + 2 * pair + 129);
  });

  it('are those of gan_64x64.py at 64 × 64, one block more at 128', () => {
    const spec = { ...values, channels: 64, latent: 128, sampleShape: [3, 64, 64] };
    expect(shapesOf(resnet.generator(spec))).toMatchObject({
      '0.weight': [8192, 128],
      '2.main.2.1.weight': [512, 512, 3, 3],
      '3.main.2.1.weight': [256, 512, 3, 3],
      '4.main.5.weight': [128, 128, 3, 3],
      '5.shortcut.1.weight': [64, 128, 1, 1],
      '8.weight': [3, 64, 3, 3],
    });
    expect(shapesOf(resnet.critic({ ...spec, norm: 'layer' }))).toMatchObject({
      '0.weight': [64, 3, 3, 3],
      '1.main.5.0.weight': [128, 64, 3, 3],
      '1.main.0.weight': [64],
      '4.shortcut.0.weight': [512, 512, 1, 1],
      '6.weight': [1, 8192],
    });
    const large = shapesOf(resnet.critic({ ...spec, norm: 'none', sampleShape: [3, 128, 128] }));
    expect(large).toMatchObject({ '5.main.1.weight': [512, 512, 3, 3], '7.weight': [1, 8192] });
  });

  it('begin with the variances of their source', () => {
    const bounds: Record<string, number> = {};
    const critic = resnet.critic({ ...values, norm: 'none', sampleShape: [3, 32, 32] });
    const zeros = critic.init(typesOnly);
    const names = Object.keys(zeros);
    let index = 0;
    critic.init({
      ...typesOnly,
      uniform(shape, bound) {
        bounds[names[index++]!] = bound;
        return typesOnly.uniform(shape, bound);
      },
      constant(shape, value) {
        bounds[names[index++]!] = value;
        return typesOnly.constant(shape, value);
      },
    });
    expect(bounds['0.main.0.weight']).toBeCloseTo(Math.sqrt(3 * (4 / (27 + 72))), 12);
    expect(bounds['0.shortcut.1.weight']).toBeCloseTo(Math.sqrt(3 * (2 / (3 + 8))), 12);
    expect(bounds['1.main.3.0.weight']).toBeCloseTo(Math.sqrt(3 * (4 / (72 + 72))), 12);
    expect(bounds['1.main.3.0.bias']).toBe(0);
    expect(bounds['7.weight']).toBeCloseTo(Math.sqrt(3 * (2 / (8 + 1))), 12);
  });

  it('refuse points and tiny images', () => {
    expect(() => resnet.generator({ ...values, sampleShape: [2] })).toThrow(
      'resnet: expected images of at least 8×8 pixels, got samples of [2]',
    );
  });
});
