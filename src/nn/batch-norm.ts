// Normalisation over the batch.

import { hostTensor, type TensorRecord } from '../base/host-tensor.ts';
import { mapRecord } from '../base/record.ts';
import type { StaticShape } from '../base/shape.ts';
import { mean, square } from '../graph/compositions.ts';
import { add, mul, sub } from '../graph/elementwise.ts';
import { constant } from '../graph/leaves.ts';
import { reshape } from '../graph/shaping.ts';
import type { Tensor } from '../graph/tensor.ts';
import { argument, normalized } from './affine.ts';
import type { InitialRandom, Layer, Tensors } from './layer.ts';
import type { Pass } from './pass.ts';

/** Options of `batchNorm`; the defaults are PyTorch's. */
export interface BatchNormOptions {
  readonly epsilon?: number;
  /** Weight of the new batch in the running statistics. */
  readonly momentum?: number;
}

/** Batch normalisation of float32[N, features] (Ioffe & Szegedy 2015, arXiv:1502.03167, algorithms 1 and 2).
 *  In training, with the batch's mean and biased variance; the running variance takes the unbiased one.
 *  It couples the samples of a batch, so a critic under a gradient penalty must not use it. */
export function batchNorm(features: number, options: BatchNormOptions = {}): Layer {
  return normalizing(features, options, { module: 'BatchNorm1d', axes: [0], spread: [features] });
}

/** The same of images float32[N, channels, H, W]: each channel by its mean and variance over batch and places (there,
 *  section 3.2). */
export function batchNorm2d(channels: number, options: BatchNormOptions = {}): Layer {
  return normalizing(channels, options, { module: 'BatchNorm2d', ...imagePlacement(channels) });
}

/** How the channels of images lie. */
export const imagePlacement = (channels: number) => ({ axes: [0, 2, 3], spread: [channels, 1, 1] });

/** How features lie in what is normalised. */
interface Placement {
  /** PyTorch's module. */
  readonly module: string;
  /** Those of one feature. */
  readonly axes: readonly number[];
  /** The shape in which numbers for each feature meet x. */
  readonly spread: StaticShape;
}

/** Running statistics before the first batch. */
export const initialStatistics = (random: InitialRandom, features: number): TensorRecord => ({
  running_mean: random.constant([features], 0),
  running_var: random.constant([features], 1),
  num_batches_tracked: hostTensor('int64', []),
});

export const statisticsNames = ['running_mean', 'running_var', 'num_batches_tracked'];

/** What a pass normalises by: in training the batch's mean and biased variance, else the running ones; and the running
 *  ones as it moves them on. */
export function statisticsOf(
  variables: Tensors,
  x: Tensor,
  { mode, buffers }: Pass,
  { axes, spread }: Pick<Placement, 'axes' | 'spread'>,
  momentum: number,
): { readonly center: Tensor; readonly variance: Tensor; readonly buffers: Tensors } {
  const { running_mean, running_var, num_batches_tracked } = variables;
  if (mode === 'inference') {
    const [center, variance] = [running_mean, running_var].map((each) => reshape(each!, spread));
    return { center: center!, variance: variance!, buffers: {} };
  }
  const center = mean(x, { axes, keepDims: true });
  const variance = mean(square(sub(x, center)), { axes, keepDims: true });
  if (buffers === 'hold') return { center, variance, buffers: {} };
  const count = axes.reduce((product, axis) => product * (x.shape[axis] as number), 1);
  const follow = (running: Tensor, value: Tensor) =>
    add(mul(running, 1 - momentum), mul(reshape(value, running.shape), momentum));
  const advanced = {
    running_mean: follow(running_mean!, center),
    running_var: follow(running_var!, mul(variance, count / (count - 1))),
    num_batches_tracked: add(num_batches_tracked!, constant(1, [], 'int64')),
  };
  return { center, variance, buffers: advanced };
}

function normalizing(
  features: number,
  { epsilon = 1e-5, momentum = 0.1 }: BatchNormOptions,
  { module, ...placement }: Placement,
): Layer {
  return {
    couples: 'statistics',
    pytorch: `nn.${module}(${features}${argument('eps', epsilon, 1e-5)}${argument('momentum', momentum, 0.1)})`,
    buffers: statisticsNames,
    init: (random) => ({
      weight: random.constant([features], 1),
      bias: random.constant([features], 0),
      ...initialStatistics(random, features),
    }),
    apply({ weight, bias, ...running }, x, pass) {
      const { center, variance, buffers } = statisticsOf(running, x, pass, placement, momentum);
      const affine = mapRecord({ weight: weight!, bias: bias! }, (each) => reshape(each, placement.spread));
      return { output: normalized(x, center, variance, affine, epsilon), buffers };
    },
  };
}
