// Normalisation of each channel of each image.

import { argument, scaledBy, standardized } from './affine.ts';
import type { Layer } from './layer.ts';

/** Options of `instanceNorm2d`; the defaults are PyTorch's. */
export interface InstanceNormOptions {
  readonly epsilon?: number;
  /** Whether each channel has a trained scale and offset. */
  readonly affine?: boolean;
}

/** Instance normalisation of float32[N, channels, H, W] (Ulyanov et al. 2016, arXiv:1607.08022, equation 4): each channel of
 *  each image by its mean and biased variance over the places. */
export function instanceNorm2d(
  channels: number,
  { epsilon = 1e-5, affine = false }: InstanceNormOptions = {},
): Layer {
  const named = argument('eps', epsilon, 1e-5) + argument('affine', affine ? 'True' : 'False', 'False');
  return {
    couples: 'none',
    pytorch: `nn.InstanceNorm2d(${channels}${named})`,
    init: (random) =>
      affine ? { weight: random.constant([channels], 1), bias: random.constant([channels], 0) } : {},
    apply(variables, x) {
      const output = standardized(x, [2, 3], epsilon);
      return { output: affine ? scaledBy(output, variables) : output, buffers: {} };
    },
  };
}
