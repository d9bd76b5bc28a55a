// Rows of the conformance suite: every layer of src/nn/layers.ts, as PyTorch's cases in fixtures/pytorch/layers.py name it.

import { activations } from '../../src/nn/activations.ts';
import type { Layer } from '../../src/nn/layer.ts';
import * as layers from '../../src/nn/layers.ts';

/** A layer under the name of its case. */
export type LayerSample = readonly [name: string, layer: Layer];

const { activation, batchNorm, batchNorm2d, layerNorm, linear, sequential } = layers;
const { averagePool2d, conv2d, convTranspose2d, crop2d, flattenSamples, maxPool2d, zeroPad2d } = layers;
const { pixelShuffle, pixelUnshuffle, unflattenSamples, upsampleBilinear, upsampleNearest } = layers;
const { conv2dThenPool, globalAveragePool2d, groupNorm, instanceNorm2d, layerNorm2d, residual } = layers;
const { conditionalBatchNorm2d, embedding, freshSpectralNorm } = layers;
const { dropout, namedSequential, pixelNorm, selfAttention, spectralNorm, upsampleThenConv2d } = layers;

/** The type lists layers that have no row. */
export const samples: { readonly [Name in keyof typeof layers]: readonly LayerSample[] } = {
  activation: activations.names.map((name) => [`activation ${name}`, activation(name)]),
  averagePool2d: [['averagePool2d', averagePool2d(2)]],
  batchNorm: [
    ['batchNorm', batchNorm(3)],
    ['batchNorm epsilon 0.1, momentum 0.3', batchNorm(3, { epsilon: 0.1, momentum: 0.3 })],
  ],
  batchNorm2d: [['batchNorm2d', batchNorm2d(2)]],
  conditionalBatchNorm2d: [
    [
      'conditionalBatchNorm2d',
      conditionalBatchNorm2d(2, {
        gain: linear(3, 2, { bias: false }),
        bias: linear(3, 2, { bias: false }),
      }),
    ],
    [
      'conditionalBatchNorm2d of classes, epsilon 0.1, momentum 0.3',
      conditionalBatchNorm2d(
        2,
        { gain: embedding(4, 2), bias: embedding(4, 2) },
        { epsilon: 0.1, momentum: 0.3 },
      ),
    ],
    [
      'conditionalBatchNorm2d with freshSpectralNorm',
      conditionalBatchNorm2d(2, {
        gain: freshSpectralNorm(linear(3, 2, { bias: false })),
        bias: freshSpectralNorm(linear(3, 2, { bias: false })),
      }),
    ],
  ],
  conv2d: [
    ['conv2d', conv2d(2, 3, { kernel: 3 })],
    ['conv2d stride 2, padding 1', conv2d(2, 4, { kernel: 4, stride: 2, padding: 1 })],
    [
      'conv2d dilation 2, groups 2, no bias',
      conv2d(2, 4, { kernel: 2, padding: 1, dilation: 2, groups: 2, bias: false }),
    ],
  ],
  conv2dThenPool: [
    ['conv2dThenPool', conv2dThenPool(2, 3, { kernel: 3 })],
    ['conv2dThenPool 1, no bias', conv2dThenPool(2, 3, { kernel: 1, bias: false })],
  ],
  convTranspose2d: [
    ['convTranspose2d', convTranspose2d(3, 2, { kernel: 3 })],
    ['convTranspose2d stride 2, padding 1', convTranspose2d(4, 2, { kernel: 4, stride: 2, padding: 1 })],
    [
      'convTranspose2d groups 2, output padding 1',
      convTranspose2d(2, 4, {
        ...{ kernel: 3, stride: 2, padding: 1, groups: 2, bias: false, outputPadding: 1 },
      }),
    ],
  ],
  crop2d: [['crop2d', crop2d(2, 1)]],
  dropout: [
    ['dropout', sequential([linear(3, 4), dropout(0.3)])],
    ['dropout of images', dropout()],
  ],
  embedding: [['embedding', embedding(3, 4)]],
  flattenSamples: [['flattenSamples', flattenSamples()]],
  freshSpectralNorm: [
    ['freshSpectralNorm of linear', freshSpectralNorm(linear(3, 4))],
    ['freshSpectralNorm of conv2d', freshSpectralNorm(conv2d(2, 3, { kernel: 2 }))],
    ['freshSpectralNorm of embedding', freshSpectralNorm(embedding(3, 4))],
  ],
  globalAveragePool2d: [['globalAveragePool2d', globalAveragePool2d()]],
  groupNorm: [
    ['groupNorm', groupNorm(2, 4)],
    ['groupNorm epsilon 0.1', groupNorm(2, 6, { epsilon: 0.1 })],
  ],
  instanceNorm2d: [
    ['instanceNorm2d', instanceNorm2d(2)],
    ['instanceNorm2d affine, epsilon 0.1', instanceNorm2d(2, { affine: true, epsilon: 0.1 })],
  ],
  layerNorm: [
    ['layerNorm', layerNorm(4)],
    ['layerNorm epsilon 0.1', layerNorm(4, { epsilon: 0.1 })],
  ],
  layerNorm2d: [['layerNorm2d', layerNorm2d(3)]],
  linear: [
    ['linear', linear(3, 4)],
    ['linear no bias', linear(3, 4, { bias: false })],
  ],
  maxPool2d: [['maxPool2d', maxPool2d(2)]],
  namedSequential: [
    [
      'namedSequential',
      namedSequential([
        ['inner', linear(3, 2)],
        ['bend', activation('tanh')],
        ['last', linear(2, 1)],
      ]),
    ],
  ],
  pixelNorm: [
    ['pixelNorm', pixelNorm()],
    ['pixelNorm of images', pixelNorm()],
  ],
  pixelShuffle: [['pixelShuffle', pixelShuffle(2)]],
  pixelUnshuffle: [['pixelUnshuffle', pixelUnshuffle(2)]],
  residual: [
    ['residual', residual(sequential([linear(3, 2), batchNorm(2), activation('tanh')]), linear(3, 2))],
    ['residual of a residual', sequential([residual(residual(linear(3, 3), linear(3, 3)), sequential([]))])],
  ],
  selfAttention: [
    ['selfAttention', selfAttention(8)],
    ['selfAttention with spectralNorm', selfAttention(8, spectralNorm)],
  ],
  sequential: [
    [
      'sequential',
      sequential([
        ...[linear(3, 6), batchNorm(6), activation('elu')],
        ...[linear(6, 4), layerNorm(4), activation('tanh'), linear(4, 2)],
      ]),
    ],
  ],
  spectralNorm: [
    ['spectralNorm of linear', spectralNorm(linear(3, 4))],
    ['spectralNorm of conv2d', sequential([spectralNorm(conv2d(2, 3, { kernel: 2 }))])],
    [
      'spectralNorm of convTranspose2d',
      spectralNorm(convTranspose2d(3, 2, { kernel: 2, stride: 2, bias: false })),
    ],
  ],
  unflattenSamples: [['unflattenSamples', unflattenSamples([3, 2, 2])]],
  upsampleBilinear: [['upsampleBilinear', upsampleBilinear(2)]],
  upsampleNearest: [['upsampleNearest', upsampleNearest(2)]],
  upsampleThenConv2d: [
    ['upsampleThenConv2d', upsampleThenConv2d(2, 3, { kernel: 3 })],
    ['upsampleThenConv2d 1, no bias', upsampleThenConv2d(2, 3, { kernel: 1, bias: false })],
  ],
  zeroPad2d: [['zeroPad2d', zeroPad2d(2, 1)]],
};
