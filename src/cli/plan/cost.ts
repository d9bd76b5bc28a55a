// What an iteration costs, counted on the graph that would run.

import { simplify } from '../../compiler/simplify.ts';
import { type Gan, stateTypes } from '../../gan/gan.ts';
import { trainingStep, wholeIteration } from '../../gan/iteration.ts';
import { topologicalOrder } from '../../graph/tensor.ts';
import { optimize } from '../../targets/lower.ts';
import { onnx } from '../../targets/onnx/onnx.ts';
import { productOperations } from '../../train/cost.ts';

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
