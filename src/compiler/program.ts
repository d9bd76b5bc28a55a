// Programs: what a device loads. A graph, simplified and lowered, with the types of its inputs and outputs.

import { mapRecord } from '../base/record.ts';
import type { TensorType } from '../base/shape.ts';
import { encodeOnnx } from '../formats/onnx.ts';
import { inputOp } from '../graph/leaves.ts';
import { isOp, type Tensor, topologicalOrder } from '../graph/tensor.ts';
import { type LowerOptions, lower } from './lower.ts';
import { type SimplifyOptions, simplify } from './simplify.ts';

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

/** Simplifies and lowers the graph of `outputs`. */
export function compile(outputs: Readonly<Record<string, Tensor>>, options: CompileOptions): Program {
  const graph = simplify(outputs, options);
  const inputs = topologicalOrder(Object.values(graph)).filter((node) => isOp(node, inputOp));
  return {
    name: options.name,
    inputs: Object.fromEntries(inputs.map((node) => [String(node.attributes.name), typeOf(node)])),
    outputs: mapRecord(graph, typeOf),
    graph,
    bytes: encodeOnnx(lower(graph, options)),
  };
}

const typeOf = ({ dtype, shape }: Tensor): TensorType => ({ dtype, shape });
