// Simonyan and Zisserman's networks of 3×3 convolutions, as critics.

import * as z from 'zod/mini';
import { ConfigError } from '../../base/errors.ts';
import { type OptionValues, option } from '../../base/options.ts';
import { type StaticShape, sizeOf } from '../../base/shape.ts';
import { activation } from '../../nn/activations.ts';
import { heNormal, zeros } from '../../nn/initializers.ts';
import type { Layer } from '../../nn/layer.ts';
import { linear } from '../../nn/linear.ts';
import { sameConv2d } from '../../nn/resampling-conv2d.ts';
import { maxPool2d, zeroPad2d } from '../../nn/resizing.ts';
import { namedSequential, sequential } from '../../nn/sequential.ts';
import { flattenSamples } from '../../nn/views.ts';
import { layerCritic } from '../networks.ts';
import { type Architecture, defineArchitecture, latent } from './architecture.ts';

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

type VggValues = OptionValues<typeof options>;

/** Channels of the convolutions between which images are halved: configurations A and D of the paper's table 1. */
const stages = {
  vgg11: [[64], [128], [256, 256], [512, 512], [512, 512]],
  vgg16: [
    [64, 64],
    [128, 128],
    [256, 256, 256],
    [512, 512, 512],
    [512, 512, 512],
  ],
} as const;
type VggName = keyof typeof stages;

/** Below this nothing would be left to halve before the last convolutions. */
const SMALLEST = 16;
/** Five halvings leave one pixel of so many; smaller images are padded. */
const FULL = 32;

/** A rectifier of slope 0.2 below 0 keeps the variance by this gain: √(2/(1 + 0.2²)). */
const GAIN = Math.sqrt(2 / 1.04);

/** @throws ConfigError for samples that are no images, or too small */
function imagesOf(name: VggName, sampleShape: StaticShape) {
  const [channels, ...size] = sampleShape as [number, ...number[]];
  if (size.length === 2 && Math.min(...size) >= SMALLEST) {
    const excess = size.map((pixels) => Math.max(0, FULL - pixels)) as [number, number];
    const padded = size.map((pixels, axis) => pixels + excess[axis]!);
    return { channels, excess, smallest: padded.map((pixels) => Math.floor(pixels / FULL)) };
  }
  throw new ConfigError(
    `${name}: expected images of at least ${SMALLEST}×${SMALLEST} pixels, got samples of [${sampleShape.join(',')}]`,
    { help: size.length === 2 ? 'smaller ones are judged by --critic dcgan' : '--critic mlp judges points' },
  );
}

const narrowed = (channels: number, { width }: VggValues) => Math.max(1, Math.round(channels / width));

function featuresOf(name: VggName, values: VggValues, channels: number): Layer {
  let inputs = channels;
  const layers = stages[name].flatMap((stage) => {
    const convolutions = stage.flatMap((count) => {
      const outputs = narrowed(count, values);
      const conv = sameConv2d(inputs, outputs, { kernel: 3, weights: heNormal(GAIN), biases: zeros });
      inputs = outputs;
      return [conv, activation('leaky-relu')];
    });
    return [...convolutions, maxPool2d(2)];
  });
  return sequential(layers);
}

/** The network of a name without its classifier: one linear layer judges the features. Variables are named as in
 *  torchvision, whose weights fit where `width` is 1 and images are in colour: `features.0.weight`. Three things differ.
 *  Rectifiers leak, so that a gradient penalty sees no unit that is silent for good. Weights begin by He's rule for the
 *  inputs: at 32 pixels ‖∇critic‖ is then 0.4; by torchvision's own, for the outputs, it is 0.03, too flat to be brought to
 *  1. And no pooling to 7×7 comes before the head, which would only repeat the few places that small images leave. */
const defineVgg = (name: VggName): Architecture =>
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
    critic(spec) {
      const { channels, excess, smallest } = imagesOf(name, spec.sampleShape);
      const features = featuresOf(name, spec, channels);
      const outputs = narrowed(512, spec) * sizeOf(smallest);
      return layerCritic(
        namedSequential([
          ...(excess.some((count) => count > 0) ? [['padding', zeroPad2d(...excess)] as const] : []),
          ['features', features],
          ['flatten', flattenSamples()],
          ['classifier', linear(outputs, 1, { weights: heNormal(1), biases: zeros })],
        ]),
      );
    },
  });

export const vgg11: Architecture = defineVgg('vgg11');
export const vgg16: Architecture = defineVgg('vgg16');
