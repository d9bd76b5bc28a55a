// Runs a compiled graph in plain JavaScript, for networks so small that loading ONNX Runtime would take longer than
// training them: one closure per node over arrays that are allocated once. Float64. Graphs come from our own compiler.

import { sizeOf, staticShape } from '../../../../../base/shape.ts';
import { simplify } from '../../../../../compiler/simplify.ts';
import { type Tensor, topologicalOrder } from '../../../../../graph/tensor.ts';
import { kernels } from './kernels.ts';

/** Values by the names of inputs: what programs share. */
export type Memory = Map<string, Float64Array>;

/** A program in memory. */
export interface Runnable {
  readonly outputs: Readonly<Record<string, Float64Array>>;
  /** Computes all outputs from what the memory holds. */
  run(): void;
  /** Computes them and puts every output `<name>.next` in the place of `<name>`. */
  advance(): void;
}

/** Prepares a graph. Inputs that the memory does not have yet are added, filled with 0.
 *  @throws ShapeError if a shape is not fixed */
export function prepare(graph: Readonly<Record<string, Tensor>>, memory: Memory): Runnable {
  const simplified = simplify(graph);
  const values = new Map<Tensor, Float64Array>();
  const work: (() => void)[] = [];
  for (const node of topologicalOrder(Object.values(simplified))) {
    const inputs = node.inputs.map((x) => values.get(x)!);
    const { value, compute } =
      node.op.name === 'Input'
        ? { value: remembered(node, memory), compute: undefined }
        : (kernels[node.op.name] ?? kernels.fallback!)(node, inputs);
    values.set(node, value);
    if (compute !== undefined) work.push(compute);
  }
  const outputs = Object.fromEntries(
    Object.entries(simplified).map(([name, node]) => [name, values.get(node)!]),
  );
  const successors = Object.entries(outputs)
    .filter(([name]) => name.endsWith('.next'))
    .map(([name, value]) => ({ value, place: memory.get(name.slice(0, -'.next'.length)) }));
  const run = () => {
    for (const compute of work) compute();
  };
  return {
    outputs,
    run,
    advance() {
      run();
      for (const { place, value } of successors) place?.set(value);
    },
  };
}

function remembered(node: Tensor, memory: Memory): Float64Array {
  const name = String(node.attributes.name);
  const known = memory.get(name);
  if (known !== undefined) return known;
  const value = new Float64Array(sizeOf(staticShape(node.shape, name)));
  memory.set(name, value);
  return value;
}
