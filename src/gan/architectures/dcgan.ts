// Convolutional networks that halve and double the size of images.

import * as z from 'zod/mini';
import { type OptionValues, option } from '../../base/options.ts';
import { activation } from '../../nn/activations.ts';
import { batchNorm2d } from '../../nn/batch-norm.ts';
import { convTranspose2d } from '../../nn/conv-transpose2d.ts';
import { conv2d } from '../../nn/conv2d.ts';
import { normalOf } from '../../nn/initializers.ts';
import type { Layer } from '../../nn/layer.ts';
import { linear } from '../../nn/linear.ts';
import { sequential } from '../../nn/sequential.ts';
import { flattenSamples, unflattenSamples } from '../../nn/views.ts';
import { layerCritic, layerGenerator } from '../networks.ts';
import { defineArchitecture, latent } from './architecture.ts';
import { cropped, type Pyramid, padded, pyramidOf } from './pyramid.ts';

const norms = ['none', 'batch'] as const;

const options = {
  channels: option(z.int().check(z.gte(1), z.lte(4096)), {
    default: 64,
    label: ['Channels', '通道数'],
    help: [
      'Channels of the convolution at the largest size; each halving of the size doubles them.',
      '最大尺寸处卷积的通道数；尺寸每减半一次，通道数加倍。',
    ],
  }),
  kernel: option(z.int().check(z.gte(2), z.lte(9)), {
    default: 4,
    label: ['Kernel', '卷积核'],
    help: ['Height and width of the convolution kernels.', '卷积核的高和宽。'],
  }),
  norm: option(z.enum(norms), {
    label: ['Normalisation', '归一化'],
    help: ['Normalisation after the convolutions.', '卷积之后的归一化。'],
  }),
};

type DcganValues = OptionValues<typeof options>;

/** The size at which images are smallest is at most this. */
const SMALLEST = 7;

/** Channels at each size, from the smallest to the largest. */
const widthsOf = ({ channels }: DcganValues, { halvings }: Pyramid): number[] =>
  Array.from({ length: halvings }, (_, level) => channels * 2 ** (halvings - 1 - level));

const weights = normalOf(0.02);

/** A kernel that halves, or doubles, the size exactly. */
const geometryOf = ({ kernel }: DcganValues) => ({
  kernel,
  stride: 2,
  padding: Math.floor((kernel - 1) / 2),
  weights,
});

const normalized = (channels: number, { norm }: DcganValues): readonly Layer[] =>
  norm === 'batch' ? [batchNorm2d(channels)] : [];

function generatorLayers(values: DcganValues, pyramid: Pyramid, noise: number): Layer[] {
  const widths = widthsOf(values, pyramid);
  const [first] = widths as [number];
  const { base, channels } = pyramid;
  const outputPadding = values.kernel % 2;
  return [
    linear(noise, first * base[0] * base[1], { weights }),
    unflattenSamples([first, ...base]),
    ...normalized(first, values),
    activation('relu'),
    ...widths.slice(1).flatMap((width, level) => [
      convTranspose2d(widths[level]!, width, {
        ...geometryOf(values),
        ...{ outputPadding, bias: values.norm === 'none' },
      }),
      ...normalized(width, values),
      activation('relu'),
    ]),
    convTranspose2d(widths.at(-1)!, channels, { ...geometryOf(values), outputPadding }),
    activation('tanh'),
    ...cropped(pyramid),
  ];
}

function criticLayers(values: DcganValues, pyramid: Pyramid): Layer[] {
  const widths = widthsOf(values, pyramid).toReversed();
  const { base, channels } = pyramid;
  return [
    ...padded(pyramid),
    conv2d(channels, widths[0]!, geometryOf(values)),
    activation('leaky-relu'),
    ...widths
      .slice(1)
      .flatMap((width, level) => [
        conv2d(widths[level]!, width, { ...geometryOf(values), bias: values.norm === 'none' }),
        ...normalized(width, values),
        activation('leaky-relu'),
      ]),
    flattenSamples(),
    linear(widths.at(-1)! * base[0] * base[1], 1, { weights }),
  ];
}

/** Convolutions with stride 2 in place of pooling, as many as bring images down to 4 to 7 pixels; the generator turns
 *  them round, from a fully connected layer to tanh. Sizes that cannot be halved so often are padded and cropped inside. */
export const dcgan = defineArchitecture({
  name: 'dcgan',
  summary: 'strided convolutions that halve and double the size of images',
  source: 'Radford et al. 2016, arXiv:1511.06434, section 3',
  options: { generator: { latent }, critic: {}, both: options },
  defaults: { generator: { norm: 'batch' }, critic: { norm: 'none' } },
  describe: ({ channels, kernel, norm }) => [
    `${channels} channels`,
    `kernel ${kernel}×${kernel}`,
    ...(norm === 'batch' ? ['batch norm'] : []),
  ],
  generator: (spec) =>
    layerGenerator(
      sequential(generatorLayers(spec, pyramidOf('dcgan', spec.sampleShape, SMALLEST), spec.latent)),
    ),
  critic: (spec) =>
    layerCritic(sequential(criticLayers(spec, pyramidOf('dcgan', spec.sampleShape, SMALLEST)))),
});
