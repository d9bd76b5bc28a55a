// Simonyan and Zisserman's networks of 3×3 convolutions, as critics.

import * as z from 'zod/mini';
import { ConfigError } from '../../base/errors.ts';
import { option } from '../../base/options.ts';
import { type Architecture, defineArchitecture, latent } from './architecture.ts';
import { imagesOf } from './vgg-images.ts';
import * as networks from './vgg-networks.ts';

const options = {
  width: option(z.int().check(z.gte(1), z.lte(16)), {
    default: 1,
    label: ['Width ÷', '宽度 ÷'],
    help: [
      'By how much the channels of the original network are divided: 4 costs a sixteenth.',
      '把原网络的通道数除以多少：除以 4，计算量约为十六分之一。',
    ],
  }),
};

/** The network of a name without its classifier: one linear layer judges the features. Variables are named as in
 *  torchvision, whose weights fit where `width` is 1 and images are in colour: `features.0.weight`. Three things differ.
 *  Rectifiers leak, so that a gradient penalty sees no unit that is silent for good. Weights begin by He's rule for the
 *  inputs: at 32 pixels ‖∇critic‖ is then 0.4; by torchvision's own, for the outputs, it is 0.03, too flat to be brought to
 *  1. And no pooling to 7×7 comes before the head, which would only repeat the few places that small images leave. */
const defineVgg = (name: 'vgg11' | 'vgg16'): Architecture =>
  defineArchitecture({
    name,
    summary: `${name.slice(3)} layers with weights, 3×3 convolutions and pooling; a critic only`,
    source: 'Simonyan & Zisserman 2015, arXiv:1409.1556, table 1',
    options: { generator: { latent }, critic: {}, both: options },
    defaults: { generator: {}, critic: {} },
    isCriticOnly: true,
    describe: ({ width }) => (width === 1 ? [] : [`width ÷ ${width}`]),
    generator() {
      throw new ConfigError(`${name}: judges pictures and makes none, got it as the generator`, {
        help: 'choose --generator dcgan or --generator resnet',
      });
    },
    requireSamples: (sampleShape) => void imagesOf(name, sampleShape),
    ...networks,
  });

export const vgg11: Architecture = defineVgg('vgg11');
export const vgg16: Architecture = defineVgg('vgg16');
