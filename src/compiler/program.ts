// Programs: what a device loads. A graph, simplified and lowered, with the types of its inputs and outputs.

import { ConfigError } from '../base/errors.ts';
import { mapRecord } from '../base/record.ts';
import { formatType, type TensorType } from '../base/shape.ts';
import { encodeOnnx } from '../formats/onnx.ts';
import { inputOp } from '../graph/leaves.ts';
import { isOp, type Tensor, topologicalOrder } from '../graph/tensor.ts';
import { type LowerOptions, lower } from './lower.ts';
import { type SimplifyOptions, simplifying } from './simplify.ts';
import { finish, type Work } from './work.ts';

/** A compiled graph. An output `<name>.next` is the successor of the input `<name>`. */
export interface Program {
  readonly name: string;
  readonly inputs: Readonly<Record<string, TensorType>>;
  readonly outputs: Readonly<Record<string, TensorType>>;
  /** The simplified graph, for reading and for the interpreter. */
  readonly graph: Readonly<Record<string, Tensor>>;
  /** The bytes of an `.onnx` file. */
  readonly bytes: Uint8Array;
}

/** Options of `compile`. */
export interface CompileOptions extends SimplifyOptions, LowerOptions {}

/** Simplifies and lowers the graph of `outputs`.
 *  @throws ConfigError if an output `<name>.next` has another type than the input `<name>`, and as `lower` does */
export function compile(outputs: Readonly<Record<string, Tensor>>, options: CompileOptions): Program {
  return finish(compiling(outputs, options));
}

/** The same, in pieces. */
export function* compiling(
  outputs: Readonly<Record<string, Tensor>>,
  options: CompileOptions,
): Work<Program> {
  const graph = yield* simplifying(outputs, options);
  const inputs = topologicalOrder(Object.values(graph)).filter((node) => isOp(node, inputOp));
  const bytes = encodeOnnx(lower(graph, options));
  for (const node of inputs) requireSuccessor(node, graph);
  return {
    name: options.name,
    inputs: Object.fromEntries(inputs.map((node) => [String(node.attributes.name), typeOf(node)])),
    outputs: mapRecord(graph, typeOf),
    graph,
    bytes,
  };
}

function requireSuccessor(node: Tensor, graph: Readonly<Record<string, Tensor>>): void {
  const name = String(node.attributes.name);
  const next = graph[`${name}.next`];
  if (next === undefined || formatType(next) === formatType(node)) return;
  throw new ConfigError(
    `compile: output "${name}.next" must have the type of input "${name}", ${formatType(node)}, got ${formatType(next)}`,
  );
}

const typeOf = ({ dtype, shape }: Tensor): TensorType => ({ dtype, shape });
