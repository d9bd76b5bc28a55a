// Normalisation over the batch.

import { hostTensor } from '../base/host-tensor.ts';
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
export function batchNorm(
  features: number,
  { epsilon = 1e-5, momentum = 0.1 }: BatchNormOptions = {},
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
    pytorch: `nn.BatchNorm1d(${features}${argument('eps', epsilon, 1e-5)}${argument('momentum', momentum, 0.1)})`,
    buffers: ['running_mean', 'running_var', 'num_batches_tracked'],
    init: (random) => ({
      weight: random.constant([features], 1),
      bias: random.constant([features], 0),
      running_mean: random.constant([features], 0),
      running_var: random.constant([features], 1),
      num_batches_tracked: hostTensor('int64', []),
    }),
    apply(variables, x, { mode, buffers }) {
      if (mode === 'inference') {
        const { running_mean, running_var } = variables;
        return { output: normalized(x, running_mean!, running_var!, variables, epsilon), buffers: {} };
      }
      const center = mean(x, { axes: [0], keepDims: true });
      const variance = mean(square(sub(x, center)), { axes: [0], keepDims: true });
      return {
        output: normalized(x, center, variance, variables, epsilon),
        buffers: buffers === 'hold' ? {} : advanced(variables, center, variance, x.shape[0] as number),
      };
    },
  };
}
