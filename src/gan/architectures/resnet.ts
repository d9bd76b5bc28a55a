// Convolutional networks of residual blocks.

import * as z from 'zod/mini';
import { type OptionValues, option } from '../../base/options.ts';
import { activation } from '../../nn/activations.ts';
import { batchNorm2d } from '../../nn/batch-norm.ts';
import { glorotUniform, zeros } from '../../nn/initializers.ts';
import type { Layer } from '../../nn/layer.ts';
import { layerNorm2d } from '../../nn/layer-norm.ts';
import { linear } from '../../nn/linear.ts';
import { conv2dThenPool, sameConv2d, upsampleThenConv2d } from '../../nn/resampling-conv2d.ts';
import { residual } from '../../nn/residual.ts';
import { averagePool2d, globalAveragePool2d } from '../../nn/resizing.ts';
import { sequential } from '../../nn/sequential.ts';
import { flattenSamples, unflattenSamples } from '../../nn/views.ts';
import { layerCritic, layerGenerator } from '../networks.ts';
import { defineArchitecture, latent } from './architecture.ts';
import { cropped, type Pyramid, padded, pyramidOf } from './pyramid.ts';

const norms = ['none', 'batch', 'layer'] as const;
type Norm = (typeof norms)[number];

const options = {
  channels: option(z.int().check(z.gte(1), z.lte(2048)), {
    default: 64,
    label: ['Channels', '通道数'],
    help: [
      'Channels of the blocks: of all up to 32 pixels, at the largest size beyond, where they double with each halving, up to eightfold.',
      '残差块的通道数：不超过 32 像素时各块相同；更大的图片在最大尺寸处为此数，尺寸每减半一次便加倍，最多八倍。',
    ],
  }),
  norm: option(z.enum(norms), {
    label: ['Normalisation', '归一化'],
    help: ['Normalisation before the convolutions of a block.', '残差块中卷积之前的归一化。'],
  }),
};

type ResnetValues = OptionValues<typeof options>;

/** The longer side of images at their smallest, before any excess. */
const SMALLEST = 4;
/** Up to so many halvings all blocks are of one width, as in the paper's network for 32 pixels. */
const HALVINGS_OF_ONE_WIDTH = 3;
/** How many times as many channels the blocks of larger images may have. */
const WIDEST = 8;

const plain = { weights: glorotUniform(1), biases: zeros };
/** Convolutions inside of blocks keep the variance through a ReLU. */
const beforeRelu = { weights: glorotUniform(Math.SQRT2), biases: zeros };

const normalizations: { readonly [N in Norm]: (channels: number) => readonly Layer[] } = {
  none: () => [],
  batch: (channels) => [batchNorm2d(channels)],
  layer: (channels) => [layerNorm2d(channels)],
};

const normTexts: { readonly [N in Norm]: readonly string[] } = {
  none: [],
  batch: ['batch norm'],
  layer: ['layer norm'],
};

const activated = (channels: number, norm: Norm): readonly Layer[] => [
  ...normalizations[norm](channels),
  activation('relu'),
];

/** Norm, ReLU, enlarged convolution, norm, ReLU, convolution; the shortcut is enlarged by a 1×1 convolution. */
function upBlock(inputs: number, outputs: number, norm: Norm): Layer {
  const main = sequential([
    ...activated(inputs, norm),
    upsampleThenConv2d(inputs, outputs, { kernel: 3, ...beforeRelu }),
    ...activated(outputs, norm),
    sameConv2d(outputs, outputs, { kernel: 3, ...beforeRelu }),
  ]);
  return residual(main, upsampleThenConv2d(inputs, outputs, { kernel: 1, ...plain }));
}

/** Norm, ReLU, convolution, norm, ReLU, convolution with a mean of 2×2; the shortcut is a 1×1 convolution with such a mean. */
function downBlock(inputs: number, outputs: number, norm: Norm): Layer {
  const main = sequential([
    ...activated(inputs, norm),
    sameConv2d(inputs, inputs, { kernel: 3, ...beforeRelu }),
    ...activated(inputs, norm),
    conv2dThenPool(inputs, outputs, { kernel: 3, ...beforeRelu }),
  ]);
  return residual(main, conv2dThenPool(inputs, outputs, { kernel: 1, ...plain }));
}

