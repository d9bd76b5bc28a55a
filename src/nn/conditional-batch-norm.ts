// Batch normalisation whose scale and offset come from a condition.

import { ConfigError } from '../base/errors.ts';
import { underPrefix, withPrefix } from '../base/record.ts';
import { add, div, mul, sqrt, sub } from '../graph/elementwise.ts';
import { reshape } from '../graph/shaping.ts';
import type { Tensor } from '../graph/tensor.ts';
import { argument } from './affine.ts';
import {
  type BatchNormOptions,
  imagePlacement,
  initialStatistics,
  statisticsNames,
  statisticsOf,
} from './batch-norm.ts';
import type { Layer, Network } from './layer.ts';
import { networkOfParts, passOfParts } from './parts.ts';

const CONDITIONAL_BATCH_NORM = `class ConditionalBatchNorm(nn.Module):
    def __init__(self, norm, gain, bias):
        super().__init__()
        self.norm, self.gain, self.bias = norm, gain, bias

    def forward(self, x, condition):
        gain, bias = self.gain(condition)[:, :, None, None], self.bias(condition)[:, :, None, None]
        return self.norm(x) * (1 + gain) + bias`;

/** (x − mean)/√(variance + epsilon)·(1 + gain(c)) + bias(c), mean and variance as `batchNorm2d` has them, each sample with the
 *  scale and offset of its own condition c (de Vries et al. 2017, arXiv:1707.00683, section 3.1, as BigGAN has it). Variables
 *  are below `norm`, `gain` and `bias`.
 *  @param channels  of x float32[N, channels, H, W]
 *  @param gain      from the pass's condition to float32[N, channels]
 *  @param bias      the same */
export function conditionalBatchNorm2d(
  channels: number,
  { gain, bias }: { readonly gain: Layer; readonly bias: Layer },
  { epsilon = 1e-5, momentum = 0.1 }: BatchNormOptions = {},
): Layer {
  const options = `${argument('eps', epsilon, 1e-5)}${argument('momentum', momentum, 0.1)}`;
  const norm: Network = {
    couples: 'statistics',
    pytorch: `nn.BatchNorm2d(${channels}${options}, affine=False)`,
    buffers: statisticsNames,
    init: (random) => initialStatistics(random, channels),
  };
  const parts = { norm, gain, bias };
  const spread = (y: Tensor) => reshape(y, [y.shape[0]!, channels, 1, 1]);
  return {
    ...networkOfParts(Object.entries(parts), { pytorch: ['ConditionalBatchNorm', CONDITIONAL_BATCH_NORM] }),
    apply(variables, x, pass) {
      const { condition } = pass;
      if (condition === undefined) {
        throw new ConfigError('conditionalBatchNorm2d: expected a condition from the pass, got none');
      }
      const { through, buffers } = passOfParts(variables, pass);
      const scale = spread(add(through(['gain', gain], condition), 1));
      const offset = spread(through(['bias', bias], condition));
      const statistics = statisticsOf(
        underPrefix('norm', variables),
        x,
        pass,
        imagePlacement(channels),
        momentum,
      );
      const factor = div(scale, sqrt(add(statistics.variance, epsilon)));
      return {
        output: add(mul(sub(x, statistics.center), factor), offset),
        buffers: { ...withPrefix('norm', statistics.buffers), ...buffers },
      };
    },
  };
}
