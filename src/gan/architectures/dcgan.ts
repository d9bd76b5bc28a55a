// Convolutional networks that halve and double the size of images.

import * as z from 'zod/mini';
import { option } from '../../base/options.ts';
import { defineArchitecture, latent } from './architecture.ts';
import * as networks from './dcgan-networks.ts';
import { requireImages } from './pyramid.ts';

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

/** Convolutions with stride 2 in place of pooling, as many as bring images down to 4 to 7 pixels; the generator turns
 *  them round, from a fully connected layer to tanh. Sizes that cannot be halved so often are padded and cropped inside. */
export const dcgan = defineArchitecture({
  name: 'dcgan',
  summary: 'strided convolutions that halve and double the size of images',
  source: 'Radford et al. 2016, arXiv:1511.06434, section 3',
  options: { generator: { latent }, critic: {}, both: options },
  defaults: { generator: { norm: 'batch' }, critic: { norm: 'none' } },
  conditions: { generator: ['batch-norm', 'embedding'], critic: ['projection', 'concat'] },
  describe: ({ channels, kernel, norm }) => [
    `${channels} channels`,
    `kernel ${kernel}×${kernel}`,
    ...(norm === 'batch' ? ['batch norm'] : []),
  ],
  requireSamples: (sampleShape) => requireImages('dcgan', sampleShape),
  ...networks,
});
