// Residual blocks of BigGAN (Brock et al. 2019, arXiv:1809.11096, figure 15): every weight is spectrally normalised.

import { add, relu } from '../../graph/elementwise.ts';
import { averagePool } from '../../graph/images.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { Initializer } from '../../nn/initializers.ts';
import { functionLayer, type Layer, viewed } from '../../nn/layer.ts';
import { networkOfParts, passOfParts } from '../../nn/parts.ts';
import { enlargingConv2d, poolingConv2d, sameConv2d } from '../../nn/resampling-conv2d.ts';
import { selfAttention } from '../../nn/self-attention.ts';
import { freshSpectralNorm } from '../../nn/spectral-norm.ts';

/** A block's channels before and after it, and what else is in it. */
export interface BlockOptions {
  readonly inputs: number;
  readonly outputs: number;
  /** How weights begin. */
  readonly weights: Initializer;
  /** Whether self-attention follows. */
  readonly attends: boolean;
}

const GENERATOR_BLOCK = `class GeneratorBlock(nn.Module):
    def __init__(self, bn1, conv1, bn2, conv2, conv_sc, attention):
        super().__init__()
        self.bn1, self.conv1, self.bn2, self.conv2 = bn1, conv1, bn2, conv2
        self.conv_sc, self.attention = conv_sc, attention

    def forward(self, x, condition):
        enlarge = nn.UpsamplingNearest2d(scale_factor=2)
        h = self.conv1(enlarge(self.bn1(x, condition).relu()))
        h = self.conv2(self.bn2(h, condition).relu())
        return self.attention(h + self.conv_sc(enlarge(x)))`;

const attentionOf = ({ outputs, weights, attends }: BlockOptions): Layer =>
  attends ? selfAttention(outputs, freshSpectralNorm, { weights }) : functionLayer((x) => x, 'nn.Identity()');

/** Norm, ReLU, enlarged convolution, norm, ReLU, convolution; the shortcut is enlarged by a 1×1 convolution.
 *  @param norm  by the pass's condition, for so many channels */
export function generatorBlock(options: BlockOptions, norm: (channels: number) => Layer): Layer {
  const { inputs, outputs, weights } = options;
  const parts = {
    bn1: norm(inputs),
    conv1: freshSpectralNorm(enlargingConv2d(inputs, outputs, { kernel: 3, weights })),
    bn2: norm(outputs),
    conv2: freshSpectralNorm(sameConv2d(outputs, outputs, { kernel: 3, weights })),
    conv_sc: freshSpectralNorm(enlargingConv2d(inputs, outputs, { kernel: 1, weights })),
    attention: attentionOf(options),
  };
  return {
    ...networkOfParts(Object.entries(parts), { pytorch: ['GeneratorBlock', GENERATOR_BLOCK] }),
    apply(variables, x, pass) {
      const { through, buffers } = passOfParts(variables, pass);
      const part = (name: keyof typeof parts, h: Tensor) => through([name, parts[name]], h);
      const h = part('conv1', relu(part('bn1', x)));
      const sum = add(part('conv2', relu(part('bn2', h))), part('conv_sc', x));
      return { output: part('attention', sum), buffers };
    },
  };
}

/** ReLU, convolution, ReLU, convolution, then the mean of each 2×2 where it halves images. The shortcut is a 1×1 convolution,
 *  with such a mean, where size or channels change.
 *  @param isFirst  it reads images: without the ReLU before it, and with the mean before the shortcut's convolution */
export function criticBlock(
  options: BlockOptions,
  { isFirst, halves }: { readonly isFirst: boolean; readonly halves: boolean },
): Layer {
  const { inputs, outputs, weights } = options;
  const last = halves ? poolingConv2d : sameConv2d;
  const pointwise = (layer: typeof sameConv2d) =>
    freshSpectralNorm(layer(inputs, outputs, { kernel: 1, weights }));
  const shortcut = isFirst
    ? viewed(pointwise(sameConv2d), { ...(halves && { before: (x) => averagePool(x, { size: 2 }) }) })
    : pointwise(last);
  const isChanging = halves || inputs !== outputs;
  const parts = {
    conv1: freshSpectralNorm(sameConv2d(inputs, outputs, { kernel: 3, weights })),
    conv2: freshSpectralNorm(last(outputs, outputs, { kernel: 3, weights })),
    conv_sc: isChanging ? shortcut : functionLayer((x) => x),
    attention: attentionOf(options),
  };
  return {
    ...networkOfParts(Object.entries(parts)),
    apply(variables, x, pass) {
      const { through, buffers } = passOfParts(variables, pass);
      const part = (name: keyof typeof parts, h: Tensor) => through([name, parts[name]], h);
      const h = part('conv2', relu(part('conv1', isFirst ? x : relu(x))));
      return { output: part('attention', add(h, part('conv_sc', x))), buffers };
    },
  };
}
