// Normalisation over groups of the channels of each image.

import { ConfigError } from '../base/errors.ts';
import { type Shape, sizeOf } from '../base/shape.ts';
import { reshape } from '../graph/shaping.ts';
import { argument, scaledBy, standardized } from './affine.ts';
import type { Layer } from './layer.ts';

/** Group normalisation of float32[N, channels, H, W] (Wu & He 2018, arXiv:1803.08494, section 3.1): the channels fall into
 *  groups, and each group of an image is normalised over its channels and places, with the biased variance; then each
 *  channel has a scale and an offset of its own.
 *  @throws ConfigError if the groups do not divide the channels */
export function groupNorm(
  groups: number,
  channels: number,
  { epsilon = 1e-5 }: { readonly epsilon?: number } = {},
): Layer {
  if (!Number.isInteger(groups) || groups < 1 || channels % groups !== 0) {
    throw new ConfigError(`groupNorm: groups must divide the ${channels} channels, got ${groups}`);
  }
  return {
    couples: 'none',
    pytorch: `nn.GroupNorm(${groups}, ${channels}${argument('eps', epsilon, 1e-5)})`,
    init: (random) => ({ weight: random.constant([channels], 1), bias: random.constant([channels], 0) }),
    apply(variables, x) {
      const [count, , ...size] = x.shape;
      const grouped: Shape = [count!, groups, (channels / groups) * sizeOf(size as number[])];
      const output =
        groups === 1
          ? standardized(x, [1, 2, 3], epsilon)
          : reshape(standardized(reshape(x, grouped), [2], epsilon), x.shape);
      return { output: scaledBy(output, variables), buffers: {} };
    },
  };
}
