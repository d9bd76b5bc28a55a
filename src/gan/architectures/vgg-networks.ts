// Simonyan and Zisserman's networks as critics.

import { sizeOf } from '../../base/shape.ts';
import { activation } from '../../nn/activations.ts';
import { heNormal, zeros } from '../../nn/initializers.ts';
import type { Layer } from '../../nn/layer.ts';
import { linear } from '../../nn/linear.ts';
import { sameConv2d } from '../../nn/resampling-conv2d.ts';
import { maxPool2d, zeroPad2d } from '../../nn/resizing.ts';
import { namedSequential, sequential } from '../../nn/sequential.ts';
import { flattenSamples } from '../../nn/views.ts';
import { type Critic, layerCritic } from '../networks.ts';
import type { NetworkSpec } from './architecture.ts';
import { imagesOf } from './vgg-images.ts';

interface VggValues {
  readonly width: number;
}

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

/** A rectifier of slope 0.2 below 0 keeps the variance by this gain: √(2/(1 + 0.2²)). */
const GAIN = Math.sqrt(2 / 1.04);

const narrowed = (channels: number, { width }: VggValues) => Math.max(1, Math.round(channels / width));

function featuresOf(values: NetworkSpec & VggValues, channels: number): Layer {
  let inputs = channels;
  const layers = stages[values.architecture as keyof typeof stages].flatMap((stage) => {
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

export function critic(spec: NetworkSpec & VggValues): Critic {
  const { channels, excess, smallest } = imagesOf(spec.architecture, spec.sampleShape);
  const features = featuresOf(spec, channels);
  const outputs = narrowed(512, spec) * sizeOf(smallest);
  return layerCritic(
    namedSequential([
      ...(excess.some((count) => count > 0) ? [['padding', zeroPad2d(...excess)] as const] : []),
      ['features', features],
      ['flatten', flattenSamples()],
      ['classifier', linear(outputs, 1, { weights: heNormal(1), biases: zeros })],
    ]),
  );
}
