// Convolutional networks of residual blocks.

import * as z from 'zod/mini';
import { option } from '../../base/options.ts';
import { defineArchitecture, latent } from './architecture.ts';
import { requireImages } from './pyramid.ts';
import * as networks from './resnet-networks.ts';

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

const normTexts: { readonly [N in Norm]: readonly string[] } = {
  none: [],
  batch: ['batch norm'],
  layer: ['layer norm'],
};

/** The networks of WGAN-GP's code (github.com/igul222/improved_wgan_training): up to 32 pixels those of
 *  `gan_cifar_resnet.py`, which have 128 channels, beyond those of `gan_64x64.py`, with one more block for each doubling.
 *  Images begin with 3 to 4 pixels; sizes that cannot be halved so often are padded and cropped inside. */
export const resnet = defineArchitecture({
  name: 'resnet',
  summary: 'residual blocks that halve and double the size of images',
  source: 'Gulrajani et al. 2017, arXiv:1704.00028, appendix F',
  options: { generator: { latent }, critic: {}, both: options },
  defaults: { generator: { norm: 'batch' }, critic: { norm: 'none' } },
  conditions: { generator: ['batch-norm', 'embedding'], critic: ['projection', 'concat'] },
  describe: ({ channels, norm }) => [`${channels} channels`, ...normTexts[norm]],
  requireSamples: (sampleShape) => requireImages('resnet', sampleShape),
  ...networks,
});
