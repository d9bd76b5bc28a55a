// Rows of the conformance suite: every layer of src/nn/layers.ts, as PyTorch's cases in fixtures/pytorch/layers.py name it.

import { activations } from '../../src/nn/activations.ts';
import type { Layer } from '../../src/nn/layer.ts';
import * as layers from '../../src/nn/layers.ts';

/** A layer under the name of its case. */
export type LayerSample = readonly [name: string, layer: Layer];

const { activation, batchNorm, layerNorm, linear, sequential } = layers;

/** The type lists layers that have no row. */
export const samples: { readonly [Name in keyof typeof layers]: readonly LayerSample[] } = {
  activation: activations.names.map((name) => [`activation ${name}`, activation(name)]),
  batchNorm: [
    ['batchNorm', batchNorm(3)],
    ['batchNorm epsilon 0.1, momentum 0.3', batchNorm(3, { epsilon: 0.1, momentum: 0.3 })],
  ],
  layerNorm: [
    ['layerNorm', layerNorm(4)],
    ['layerNorm epsilon 0.1', layerNorm(4, { epsilon: 0.1 })],
  ],
  linear: [['linear', linear(3, 4)]],
  sequential: [
    [
      'sequential',
      sequential([
        ...[linear(3, 6), batchNorm(6), activation('elu')],
        ...[linear(6, 4), layerNorm(4), activation('tanh'), linear(4, 2)],
      ]),
    ],
  ],
};
