// Programs: what a device loads, whatever its language. A simplified graph, with the names and types of what goes in and
// comes out.

import { ConfigError } from '../base/errors.ts';
import type { TensorRecord } from '../base/host-tensor.ts';
import { mapRecord } from '../base/record.ts';
import { formatType, type TensorType } from '../base/shape.ts';
import { inputOp } from '../graph/leaves.ts';
import { isOp, type Tensor, topologicalOrder } from '../graph/tensor.ts';
import { type SimplifyOptions, simplifying } from './simplify.ts';
import { finish, type Work } from './work.ts';

/** What a program is called, is fed and gives. An output `<name>.next` is the successor of the input `<name>`. */
export interface Signature {
  readonly name: string;
  readonly inputs: Readonly<Record<string, TensorType>>;
  readonly outputs: Readonly<Record<string, TensorType>>;
}

/** What travels with a program. */
interface Baggage {
  /** Inputs of the graph that are not fed: they have these values. */
  readonly weights: TensorRecord;
  /** Descriptions of inputs and outputs by name, for readers of its file. */
  readonly descriptions: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A compiled graph. */
export interface Program extends Signature, Baggage {
  /** Simplified. */
  readonly graph: Readonly<Record<string, Tensor>>;
}

/** Options of `compile`. */
export interface CompileOptions extends SimplifyOptions, Partial<Baggage> {
  readonly name: string;
}

/** The program that computes `outputs`; its inputs are those that the outputs depend on.
 *  @throws ConfigError if two inputs of different type share a name, an output has the name of an input, or an output
 *          `<name>.next` another type than the input `<name>` */
export function compile(outputs: Readonly<Record<string, Tensor>>, options: CompileOptions): Program {
  return finish(compiling(outputs, options));
}

/** The same, in pieces. */
export function* compiling(
  outputs: Readonly<Record<string, Tensor>>,
  { name, weights = {}, descriptions = {}, metadata = {}, ...options }: CompileOptions,
): Work<Program> {
  const graph = yield* simplifying(outputs, options);
  const inputs = inputTypes(graph);
  requireNames(inputs, graph);
  const entries = Object.entries(inputs);
  return {
    ...{ name, graph, descriptions, metadata },
    inputs: Object.fromEntries(entries.filter(([input]) => !Object.hasOwn(weights, input))),
    outputs: mapRecord(graph, typeOf),
    weights: Object.fromEntries(Object.entries(weights).filter(([input]) => Object.hasOwn(inputs, input))),
  };
}

function inputTypes(graph: Readonly<Record<string, Tensor>>): Record<string, TensorType> {
  const types: Record<string, TensorType> = {};
  for (const node of topologicalOrder(Object.values(graph))) {
    if (!isOp(node, inputOp)) continue;
    const { name } = node.attributes;
    const before = types[name];
    if (before !== undefined && formatType(before) !== formatType(node)) {
      throw new ConfigError(
        `compile: input "${name}" must have one type, got ${formatType(before)} and ${formatType(node)}`,
      );
    }
    types[name] = typeOf(node);
  }
  return types;
}

function requireNames(
  inputs: Readonly<Record<string, TensorType>>,
  graph: Readonly<Record<string, Tensor>>,
): void {
  for (const [name, type] of Object.entries(inputs)) {
    if (Object.hasOwn(graph, name)) {
      throw new ConfigError(`compile: an output must not have the name of an input, got "${name}"`, {
        help: `the successor of an input is called "${name}.next"`,
      });
    }
    const next = graph[`${name}.next`];
    if (next === undefined || formatType(next) === formatType(type)) continue;
    throw new ConfigError(
      `compile: output "${name}.next" must have the type of input "${name}", ${formatType(type)}, got ${formatType(next)}`,
    );
  }
}

const typeOf = ({ dtype, shape }: Tensor): TensorType => ({ dtype, shape });
