// Networks of strided convolutions.

import type { StaticShape } from '../../base/shape.ts';
import { activation } from '../../nn/activations.ts';
import { batchNorm2d } from '../../nn/batch-norm.ts';
import { convTranspose2d } from '../../nn/conv-transpose2d.ts';
import { conv2d } from '../../nn/conv2d.ts';
import { normalOf } from '../../nn/initializers.ts';
import type { Layer } from '../../nn/layer.ts';
import { linear } from '../../nn/linear.ts';
import { sequential } from '../../nn/sequential.ts';
import { flattenSamples, unflattenSamples } from '../../nn/views.ts';
import type { CriticParts } from '../making.ts';
import type { Critic, Generator } from '../networks.ts';
import { criticOf, generatorOf } from '../told.ts';
import type { GeneratorSpec, NetworkSpec } from './architecture.ts';
import { type Pyramid, pyramidOf } from './pyramid.ts';
import { cropped, padded } from './pyramid-layers.ts';

interface DcganValues {
  readonly channels: number;
  readonly kernel: number;
  readonly norm: 'none' | 'batch';
}

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

function generatorLayers(
  values: DcganValues,
  pyramid: Pyramid,
  noise: number,
  batchNorm: (channels: number) => Layer,
): Layer[] {
  const normalized = (channels: number) => (values.norm === 'batch' ? [batchNorm(channels)] : []);
  const widths = widthsOf(values, pyramid);
  const [first] = widths as [number];
  const { base, channels } = pyramid;
  const outputPadding = values.kernel % 2;
  return [
    linear(noise, first * base[0] * base[1], { weights }),
    unflattenSamples([first, ...base]),
    ...normalized(first),
    activation('relu'),
    ...widths.slice(1).flatMap((width, level) => [
      convTranspose2d(widths[level]!, width, {
        ...geometryOf(values),
        ...{ outputPadding, bias: values.norm === 'none' },
      }),
      ...normalized(width),
      activation('relu'),
    ]),
    convTranspose2d(widths.at(-1)!, channels, { ...geometryOf(values), outputPadding }),
    activation('tanh'),
    ...cropped(pyramid),
  ];
}

function criticParts(values: DcganValues, pyramid: Pyramid): CriticParts {
  const { norm } = values;
  const widths = widthsOf(values, pyramid).toReversed();
  const { base, channels } = pyramid;
  const features = widths.at(-1)! * base[0] * base[1];
  const layers = [
    ...padded(pyramid),
    conv2d(channels, widths[0]!, geometryOf(values)),
    activation('leaky-relu'),
    ...widths
      .slice(1)
      .flatMap((width, level) => [
        conv2d(widths[level]!, width, { ...geometryOf(values), bias: norm === 'none' }),
        ...(norm === 'batch' ? [batchNorm2d(width)] : []),
        activation('leaky-relu'),
      ]),
    flattenSamples(),
  ];
  return { layers, features, head: linear(features, 1, { weights }) };
}

const pyramidFor = (sampleShape: StaticShape) => pyramidOf('dcgan', sampleShape, SMALLEST);

export function generator(spec: GeneratorSpec & DcganValues): Generator {
  const pyramid = pyramidFor(spec.sampleShape);
  return generatorOf(spec, (inputs, norm) => sequential(generatorLayers(spec, pyramid, inputs, norm)));
}

export const critic = (spec: NetworkSpec & DcganValues): Critic =>
  criticOf(spec, { join: sequential, parts: (sampleShape) => criticParts(spec, pyramidFor(sampleShape)) });
