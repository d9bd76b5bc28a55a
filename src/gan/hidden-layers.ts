// A network with its hidden layers in the open: what each unit gives, and a factor to change it by.

import { mul } from '../graph/elementwise.ts';
import { gemmOp } from '../graph/gemm.ts';
import { input, inputOp } from '../graph/leaves.ts';
import { isOp, mapGraph, type Tensor, withInputs } from '../graph/tensor.ts';
import type { Network, Tensors } from '../nn/layer.ts';
import { weightShapes } from './networks.ts';

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

/** The hidden layers of a network of matrices, one behind the other. */
export interface HiddenLayers {
  /** Units of each. */
  readonly widths: readonly number[];
  /** Name of the matrix from the last of them to the output: [size, width]. */
  readonly lastWeight: string;
}

/** The layers that `withHiddenLayers` opens; undefined where there are none, or where a unit is no single number for
 *  each sample, as in convolutions. */
export function hiddenLayersOf(network: Network): HiddenLayers | undefined {
  const weights = Object.entries(weightShapes(network));
  if (weights.length < 2 || weights.some(([, shape]) => shape.length > 2)) return undefined;
  return { widths: weights.slice(0, -1).map(([, shape]) => shape[0]!), lastWeight: weights.at(-1)![0] };
}
