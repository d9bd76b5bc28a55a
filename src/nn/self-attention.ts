// Each place of an image looks at all others.

import { ConfigError } from '../base/errors.ts';
import { batchMatmul } from '../graph/batch-matmul.ts';
import { softmax } from '../graph/compositions.ts';
import { add, mul } from '../graph/elementwise.ts';
import { maxPool } from '../graph/images.ts';
import { reshape } from '../graph/shaping.ts';
import type { Tensor } from '../graph/tensor.ts';
import { type Conv2dOptions, conv2d } from './conv2d.ts';
import type { Layer } from './layer.ts';
import { networkOfParts, passOfParts } from './parts.ts';

const SELF_ATTENTION = `class SelfAttention(nn.Module):
    def __init__(self, theta, phi, g, o):
        super().__init__()
        self.theta, self.phi, self.g, self.o = theta, phi, g, o
        self.gamma = nn.Parameter(torch.zeros(()))

    def forward(self, x):
        pool = nn.functional.max_pool2d
        query, key, value = self.theta(x).flatten(2), pool(self.phi(x), 2).flatten(2), pool(self.g(x), 2).flatten(2)
        weights = (query.transpose(1, 2) @ key).softmax(dim=-1)
        seen = (value @ weights.transpose(1, 2)).unflatten(2, x.shape[2:])
        return x + self.gamma * self.o(seen)`;

/** x + γ·o(seen), where each place sees the means of g, halved in size, by weights softmax θᵀφ (Zhang et al. 2019,
 *  arXiv:1805.08318, section 3, as BigGAN has it): θ and φ are 1×1 convolutions to an eighth of the channels, g to half of
 *  them, o back, all without bias; φ and g are pooled by their largest values; γ begins at 0.
 *  @param channels  of x float32[N, channels, H, W], a multiple of 8; H and W are even
 *  @param wrapped   what is put around each convolution, as `spectralNorm`
 *  @param options   how kernels begin, if otherwise than PyTorch's
 *  @throws ConfigError for other channels */
export function selfAttention(
  channels: number,
  wrapped: (layer: Layer) => Layer = (layer) => layer,
  options: Pick<Conv2dOptions, 'weights'> = {},
): Layer {
  if (!Number.isInteger(channels) || channels < 8 || channels % 8 !== 0) {
    throw new ConfigError(`selfAttention: channels must be a multiple of 8, got ${channels}`);
  }
  const pointwise = (inputs: number, outputs: number) =>
    wrapped(conv2d(inputs, outputs, { ...options, kernel: 1, bias: false }));
  const [theta, phi] = [pointwise(channels, channels / 8), pointwise(channels, channels / 8)];
  const [g, o] = [pointwise(channels, channels / 2), pointwise(channels / 2, channels)];
  const parts = { theta, phi, g, o };
  const network = networkOfParts(Object.entries(parts), { pytorch: ['SelfAttention', SELF_ATTENTION] });
  return {
    ...network,
    init: (random) => ({ gamma: random.constant([], 0), ...network.init(random) }),
    apply(variables, x, pass) {
      const { through, buffers } = passOfParts(variables, pass);
      const query = placesOf(through(['theta', theta], x));
      const key = placesOf(maxPool(through(['phi', phi], x), { size: 2 }));
      const value = placesOf(maxPool(through(['g', g], x), { size: 2 }));
      const weights = softmax(batchMatmul(query, key, { transposeA: true }));
      const [count, , height, width] = x.shape;
      const seen = reshape(batchMatmul(value, weights, { transposeB: true }), [
        ...[count!, channels / 2, height!, width!],
      ]);
      return { output: add(x, mul(through(['o', o], seen), variables.gamma!)), buffers };
    },
  };
}

/** float32[N, C, H, W] as [N, C, places]. */
function placesOf(x: Tensor): Tensor {
  const [count, channels, height, width] = x.shape;
  return reshape(x, [count!, channels!, (height as number) * (width as number)]);
}
