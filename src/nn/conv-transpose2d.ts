// The transposed convolutional layer, which enlarges.

import { ShapeError } from '../base/errors.ts';
import { formatType } from '../base/shape.ts';
import { convTranspose } from '../graph/convolution.ts';
import { argument } from './affine.ts';
import { biased, type Conv2dOptions, checkConvolution, moduleArguments } from './conv2d.ts';
import { uniformByFanIn } from './initializers.ts';
import type { Layer } from './layer.ts';

/** Options of `convTranspose2d`. */
export interface ConvTranspose2dOptions extends Conv2dOptions {
  /** Added to height and width of the result, below the stride; default 0. */
  readonly outputPadding?: number;
}

/** Each number of x paints the kernel, scaled by it, into y, W float32[inputs, outputs ÷ groups, kernel, kernel]; then
 *  b float32[outputs] is added. Both start uniform in ±1/√(outputs ÷ groups · kernel²), as PyTorch's `ConvTranspose2d`.
 *  @param inputs   channels of x float32[N, inputs, H, W]
 *  @param outputs  channels of y float32[N, outputs, (H − 1)·stride − 2·padding + reach + outputPadding, …]
 *  @throws ConfigError as `checkConvolution` */
export function convTranspose2d(inputs: number, outputs: number, options: ConvTranspose2dOptions): Layer {
  checkConvolution('convTranspose2d', [inputs, outputs], options);
  const { kernel, groups = 1, bias: hasBias = true, outputPadding = 0 } = options;
  const { weights = uniformByFanIn, biases = uniformByFanIn } = options;
  const fanIn = (outputs / groups) * kernel ** 2;
  return {
    couples: 'none',
    transposed: ['weight'],
    pytorch: `nn.ConvTranspose2d(${inputs}, ${outputs}, ${kernel}${moduleArguments(options)}${argument('output_padding', outputPadding, 0)})`,
    init: (random) => ({
      weight: weights(random, [inputs, outputs / groups, kernel, kernel], fanIn),
      ...(hasBias && { bias: biases(random, [outputs], fanIn) }),
    }),
    apply: ({ weight, bias }, x) => {
      if (x.shape.length !== 4 || x.shape[1] !== inputs) {
        throw new ShapeError(`convTranspose2d: expected float32[N,${inputs},H,W], got ${formatType(x)}`);
      }
      return { output: biased(convTranspose(x, weight!, options), bias), buffers: {} };
    },
  };
}
