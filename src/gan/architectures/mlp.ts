// Fully connected networks.

import { ConfigError } from '../../base/errors.ts';
import { sizeOf } from '../../base/shape.ts';
import { flatten, reshape } from '../../graph/shaping.ts';
import { activation } from '../../nn/activations.ts';
import { batchNorm } from '../../nn/batch-norm.ts';
import { type Layer, viewed } from '../../nn/layer.ts';
import { layerNorm } from '../../nn/layer-norm.ts';
import { linear } from '../../nn/linear.ts';
import { sequential } from '../../nn/sequential.ts';
import { layerCritic, layerGenerator } from '../networks.ts';
import type { Architecture, NetworkSpec, Norm } from './architecture.ts';

const normalizations: { readonly [N in Norm]: (features: number) => readonly Layer[] } = {
  none: () => [],
  batch: (features) => [batchNorm(features)],
  layer: (features) => [layerNorm(features)],
};

/** Linear, norm, activation for each hidden width, then the last linear layer. */
function layersOf({ hidden, activation: name, norm }: NetworkSpec, inputs: number, outputs: number): Layer[] {
  if (hidden.some((width) => !Number.isInteger(width) || width < 1)) {
    throw new ConfigError(`mlp: hidden widths must be integers ≥ 1, got [${hidden.join(',')}]`);
  }
  const widths = [inputs, ...hidden];
  return [
    ...hidden.flatMap((width, index) => [
      linear(widths[index]!, width),
      ...normalizations[norm](width),
      activation(name),
    ]),
    linear(widths.at(-1)!, outputs),
  ];
}

/** Fully connected generator and critic; images end in tanh, points in nothing. */
export const mlp: Architecture = {
  name: 'mlp',
  summary: 'fully connected layers',
  source: 'the networks of Goodfellow et al. 2014, arXiv:1406.2661, section 5, without maxout and dropout',
  generator(spec) {
    const { sampleShape, latent } = spec;
    const isImage = sampleShape.length > 1;
    const layers = layersOf(spec, latent, sizeOf(sampleShape));
    const layer = sequential(isImage ? [...layers, activation('tanh')] : layers);
    return layerGenerator(viewed(layer, { after: (y) => reshape(y, [y.shape[0]!, ...sampleShape]) }));
  },
  critic: (spec) =>
    layerCritic(viewed(sequential(layersOf(spec, sizeOf(spec.sampleShape), 1)), { before: flatten })),
};
