// The fully connected layer.

import { ConfigError, ShapeError } from '../base/errors.ts';
import { formatType } from '../base/shape.ts';
import { gemm } from '../graph/gemm.ts';
import { argument } from './affine.ts';
import { type Initializer, uniformByFanIn } from './initializers.ts';
import type { InitialRandom, Layer } from './layer.ts';

/** Options of `linear`. */
interface LinearOptions {
  /** How weights begin. */
  readonly weights?: Initializer;
  /** How biases begin. */
  readonly biases?: Initializer;
  /** Whether a number is added to each output; default true. */
  readonly bias?: boolean;
}

/** y = x·Wᵀ + b, with W float32[outputs, inputs] and b float32[outputs].
 *  Both start uniform in ±1/√inputs, as PyTorch's `Linear` does.
 *  @param inputs   features of x float32[N, inputs]
 *  @param outputs  features of y float32[N, outputs]
 *  @param options  how W and b begin, if otherwise, and whether there is b
 *  @throws ConfigError if a size is not a positive integer */
export function linear(
  inputs: number,
  outputs: number,
  { weights = uniformByFanIn, biases = uniformByFanIn, bias: hasBias = true }: LinearOptions = {},
): Layer {
  for (const size of [inputs, outputs]) {
    if (!Number.isInteger(size) || size < 1)
      throw new ConfigError(`linear: sizes must be integers ≥ 1, got ${size}`);
  }
  return {
    couples: 'none',
    pytorch: `nn.Linear(${inputs}, ${outputs}${argument('bias', hasBias ? 'True' : 'False', 'True')})`,
    init: (random: InitialRandom) => ({
      weight: weights(random, [outputs, inputs], inputs),
      ...(hasBias && { bias: biases(random, [outputs], inputs) }),
    }),
    apply: ({ weight, bias }, x) => {
      if (x.shape.length !== 2 || x.shape[1] !== inputs) {
        throw new ShapeError(`linear: expected float32[N,${inputs}], got ${formatType(x)}`, {
          help: 'flatten images before the first linear layer',
        });
      }
      return { output: gemm(x, weight!, { transposeB: true, summand: bias }), buffers: {} };
    },
  };
}
