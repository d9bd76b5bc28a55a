// Convolutional networks that halve and double the size of images.

import * as z from 'zod/mini';
import { ConfigError } from '../../base/errors.ts';
import { type OptionValues, option } from '../../base/options.ts';
import type { StaticShape } from '../../base/shape.ts';
import { activation } from '../../nn/activations.ts';
import { batchNorm2d } from '../../nn/batch-norm.ts';
import { convTranspose2d } from '../../nn/conv-transpose2d.ts';
import { conv2d } from '../../nn/conv2d.ts';
import { normalOf } from '../../nn/initializers.ts';
import type { Layer } from '../../nn/layer.ts';
import { linear } from '../../nn/linear.ts';
import { crop2d, zeroPad2d } from '../../nn/resizing.ts';
import { sequential } from '../../nn/sequential.ts';
import { flattenSamples, unflattenSamples } from '../../nn/views.ts';
import { layerCritic, layerGenerator } from '../networks.ts';
import { defineArchitecture, latent } from './architecture.ts';

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

/** How images get smaller: by halves, from the least size that is so divisible. */
interface Pyramid {
  readonly channels: number;
  readonly size: readonly [height: number, width: number];
  readonly halvings: number;
  /** Height and width at the smallest. */
  readonly base: readonly [number, number];
  /** Rows and columns that the networks have beyond the images. */
  readonly excess: readonly [below: number, right: number];
}

/** @throws ConfigError for samples that are no images, or too small to be halved */
function pyramidOf(sampleShape: StaticShape): Pyramid {
  const [channels, height, width] = sampleShape;
  if (sampleShape.length !== 3 || Math.min(height!, width!) < 8) {
    throw new ConfigError(
      `dcgan: expected images of at least 8×8 pixels, got samples of [${sampleShape.join(',')}]`,
      { help: 'points are learnt by fully connected networks: --architecture mlp' },
    );
  }
  const size = [height!, width!] as const;
  const halvings = Math.max(1, Math.ceil(Math.log2(Math.max(...size) / SMALLEST)));
  const base = size.map((pixels) => Math.ceil(pixels / 2 ** halvings)) as [number, number];
  const excess = size.map((pixels, axis) => base[axis]! * 2 ** halvings - pixels) as [number, number];
  return { channels: channels!, size, halvings, base, excess };
}

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

const hasExcess = ({ excess }: Pyramid) => excess.some((count) => count > 0);

function generatorLayers(values: DcganValues, pyramid: Pyramid, noise: number): Layer[] {
  const widths = widthsOf(values, pyramid);
  const [first] = widths as [number];
  const { base, channels, excess } = pyramid;
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
    ...(hasExcess(pyramid) ? [crop2d(...excess)] : []),
  ];
}

function criticLayers(values: DcganValues, pyramid: Pyramid): Layer[] {
  const widths = widthsOf(values, pyramid).toReversed();
  const { base, channels, excess } = pyramid;
  return [
    ...(hasExcess(pyramid) ? [zeroPad2d(...excess)] : []),
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
    layerGenerator(sequential(generatorLayers(spec, pyramidOf(spec.sampleShape), spec.latent))),
  critic: (spec) => layerCritic(sequential(criticLayers(spec, pyramidOf(spec.sampleShape)))),
});
