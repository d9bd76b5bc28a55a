// Normalisation over the batch and over the features of a sample.

import { float32, hostTensor } from '../base/host-tensor.ts';
import { mean, square } from '../graph/compositions.ts';
import { add, div, mul, sqrt, sub } from '../graph/elementwise.ts';
import { constant } from '../graph/leaves.ts';
import { reshape } from '../graph/shaping.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Layer, Tensors } from './layer.ts';

const filled = (features: number, value: number) =>
  float32([features], new Float32Array(features).fill(value));

/** (x − mean)/√(variance + epsilon)·weight + bias */
function normalize(
  x: Tensor,
  center: Tensor,
  variance: Tensor,
  { weight, bias }: Tensors,
  epsilon: number,
): Tensor {
  const scaled = div(sub(x, center), sqrt(add(variance, epsilon)));
  return add(mul(scaled, weight!), bias!);
}

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
  return {
    coupling: 'batch',
    statistics: ['running_mean', 'running_var', 'num_batches_tracked'],
    init: () => ({
      weight: filled(features, 1),
      bias: filled(features, 0),
      running_mean: filled(features, 0),
      running_var: filled(features, 1),
      num_batches_tracked: hostTensor('int64', []),
    }),
    apply: (parameters, x) =>
      normalize(x, parameters.running_mean!, parameters.running_var!, parameters, epsilon),
    train(parameters, x) {
      const count = x.shape[0] as number;
      const center = mean(x, { axes: [0], keepDims: true });
      const variance = mean(square(sub(x, center)), { axes: [0], keepDims: true });
      const follow = (running: Tensor, value: Tensor) =>
        add(mul(running, 1 - momentum), mul(reshape(value, [features]), momentum));
      return {
        output: normalize(x, center, variance, parameters, epsilon),
        statistics: {
          running_mean: follow(parameters.running_mean!, center),
          running_var: follow(parameters.running_var!, mul(variance, count / (count - 1))),
          num_batches_tracked: add(parameters.num_batches_tracked!, constant(1, [], 'int64')),
        },
      };
    },
  };
}

/** Layer normalisation of float32[N, features] over the features of each sample (Ba et al. 2016, arXiv:1607.06450,
 *  equation 4), with the biased variance. */
export function layerNorm(features: number, { epsilon = 1e-5 }: { readonly epsilon?: number } = {}): Layer {
  return {
    coupling: 'sample',
    init: () => ({ weight: filled(features, 1), bias: filled(features, 0) }),
    apply(parameters, x) {
      const center = mean(x, { axes: [1], keepDims: true });
      const variance = mean(square(sub(x, center)), { axes: [1], keepDims: true });
      return normalize(x, center, variance, parameters, epsilon);
    },
  };
}
