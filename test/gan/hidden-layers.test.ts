// Networks tell how wide they are and which layers can be opened, whatever their architecture.

import { describe, expect, test } from 'vitest';
import { float32 } from '../../src/base/host-tensor.ts';
import { mapRecord } from '../../src/base/record.ts';
import { architectures } from '../../src/gan/architectures/registry.ts';
import { hiddenLayersOf } from '../../src/gan/hidden-layers.ts';
import { weightShapes, widthsOf } from '../../src/gan/networks.ts';
import { activation } from '../../src/nn/activations.ts';
import { batchNorm } from '../../src/nn/batch-norm.ts';
import { convTranspose2d } from '../../src/nn/conv-transpose2d.ts';
import { conv2d } from '../../src/nn/conv2d.ts';
import type { Layer } from '../../src/nn/layer.ts';
import { linear } from '../../src/nn/linear.ts';
import { sequential } from '../../src/nn/sequential.ts';
import { unflattenSamples } from '../../src/nn/views.ts';

const layers = [linear(3, 8), batchNorm(8), activation('relu'), linear(8, 5), linear(5, 12)];
/** Has the variables of a convolution of 5 channels to 12. */
const convolution: Layer = {
  ...linear(5, 12),
  init: () => ({ weight: float32([12, 5, 4, 4]), bias: float32([12]) }),
};

describe('a network of layers', () => {
  test('is as wide as the weights that mix features say', () => {
    expect(weightShapes(sequential(layers))).toEqual({
      '0.weight': [8, 3],
      '3.weight': [5, 8],
      '4.weight': [12, 5],
    });
    expect(widthsOf(sequential(layers))).toEqual([3, 8, 5, 12]);
    expect(widthsOf(sequential([linear(3, 5), convolution]))).toEqual([3, 5, 12]);
  });

  test('is as wide as images become, where kernels lie the other way round', () => {
    const images = [convTranspose2d(6, 4, { kernel: 4 }), conv2d(4, 3, { kernel: 3 })];
    expect(widthsOf(sequential([linear(5, 24), unflattenSamples([6, 2, 2]), ...images]))).toEqual([
      5, 24, 4, 3,
    ]);
  });

  test('opens its hidden layers where each unit is one number of a sample', () => {
    expect(hiddenLayersOf(sequential(layers))).toEqual({ widths: [8, 5], lastWeight: '4.weight' });
    expect(hiddenLayersOf(sequential([linear(3, 5), convolution]))).toBeUndefined();
    expect(hiddenLayersOf(linear(3, 5))).toBeUndefined();
  });
});

describe.each(architectures.names)('%s', (name) => {
  const { options, defaults, critic, generator, isCriticOnly } = architectures.get(name);
  const spec = {
    architecture: name,
    sampleShape: [1, 16, 16],
    ...mapRecord(options.both, (own) => own.default),
  };

  test('leads from noise, and to a score', () => {
    const made = { ...spec, ...defaults.generator, latent: 7 };
    if (isCriticOnly) expect(() => generator(made)).toThrow('judges pictures and makes none');
    else expect(widthsOf(generator(made))[0]).toBe(7);
    expect(widthsOf(critic({ ...spec, ...defaults.critic })).at(-1)).toBe(1);
  });
});
