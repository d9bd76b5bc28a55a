// Normalisation over the features of each sample.

import { mean, square } from '../graph/compositions.ts';
import { sub } from '../graph/elementwise.ts';
import { argument, normalized } from './affine.ts';
import { groupNorm } from './group-norm.ts';
import type { Layer } from './layer.ts';

/** Layer normalisation of float32[N, features] over the features of each sample (Ba et al. 2016, arXiv:1607.06450,
 *  equation 4), with the biased variance. */
export function layerNorm(features: number, { epsilon = 1e-5 }: { readonly epsilon?: number } = {}): Layer {
  return {
    couples: 'none',
    pytorch: `nn.LayerNorm(${features}${argument('eps', epsilon, 1e-5)})`,
    init: (random) => ({ weight: random.constant([features], 1), bias: random.constant([features], 0) }),
    apply(variables, x) {
      const center = mean(x, { axes: [1], keepDims: true });
      const variance = mean(square(sub(x, center)), { axes: [1], keepDims: true });
      return { output: normalized(x, center, variance, variables, epsilon), buffers: {} };
    },
  };
}

/** Layer normalisation of images float32[N, channels, H, W] over all numbers of each, with a scale and an offset for each
 *  channel, as the critics of WGAN-GP have it (Gulrajani et al. 2017, arXiv:1704.00028, section 4; `Layernorm` of its code):
 *  in PyTorch, one group of `GroupNorm`. */
export const layerNorm2d = (channels: number, options: { readonly epsilon?: number } = {}): Layer =>
  groupNorm(1, channels, options);
