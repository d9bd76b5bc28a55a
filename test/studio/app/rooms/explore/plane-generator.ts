// A generator of points without hidden layers: its samples are its noise.

import { float32 } from '../../../../../src/base/host-tensor.ts';
import type { GeneratorModel } from '../../../../../src/train/model.ts';

export const planeGenerator: GeneratorModel = {
  spec: {
    architecture: 'mlp',
    latent: 2,
    hidden: [],
    norm: 'none',
    activation: 'relu',
    sampleShape: [2],
  },
  parameters: { '0.weight': float32([2, 2], [1, 0, 0, 1]), '0.bias': float32([2]) },
  dataset: 'ring',
  iteration: 1,
  weights: 'last',
};
