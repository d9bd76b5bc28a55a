import { describe, expect, it } from 'vitest';
import type { Shape } from '../../../src/base/shape.ts';
import * as biggan from '../../../src/gan/architectures/biggan-networks.ts';
import { generate } from '../../../src/gan/networks.ts';
import { input } from '../../../src/graph/leaves.ts';
import { definePass } from '../../../src/nn/pass.ts';
import { countOf, shapesOf, variables } from './types.ts';

const values = {
  ...{ architecture: 'biggan', channels: 8, attention: 0, init: 'orthogonal' as const, latent: 13 },
  ...{ classEmbedding: 6, splitNoise: true },
};
const ten = Array.from({ length: 10 }, (_, digit) => String(digit));

describe('networks for images of a size', () => {
  it.each([
    ['8 × 8', [1, 8, 8]],
    ['28 × 28', [1, 28, 28]],
    ['32 × 32, colour', [3, 32, 32]],
    ['64 × 64, colour', [3, 64, 64]],
    ['128 × 128', [4, 128, 128]],
    ['256 × 256', [3, 256, 256]],
    ['a rectangle', [3, 24, 40]],
    ['a size that cannot be halved', [1, 30, 19]],
  ] as const)('%s', (_, sampleShape) => {
    const spec = { ...values, sampleShape, classes: ten };
    const generator = biggan.generator(spec);
    const critic = biggan.critic(spec);
    const passOf = (count: Shape[number]) =>
      definePass({ mode: 'inference', labels: input('labels', [count, 10]) });
    const made = (count: Shape[number]) =>
      generate(generator, variables(generator), input('z', [count, 13]), passOf(count)).output.shape;
    expect(made(2)).toEqual([2, ...sampleShape]);
    expect(made('N')).toEqual(['N', ...sampleShape]);
    const images = input('x', [2, ...sampleShape]);
    expect(critic.judge(variables(critic), images, passOf(2)).scores.shape).toEqual([2, 1]);
    expect([generator.classes, critic.classes]).toEqual([10, 10]);
  });

  it('are one of one class where data have no labels', () => {
    const spec = { ...values, sampleShape: [1, 16, 16] };
    const [generator, critic] = [biggan.generator(spec), biggan.critic(spec)];
    expect([generator.classes, critic.classes]).toEqual([undefined, undefined]);
    expect(shapesOf(generator)).toMatchObject({ 'classes.weight': [1, 6] });
    expect(shapesOf(critic)).toMatchObject({ 'classes.weight_orig': [1, 8] });
    const pass = definePass({ mode: 'inference' });
    const made = generate(generator, variables(generator), input('z', ['N', 13]), pass).output;
    expect(made.shape).toEqual(['N', 1, 16, 16]);
  });

  it('have the parameters of the authors’ code for CIFAR-10', () => {
    // BigGAN.py with G_ch 64, D_ch 64, dim_z 128, resolution 32, n_classes 10, G_shared False, hier False
    const spec = {
      ...{ ...values, channels: 256, latent: 128, classEmbedding: 0, splitNoise: false },
      ...{ sampleShape: [3, 32, 32], classes: ten },
    };
    const wide = 256 * 256 * 9 + 256;
    const block = 4 * 10 * 256 + 2 * wide + (256 * 256 + 256);
    expect(countOf(biggan.generator(spec))).toBe(129 * 4096 + 3 * block + 512 + (256 * 3 * 9 + 3));
    const first = 256 * (27 + 1) + wide + 256 * (3 + 1);
    const second = 2 * wide + (256 * 256 + 256);
    expect(countOf(biggan.critic(spec))).toBe(first + second + 4 * wide + 257 + 2560);
  });

  it('have the widths of the authors’ tables at 64 and 128 pixels', () => {
    const spec = { ...values, channels: 1, latent: 120, classEmbedding: 128, classes: ten };
    const large = { ...spec, sampleShape: [3, 128, 128] };
    expect(shapesOf(biggan.generator(large))).toMatchObject({
      'linear.weight_orig': [256, 20],
      'blocks.0.bn1.gain.weight_orig': [16, 148],
      'blocks.4.conv1.weight_orig': [1, 2, 3, 3],
    });
    const critic = shapesOf(biggan.critic(large));
    expect(critic).toMatchObject({ 'blocks.5.conv1.weight_orig': [16, 16, 3, 3] });
    expect(critic['blocks.5.conv_sc.weight_orig']).toBeUndefined();
    const medium = { ...spec, sampleShape: [3, 64, 64] };
    expect(shapesOf(biggan.generator(medium))).toMatchObject({
      'linear.weight_orig': [256, 24],
      'blocks.3.conv2.weight_orig': [2, 2, 3, 3],
    });
    expect(shapesOf(biggan.critic(medium))).toMatchObject({
      'blocks.4.conv_sc.weight_orig': [16, 8, 1, 1],
      'classes.weight_orig': [10, 16],
    });
  });

  it('have attention at the size that is said, or say which sizes there are', () => {
    const spec = { ...values, sampleShape: [3, 64, 64], attention: 32 };
    expect(shapesOf(biggan.generator(spec))).toMatchObject({ 'blocks.2.attention.gamma': [] });
    expect(shapesOf(biggan.critic(spec))).toMatchObject({ 'blocks.0.attention.gamma': [] });
    expect(() => biggan.generator({ ...spec, attention: 20 })).toThrow(
      'attention: expected a size after a block of the generator, 8, 16, 32, 64, or 0, got 20',
    );
    expect(() => biggan.critic({ ...spec, attention: 64 })).toThrow(
      'attention: expected a size after a block of the critic, 32, 16, 8, 4, or 0, got 64',
    );
  });

  it('refuse points, large images, and too little noise', () => {
    expect(() => biggan.generator({ ...values, sampleShape: [2] })).toThrow(
      'biggan: expected images of at least 8×8 pixels, got samples of [2]',
    );
    expect(() => biggan.critic({ ...values, sampleShape: [3, 400, 400] })).toThrow(
      'biggan: expected images of at most 256 pixels, got 400×400',
    );
    expect(() => biggan.generator({ ...values, latent: 3, sampleShape: [3, 32, 32] })).toThrow(
      'latent: expected at least 4 numbers, one for each part of the noise, got 3',
    );
  });
});
