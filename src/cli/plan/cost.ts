// What an iteration costs, counted on the graph that would run.

import { sizeOf, staticShape } from '../../base/shape.ts';
import { simplify } from '../../compiler/simplify.ts';
import { type Gan, stateTypes } from '../../gan/gan.ts';
import { trainingStep, wholeIteration } from '../../gan/iteration.ts';
import { type Tensor, topologicalOrder } from '../../graph/tensor.ts';
import { optimize } from '../../targets/lower.ts';
import { onnx } from '../../targets/onnx/onnx.ts';

export interface IterationCost {
  /** Multiplications and additions of all matrix products. */
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

/** 2·M·K·N of a product [M, K]·[K, N]. */
function productOperations(node: Tensor): number {
  if (node.op.name !== 'Gemm') return 0;
  const inner = node.inputs[0]!.shape[node.attributes.transposeA === true ? 0 : 1];
  return 2 * sizeOf(staticShape(node.shape, 'cost')) * Number(inner);
}
