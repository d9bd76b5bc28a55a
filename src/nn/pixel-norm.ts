// Normalisation over the features of each place.

import { mean, square } from '../graph/compositions.ts';
import { add, div, sqrt } from '../graph/elementwise.ts';
import { functionLayer, type Layer } from './layer.ts';

const PIXEL_NORM = `class PixelNorm(nn.Module):
    def forward(self, x):
        return x / (x.square().mean(dim=1, keepdim=True) + 1e-8).sqrt()`;

/** x/√(mean x² + 1e-8), the mean over the second axis: over the features of a vector, or the channels at each place of an
 *  image (Karras et al. 2018, arXiv:1710.10196, section 4.2). */
export const pixelNorm = (): Layer => ({
  ...functionLayer(
    (x) => div(x, sqrt(add(mean(square(x), { axes: [1], keepDims: true }), 1e-8))),
    'PixelNorm()',
  ),
  definitions: [PIXEL_NORM],
});
