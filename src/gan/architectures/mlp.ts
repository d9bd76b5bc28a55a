// Fully connected networks.

import * as z from 'zod/mini';
import { ConfigError } from '../../base/errors.ts';
import { type OptionValues, option } from '../../base/options.ts';
import { sizeOf } from '../../base/shape.ts';
import { flatten, reshape } from '../../graph/shaping.ts';
import { activation, activations } from '../../nn/activations.ts';
import { batchNorm } from '../../nn/batch-norm.ts';
import { type Layer, viewed } from '../../nn/layer.ts';
import { layerNorm } from '../../nn/layer-norm.ts';
import { linear } from '../../nn/linear.ts';
import { sequential } from '../../nn/sequential.ts';
import { criticOf, generatorOf } from '../told.ts';
import { defineArchitecture, latent } from './architecture.ts';

/** The most hidden layers of a network. */
export const MOST_LAYERS = 1500;

export const norms = ['none', 'batch', 'layer'] as const;
export type Norm = (typeof norms)[number];

const options = {
  hidden: option(z.array(z.int().check(z.gte(1))).check(z.maxLength(MOST_LAYERS)), {
    label: ['Layers', '各层'],
    help: ['Widths of the hidden layers, from the input on.', '各隐藏层的宽度，从输入一侧数起。'],
  }),
  norm: option(z.enum(norms), {
    default: 'none',
    label: ['Normalisation', '归一化'],
    help: ['Normalisation after the hidden layers.', '隐藏层之后的归一化。'],
  }),
  activation: option(z.enum(activations.names), {
    default: 'leaky-relu',
    label: ['Activation', '激活函数'],
    help: ['What bends the line after each hidden layer.', '每个隐藏层之后使直线弯曲的函数。'],
  }),
};

type MlpValues = OptionValues<typeof options>;

const normalizations: { readonly [N in Norm]: (features: number) => readonly Layer[] } = {
  none: () => [],
  batch: (features) => [batchNorm(features)],
  layer: (features) => [layerNorm(features)],
};

const normTexts: { readonly [N in Norm]: readonly string[] } = {
  none: [],
  batch: ['batch norm'],
  layer: ['layer norm'],
};

/** Linear, norm, activation for each hidden width. */
function hiddenLayers({ hidden, activation: name, norm }: MlpValues, inputs: number): readonly Layer[] {
  if (hidden.some((width) => !Number.isInteger(width) || width < 1)) {
    throw new ConfigError(`mlp: hidden widths must be integers ≥ 1, got [${hidden.join(',')}]`);
  }
  const widths = [inputs, ...hidden];
  return hidden.flatMap((width, index) => [
    linear(widths[index]!, width),
    ...normalizations[norm](width),
    activation(name),
  ]);
}

const lastWidth = ({ hidden }: MlpValues, inputs: number) => hidden.at(-1) ?? inputs;

/** Fully connected generator and critic; images end in tanh, points in nothing. */
export const mlp = defineArchitecture({
  name: 'mlp',
  summary: 'fully connected layers',
  source: 'the networks of Goodfellow et al. 2014, arXiv:1406.2661, section 5, without maxout and dropout',
  options: { generator: { latent }, critic: {}, both: options },
  defaults: { generator: { hidden: [256, 512] }, critic: { hidden: [512, 256] } },
  conditions: { generator: ['embedding'], critic: ['projection', 'concat'] },
  describe: ({ hidden, activation: name, norm }) => [
    `hidden layers ${hidden.join(', ') || 'none'}`,
    name,
    ...normTexts[norm],
  ],
  generator(spec) {
    const { sampleShape } = spec;
    const isImage = sampleShape.length > 1;
    return generatorOf(spec, (inputs) => {
      const layers = [
        ...hiddenLayers(spec, inputs),
        linear(lastWidth(spec, inputs), sizeOf(sampleShape)),
        ...(isImage ? [activation('tanh')] : []),
      ];
      return viewed(sequential(layers), { after: (y) => reshape(y, [y.shape[0]!, ...sampleShape]) });
    });
  },
  critic: (spec) =>
    criticOf(spec, {
      isFlat: true,
      join: (layers) => viewed(sequential(layers), { before: flatten }),
      parts(sampleShape) {
        const inputs = sizeOf(sampleShape);
        const features = lastWidth(spec, inputs);
        return { layers: hiddenLayers(spec, inputs), features, head: linear(features, 1) };
      },
    }),
});
