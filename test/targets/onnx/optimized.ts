// A graph as ONNX Runtime gets it: simplified, laid out, rewritten once more.

import { rewriteNames, simplify } from '../../../src/compiler/simplify.ts';
import type { Tensor } from '../../../src/graph/tensor.ts';
import { optimize } from '../../../src/targets/lower.ts';
import { onnx } from '../../../src/targets/onnx/onnx.ts';
import type { Target } from '../../../src/targets/target.ts';

/** Names of all that is done to a graph on its way to ONNX. */
export const stepNames: readonly string[] = [
  ...rewriteNames,
  ...[...onnx.passes, ...onnx.rewrites].map(({ name }) => name),
];

/** Those of some names that `compile` and `simplify` know. */
export const universal = (names: readonly string[]) => names.filter((name) => rewriteNames.includes(name));

/** @param without  names of what is left out */
export function optimized<Name extends string>(
  graph: Readonly<Record<Name, Tensor>>,
  without: readonly string[] = [],
  target: Target = onnx,
): Record<Name, Tensor> {
  return optimize(simplify(graph, { without: universal(without) }), target, { without });
}