/** The block that reads the image: without norm or ReLU before it, and with the mean before the shortcut's convolution. */
function imageBlock(inputs: number, outputs: number): Layer {
  const main = sequential([
    sameConv2d(inputs, outputs, { kernel: 3, ...beforeRelu }),
    activation('relu'),
    conv2dThenPool(outputs, outputs, { kernel: 3, ...beforeRelu }),
  ]);
  const shortcut = sequential([averagePool2d(2), sameConv2d(inputs, outputs, { kernel: 1, ...plain })]);
  return residual(main, shortcut);
}

/** A block that keeps size and channels. */
function evenBlock(channels: number, norm: Norm): Layer {
  const half = () => [
    ...activated(channels, norm),
    sameConv2d(channels, channels, { kernel: 3, ...beforeRelu }),
  ];
  return residual(sequential([...half(), ...half()]), sequential([]));
}

const isOfOneWidth = ({ halvings }: Pyramid) => halvings <= HALVINGS_OF_ONE_WIDTH;

/** Channels at each size, from the largest, before any block, to the smallest. */
const widthsOf = (channels: number, pyramid: Pyramid): readonly number[] =>
  Array.from({ length: pyramid.halvings + 1 }, (_, level) =>
    isOfOneWidth(pyramid) ? channels : channels * Math.min(2 ** level, WIDEST),
  );

function generatorLayers({ channels, norm }: ResnetValues, pyramid: Pyramid, noise: number): Layer[] {
  const widths = widthsOf(channels, pyramid).toReversed();
  const [height, width] = pyramid.base;
  const first = widths[0]!;
  const toImage = isOfOneWidth(pyramid) ? plain : beforeRelu;
  return [
    linear(noise, first * height * width, plain),
    unflattenSamples([first, height, width]),
    ...widths.slice(1).map((outputs, level) => upBlock(widths[level]!, outputs, norm)),
    ...activated(widths.at(-1)!, norm),
    sameConv2d(widths.at(-1)!, pyramid.channels, { kernel: 3, ...toImage }),
    activation('tanh'),
    ...cropped(pyramid),
  ];
}

/** Up to 32 pixels: two blocks that halve, two that do not, ReLU, the mean of each channel. */
function smallCritic({ channels, norm }: ResnetValues, pyramid: Pyramid): Layer[] {
  const halvings = Math.min(2, pyramid.halvings);
  return [
    ...padded(pyramid),
    imageBlock(pyramid.channels, channels),
    ...Array.from({ length: halvings - 1 }, () => downBlock(channels, channels, norm)),
    evenBlock(channels, norm),
    evenBlock(channels, norm),
    activation('relu'),
    globalAveragePool2d(),
    flattenSamples(),
    linear(channels, 1, plain),
  ];
}

/** Beyond: a convolution, a block for each halving, and all that is left. */
function largeCritic({ channels, norm }: ResnetValues, pyramid: Pyramid): Layer[] {
  const widths = widthsOf(channels, pyramid);
  const [height, width] = pyramid.base;
  return [
    ...padded(pyramid),
    sameConv2d(pyramid.channels, channels, { kernel: 3, ...plain }),
    ...widths.slice(1).map((outputs, level) => downBlock(widths[level]!, outputs, norm)),
    flattenSamples(),
    linear(widths.at(-1)! * height * width, 1, plain),
  ];
}

/** The networks of WGAN-GP's code (github.com/igul222/improved_wgan_training): up to 32 pixels those of
 *  `gan_cifar_resnet.py`, which have 128 channels, beyond those of `gan_64x64.py`, with one more block for each doubling.
 *  Images begin with 3 to 4 pixels; sizes that cannot be halved so often are padded and cropped inside. */
export const resnet = defineArchitecture({
  name: 'resnet',
  summary: 'residual blocks that halve and double the size of images',
  source: 'Gulrajani et al. 2017, arXiv:1704.00028, appendix F',
  options: { generator: { latent }, critic: {}, both: options },
  defaults: { generator: { norm: 'batch' }, critic: { norm: 'none' } },
  describe: ({ channels, norm }) => [`${channels} channels`, ...normTexts[norm]],
  generator: (spec) =>
    layerGenerator(
      sequential(generatorLayers(spec, pyramidOf('resnet', spec.sampleShape, SMALLEST), spec.latent)),
    ),
  critic(spec) {
    const pyramid = pyramidOf('resnet', spec.sampleShape, SMALLEST);
    return layerCritic(sequential((isOfOneWidth(pyramid) ? smallCritic : largeCritic)(spec, pyramid)));
  },
});
