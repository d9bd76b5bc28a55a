// Networks of residual blocks.

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
import type { CriticParts } from '../making.ts';
import type { Critic, Generator } from '../networks.ts';
import { criticOf, generatorOf } from '../told.ts';
import type { GeneratorSpec, NetworkSpec } from './architecture.ts';
import { type Pyramid, pyramidOf } from './pyramid.ts';
import { cropped, padded } from './pyramid-layers.ts';

type Norm = 'none' | 'batch' | 'layer';

interface ResnetValues {
  readonly channels: number;
  readonly norm: Norm;
}

/** The longer side of images at their smallest, before any excess. */
const SMALLEST = 4;
/** Up to so many halvings all blocks are of one width, as in the paper's network for 32 pixels. */
const HALVINGS_OF_ONE_WIDTH = 3;
/** How many times as many channels the blocks of larger images may have. */
const WIDEST = 8;

const plain = { weights: glorotUniform(1), biases: zeros };
/** Convolutions inside of blocks keep the variance through a ReLU. */
const beforeRelu = { weights: glorotUniform(Math.SQRT2), biases: zeros };

/** What stands before a ReLU. */
type Normalized = (channels: number) => readonly Layer[];

/** @param batch  batch normalisation of channels */
const normalizations = (batch: (channels: number) => Layer): { readonly [N in Norm]: Normalized } => ({
  none: () => [],
  batch: (channels) => [batch(channels)],
  layer: (channels) => [layerNorm2d(channels)],
});

const activated = (channels: number, normalized: Normalized): readonly Layer[] => [
  ...normalized(channels),
  activation('relu'),
];

/** Norm, ReLU, enlarged convolution, norm, ReLU, convolution; the shortcut is enlarged by a 1×1 convolution. */
function upBlock(inputs: number, outputs: number, norm: Normalized): Layer {
  const main = sequential([
    ...activated(inputs, norm),
    upsampleThenConv2d(inputs, outputs, { kernel: 3, ...beforeRelu }),
    ...activated(outputs, norm),
    sameConv2d(outputs, outputs, { kernel: 3, ...beforeRelu }),
  ]);
  return residual(main, upsampleThenConv2d(inputs, outputs, { kernel: 1, ...plain }));
}

/** Norm, ReLU, convolution, norm, ReLU, convolution with a mean of 2×2; the shortcut is a 1×1 convolution with such a mean. */
function downBlock(inputs: number, outputs: number, norm: Normalized): Layer {
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
function evenBlock(channels: number, norm: Normalized): Layer {
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

function generatorLayers(
  { channels }: ResnetValues,
  pyramid: Pyramid,
  noise: number,
  norm: Normalized,
): Layer[] {
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
function smallCritic(channels: number, pyramid: Pyramid, norm: Normalized): CriticParts {
  const halvings = Math.min(2, pyramid.halvings);
  const layers = [
    ...padded(pyramid),
    imageBlock(pyramid.channels, channels),
    ...Array.from({ length: halvings - 1 }, () => downBlock(channels, channels, norm)),
    evenBlock(channels, norm),
    evenBlock(channels, norm),
    activation('relu'),
    globalAveragePool2d(),
    flattenSamples(),
  ];
  return { layers, features: channels, head: linear(channels, 1, plain) };
}

/** Beyond: a convolution, a block for each halving, and all that is left. */
function largeCritic(channels: number, pyramid: Pyramid, norm: Normalized): CriticParts {
  const widths = widthsOf(channels, pyramid);
  const [height, width] = pyramid.base;
  const features = widths.at(-1)! * height * width;
  const layers = [
    ...padded(pyramid),
    sameConv2d(pyramid.channels, channels, { kernel: 3, ...plain }),
    ...widths.slice(1).map((outputs, level) => downBlock(widths[level]!, outputs, norm)),
    flattenSamples(),
  ];
  return { layers, features, head: linear(features, 1, plain) };
}

export function generator(spec: GeneratorSpec & ResnetValues): Generator {
  const pyramid = pyramidOf('resnet', spec.sampleShape, SMALLEST);
  return generatorOf(spec, (inputs, batch) =>
    sequential(generatorLayers(spec, pyramid, inputs, normalizations(batch)[spec.norm])),
  );
}

export const critic = (spec: NetworkSpec & ResnetValues): Critic =>
  criticOf(spec, {
    join: sequential,
    parts(sampleShape) {
      const pyramid = pyramidOf('resnet', sampleShape, SMALLEST);
      const make = isOfOneWidth(pyramid) ? smallCritic : largeCritic;
      return make(spec.channels, pyramid, normalizations(batchNorm2d)[spec.norm]);
    },
  });
