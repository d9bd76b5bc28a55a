// Normalisation over the batch.

import { hostTensor } from '../base/host-tensor.ts';
import { mapRecord } from '../base/record.ts';
import type { StaticShape } from '../base/shape.ts';
import { mean, square } from '../graph/compositions.ts';
import { add, mul, sub } from '../graph/elementwise.ts';
import { constant } from '../graph/leaves.ts';
import { reshape } from '../graph/shaping.ts';
import type { Tensor } from '../graph/tensor.ts';
import { argument, normalized } from './affine.ts';
import type { Layer, Tensors } from './layer.ts';

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
  return normalizing(channels, options, {
    ...{ module: 'BatchNorm2d', axes: [0, 2, 3], spread: [channels, 1, 1] },
  });
}

/** How features lie in what is normalised. */
interface Placement {
  /** PyTorch's module. */
  readonly module: string;
  /** Those of one feature. */
  readonly axes: readonly number[];
  /** The shape in which numbers for each feature meet x. */
  readonly spread: StaticShape;
}

function normalizing(
  features: number,
  { epsilon = 1e-5, momentum = 0.1 }: BatchNormOptions,
  { module, axes, spread }: Placement,
): Layer {
  const follow = (running: Tensor, value: Tensor) =>
    add(mul(running, 1 - momentum), mul(reshape(value, [features]), momentum));
  const advanced = (variables: Tensors, center: Tensor, variance: Tensor, count: number): Tensors => ({
    running_mean: follow(variables.running_mean!, center),
    running_var: follow(variables.running_var!, mul(variance, count / (count - 1))),
    num_batches_tracked: add(variables.num_batches_tracked!, constant(1, [], 'int64')),
  });
  return {
    couples: 'statistics',
    pytorch: `nn.${module}(${features}${argument('eps', epsilon, 1e-5)}${argument('momentum', momentum, 0.1)})`,
    buffers: ['running_mean', 'running_var', 'num_batches_tracked'],
    init: (random) => ({
      weight: random.constant([features], 1),
      bias: random.constant([features], 0),
      running_mean: random.constant([features], 0),
      running_var: random.constant([features], 1),
      num_batches_tracked: hostTensor('int64', []),
    }),
    apply(variables, x, { mode, buffers }) {
      const { weight, bias, running_mean, running_var } = mapRecord(variables, (each) =>
        each.shape.length === 0 ? each : reshape(each, spread),
      );
      const affine = { weight: weight!, bias: bias! };
      if (mode === 'inference') {
        return { output: normalized(x, running_mean!, running_var!, affine, epsilon), buffers: {} };
      }
      const center = mean(x, { axes, keepDims: true });
      const variance = mean(square(sub(x, center)), { axes, keepDims: true });
      const count = axes.reduce((product, axis) => product * (x.shape[axis] as number), 1);
      return {
        output: normalized(x, center, variance, affine, epsilon),
        buffers: buffers === 'hold' ? {} : advanced(variables, center, variance, count),
      };
    },
  };
}
