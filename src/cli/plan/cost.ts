// What an iteration costs, counted on the graph that would run.

import { sizeOf, staticShape } from '../../base/shape.ts';
import { simplify } from '../../compiler/simplify.ts';
import { type Gan, stateTypes } from '../../gan/gan.ts';
import { trainingStep, wholeIteration } from '../../gan/iteration.ts';
import { type Tensor, topologicalOrder } from '../../graph/tensor.ts';
import { optimize } from '../../targets/lower.ts';
import { onnx } from '../../targets/onnx/onnx.ts';

export interface IterationCost {
  /** Multiplications and additions of all matrix products and convolutions. */
  readonly operations: number;
  readonly nodes: number;
}

/** The cost of one fused iteration. */
export function iterationCost(gan: Gan): IterationCost {
  const step = trainingStep(stateTypes(gan), wholeIteration(gan));
  const graph = optimize(simplify(step), onnx);
  const nodes = topologicalOrder(Object.values(graph)).filter(({ inputs }) => inputs.length > 0);
  return {
    operations: nodes.reduce((sum, node) => sum + productOperations(node), 0),
    nodes: nodes.length,
  };
}

/** 2·M·K·N of a product [M, K]·[K, N]; a convolution and its adjoints are such products of patches, each place of the
 *  output with each number of a kernel. */
function productOperations(node: Tensor): number {
  const [a, b] = node.inputs as [Tensor, Tensor];
  switch (node.op.name) {
    case 'Gemm':
      return 2 * elements(node) * Number(a.shape[node.attributes.transposeA === true ? 0 : 1]);
    case 'Conv':
      return 2 * elements(node) * kernelSize(b);
    case 'ConvInput':
      return 2 * elements(a) * kernelSize(b);
    case 'ConvWeight':
      return 2 * elements(b) * kernelSize(node);
    default:
      return 0;
  }
}

const elements = ({ shape }: Tensor) => sizeOf(staticShape(shape, 'cost'));

/** Numbers of a kernel [outputs, inputs, height, width] that make one output. */
const kernelSize = ({ shape }: Tensor) => sizeOf(staticShape(shape, 'cost').slice(1));
