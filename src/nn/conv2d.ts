// The convolutional layer.

import { ConfigError, ShapeError } from '../base/errors.ts';
import { formatType } from '../base/shape.ts';
import { conv } from '../graph/convolution.ts';
import { add } from '../graph/elementwise.ts';
import { reshape } from '../graph/shaping.ts';
import type { Tensor } from '../graph/tensor.ts';
import { argument } from './affine.ts';
import { type Initializer, uniformByFanIn } from './initializers.ts';
import type { Layer } from './layer.ts';

/** Options of convolutional layers. */
export interface Conv2dOptions {
  /** Height and width of the kernel. */
  readonly kernel: number;
  /** Default 1. */
  readonly stride?: number;
  /** Zeros on each side of the image; default 0. */
  readonly padding?: number;
  readonly dilation?: number;
  /** Channels fall into so many groups, which do not see each other; default 1. */
  readonly groups?: number;
  /** Whether a number is added to each channel; default true. */
  readonly bias?: boolean;
  /** How the kernel begins; by default as PyTorch's. */
  readonly weights?: Initializer;
  /** How the numbers that are added begin; by default as PyTorch's. */
  readonly biases?: Initializer;
}

/** @throws ConfigError if sizes are not whole numbers, or groups do not divide the channels */
export function checkConvolution(where: string, channels: readonly number[], options: Conv2dOptions): void {
  const { kernel, stride = 1, padding = 0, dilation = 1, groups = 1 } = options;
  const sizes = [...channels, kernel, stride, dilation, groups];
  const wrong = sizes.find((size) => !Number.isInteger(size) || size < 1);
  if (wrong !== undefined) throw new ConfigError(`${where}: sizes must be integers ≥ 1, got ${wrong}`);
  if (!Number.isInteger(padding) || padding < 0) {
    throw new ConfigError(`${where}: padding must be an integer ≥ 0, got ${padding}`);
  }
  const undivided = channels.find((count) => count % groups !== 0);
  if (undivided !== undefined) {
    throw new ConfigError(`${where}: ${groups} groups must divide the channels, got ${undivided}`);
  }
}

/** Arguments of PyTorch's modules that are not their defaults. */
export function moduleArguments({
  stride = 1,
  padding = 0,
  dilation = 1,
  groups = 1,
  bias = true,
}: Conv2dOptions) {
  return (
    argument('stride', stride, 1) +
    argument('padding', padding, 0) +
    argument('dilation', dilation, 1) +
    argument('groups', groups, 1) +
    argument('bias', bias ? 'True' : 'False', 'True')
  );
}

/** y = x ⋆ W + b: a kernel slides over the image, W float32[outputs, inputs ÷ groups, kernel, kernel], b float32[outputs].
 *  Both start uniform in ±1/√(inputs ÷ groups · kernel²), as PyTorch's `Conv2d` does.
 *  @param inputs   channels of x float32[N, inputs, H, W]
 *  @param outputs  channels of y float32[N, outputs, ⌊(H + 2·padding − reach) ÷ stride⌋ + 1, …]
 *  @throws ConfigError as `checkConvolution` */
export function conv2d(inputs: number, outputs: number, options: Conv2dOptions): Layer {
  checkConvolution('conv2d', [inputs, outputs], options);
  const {
    kernel,
    groups = 1,
    bias: hasBias = true,
    weights = uniformByFanIn,
    biases = uniformByFanIn,
  } = options;
  const fanIn = (inputs / groups) * kernel ** 2;
  return {
    couples: 'none',
    pytorch: `nn.Conv2d(${inputs}, ${outputs}, ${kernel}${moduleArguments(options)})`,
    init: (random) => ({
      weight: weights(random, [outputs, inputs / groups, kernel, kernel], fanIn),
      ...(hasBias && { bias: biases(random, [outputs], fanIn) }),
    }),
    apply: ({ weight, bias }, x) => {
      if (x.shape.length !== 4 || x.shape[1] !== inputs) {
        throw new ShapeError(`conv2d: expected float32[N,${inputs},H,W], got ${formatType(x)}`);
      }
      return { output: biased(conv(x, weight!, options), bias), buffers: {} };
    },
  };
}

/** Images, each channel plus its bias float32[channels], where there is one. */
export const biased = (y: Tensor, bias: Tensor | undefined): Tensor =>
  bias ? add(y, reshape(bias, [bias.shape[0]!, 1, 1])) : y;
