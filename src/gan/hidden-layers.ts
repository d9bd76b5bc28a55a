// A fully connected network with its hidden layers in the open: what each unit gives, and a factor to change it by.

import { mul } from '../graph/elementwise.ts';
import { gemmOp } from '../graph/gemm.ts';
import { input, inputOp } from '../graph/leaves.ts';
import { isOp, mapGraph, type Tensor, withInputs } from '../graph/tensor.ts';
import type { Tensors } from '../nn/layer.ts';

/** Prefix of the outputs that hold the activations of hidden layers, from the first on: `layer.0`. */
export const LAYER = 'layer';
/** Prefix of the inputs that scale them: `factor.0`. */
export const FACTOR = 'factor';

/** The outputs of a network, and what goes into each of its products with a weight but the first: `layer.<k>`
 *  float32[N, width], the activations of hidden layer k. There, each unit is multiplied by the input `factor.<k>`
 *  float32[width] before it goes on; factors of 1 change nothing, to the last bit. */
export function withHiddenLayers(outputs: Tensors): Tensors {
  const layers: Record<string, Tensor> = {};
  const names = Object.keys(outputs);
  const roots = mapGraph(
    names.map((name) => outputs[name]!),
    (node) => {
      const [x, weight, ...summand] = node.inputs;
      if (!isOp(node, gemmOp) || !isOp(weight!, inputOp) || isOp(x!, inputOp)) return node;
      const index = Object.keys(layers).length;
      layers[`${LAYER}.${index}`] = x!;
      return withInputs(node, [mul(x!, input(`${FACTOR}.${index}`, [x!.shape[1]!])), weight!, ...summand]);
    },
  );
  return { ...Object.fromEntries(names.map((name, index) => [name, roots[index]!])), ...layers };
}
