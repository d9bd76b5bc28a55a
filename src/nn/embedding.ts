// A vector for each class.

import { ConfigError, ShapeError } from '../base/errors.ts';
import { formatType } from '../base/shape.ts';
import { gemm } from '../graph/gemm.ts';
import { type Initializer, normalOf } from './initializers.ts';
import type { Layer } from './layer.ts';

const EMBEDDING = `class Embedding(nn.Embedding):
    def forward(self, labels):
        return labels @ self.weight`;

/** y = labels·W, with W float32[classes, features] and labels float32[N, classes], one-hot or mixed: a row of W for each
 *  sample, or a mean of several. W begins normal with deviation 1, as PyTorch's `Embedding` does.
 *  @param weights  how W begins, if otherwise
 *  @throws ConfigError if a size is not a positive integer */
export function embedding(
  classes: number,
  features: number,
  { weights = normalOf(1) }: { readonly weights?: Initializer } = {},
): Layer {
  const wrong = [classes, features].find((size) => !Number.isInteger(size) || size < 1);
  if (wrong !== undefined) throw new ConfigError(`embedding: sizes must be integers ≥ 1, got ${wrong}`);
  return {
    couples: 'none',
    embeddings: ['weight'],
    pytorch: `Embedding(${classes}, ${features})`,
    definitions: [EMBEDDING],
    init: (random) => ({ weight: weights(random, [classes, features], classes) }),
    apply: ({ weight }, labels) => {
      if (labels.shape.length !== 2 || labels.shape[1] !== classes) {
        throw new ShapeError(`embedding: expected labels float32[N,${classes}], got ${formatType(labels)}`);
      }
      return { output: gemm(labels, weight!), buffers: {} };
    },
  };
}
