// Orthogonal regularisation: a pull of a network's weights towards matrices of orthogonal rows.

import { square } from '../graph/compositions.ts';
import { add, mul, sub } from '../graph/elementwise.ts';
import { gemm } from '../graph/gemm.ts';
import { reduceSum } from '../graph/reduction.ts';
import { flatten, reshape, transpose } from '../graph/shaping.ts';
import type { Tensor } from '../graph/tensor.ts';
import { type Network, outputAxis } from '../nn/layer.ts';
import { weightShapes } from './networks.ts';
import type { GradientTransform } from './update.ts';

/** Adds weight · 2(WWᵀ ⊙ (1 − I))W to the gradient of each weight W, as a matrix with a row for each output: that of
 *  weight/2 · ‖WWᵀ ⊙ (1 − I)‖², which leaves lengths of rows free (Brock et al. 2019, arXiv:1809.11096, equation 3, with the
 *  factor of the authors' code). Embeddings of classes stay as they are, as there.
 *  @param network  whose gradients they are
 *  @param then     what is made of the sums */
export const orthogonallyRegularised =
  (weight: number, network: Network, then: GradientTransform = (gradients) => gradients): GradientTransform =>
  (gradients, parameters) => {
    const shapes = weightShapes(network);
    const pulled = Object.fromEntries(
      Object.entries(gradients).map(([name, gradient]) => {
        const [outputs] = shapes[name] ?? [];
        if (outputs === undefined || outputs === 1) return [name, gradient];
        const pull = mul(pullOf(parameters[name]!, outputAxis(network, name)), 2 * weight);
        return [name, add(gradient, pull)];
      }),
    );
    return then(pulled, parameters);
  };

/** (WWᵀ ⊙ (1 − I))W = WWᵀW − DW, in the shape of W; D has the squared lengths of the rows. */
function pullOf(weight: Tensor, axis: 0 | 1): Tensor {
  const [first, second, ...rest] = weight.shape.map((_, index) => index) as [number, number, ...number[]];
  const swapped = [second, first, ...rest];
  const turned = axis === 0 ? weight : transpose(weight, swapped);
  const matrix = flatten(turned);
  const lengths = reduceSum(square(matrix), { axes: [1], keepDims: true });
  const products = gemm(gemm(matrix, matrix, { transposeB: true }), matrix);
  const pull = reshape(sub(products, mul(matrix, lengths)), turned.shape);
  return axis === 0 ? pull : transpose(pull, swapped);
}
