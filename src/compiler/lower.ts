// Lowers a graph to an ONNX model of standard ops.

import { ConfigError } from '../base/errors.ts';
import type { HostTensor } from '../base/host-tensor.ts';
import { formatType, type TensorType } from '../base/shape.ts';
import type { OnnxModel, OnnxNode, OnnxValue } from '../formats/onnx.ts';
import { inputOp } from '../graph/leaves.ts';
import { type Emitter, isOp, type Tensor, topologicalOrder } from '../graph/tensor.ts';

const IR_VERSION = 8;
const OPSET = 17;

/** What a model is called and what travels with it. */
export interface LowerOptions {
  readonly name: string;
  readonly metadata?: Readonly<Record<string, string>>;
  /** Descriptions of inputs and outputs by name. */
  readonly descriptions?: Readonly<Record<string, string>>;
}

/** The ONNX model that computes `outputs`; its inputs are those that the outputs depend on.
 *  @throws ConfigError if two inputs of different type share a name, or an output has the name of an input */
export function lower(
  outputs: Readonly<Record<string, Tensor>>,
  { name, metadata = {}, descriptions = {} }: LowerOptions,
): OnnxModel {
  const order = topologicalOrder(Object.values(outputs));
  const inputs = inputsOf(order);
  const clash = inputs.find(({ name }) => Object.hasOwn(outputs, name));
  if (clash !== undefined) {
    throw new ConfigError(`lower: an output must not have the name of an input, got "${clash.name}"`, {
      help: `the successor of an input is called "${clash.name}.next"`,
    });
  }
  const emission = createEmission(new Set([...inputs.map(({ name }) => name), ...Object.keys(outputs)]));
  const values = new Map<Tensor, string>();
  for (const node of order) {
    const operands = node.inputs.map((x) => values.get(x)!);
    values.set(node, node.op.onnx(node, operands, emission.emitter));
  }
  const bound = bindOutputs(outputs, values, emission);
  const describe = (value: OnnxValue): OnnxValue => {
    const description = descriptions[value.name];
    return description === undefined ? value : { ...value, description };
  };
  return {
    irVersion: IR_VERSION,
    opset: OPSET,
    producer: 'wgan',
    graphName: name,
    inputs: inputs.map(describe),
    outputs: Object.entries(outputs).map(([output, { dtype, shape }]) =>
      describe({ name: output, dtype, shape }),
    ),
    initializers: emission.initializers,
    nodes: bound,
    metadata,
  };
}

interface Emission {
  readonly emitter: Emitter;
  readonly nodes: OnnxNode[];
  readonly initializers: Record<string, HostTensor>;
}

/** An emission whose own names are none of the reserved ones. */
function createEmission(reserved: ReadonlySet<string>): Emission {
  const nodes: OnnxNode[] = [];
  const initializers: Record<string, HostTensor> = {};
  const constants = new Map<string, string>();
  const freeName = (name: string): string => (reserved.has(name) ? freeName(`${name}_`) : name);
  return {
    nodes,
    initializers,
    emitter: {
      node(opType, inputs, attributes = {}) {
        const output = freeName(`v${nodes.length}`);
        nodes.push({ name: `${opType}_${nodes.length}`, opType, inputs, outputs: [output], attributes });
        return output;
      },
      constant(tensor) {
        const key = `${formatType(tensor)}:${Array.from(tensor.data, numberKey).join(',')}`;
        let name = constants.get(key);
        if (name === undefined) {
          name = freeName(`c${constants.size}`);
          constants.set(key, name);
          initializers[name] = tensor;
        }
        return name;
      },
    },
  };
}

/** A number as text that tells −0 from 0. */
const numberKey = (x: number | bigint) => (Object.is(x, -0) ? '-0' : String(x));

/** Nodes with their values renamed to the outputs' names; what no node computes alone is copied. */
function bindOutputs(
  outputs: Readonly<Record<string, Tensor>>,
  values: ReadonlyMap<Tensor, string>,
  { nodes, emitter }: Emission,
): OnnxNode[] {
  const computed = new Set(nodes.flatMap((node) => node.outputs));
  const names = new Map<string, string>();
  for (const [output, node] of Object.entries(outputs)) {
    const value = values.get(node)!;
    const isFree = computed.has(value) && !names.has(value);
    names.set(isFree ? value : emitter.node('Identity', [value]), output);
  }
  const rename = (value: string) => names.get(value) ?? value;
  return nodes.map((node) => ({
    ...node,
    inputs: node.inputs.map(rename),
    outputs: node.outputs.map(rename),
  }));
}

/** An input of the model, with the type of its node. */
type InputValue = OnnxValue & TensorType;

function inputsOf(order: readonly Tensor[]): InputValue[] {
  const inputs = new Map<string, InputValue>();
  for (const node of order) {
    if (!isOp(node, inputOp)) continue;
    const { name } = node.attributes;
    const before = inputs.get(name);
    if (before !== undefined && formatType(before) !== formatType(node)) {
      throw new ConfigError(
        `lower: input "${name}" must have one type, got ${formatType(before)} and ${formatType(node)}`,
      );
    }
    inputs.set(name, { name, dtype: node.dtype, shape: node.shape });
  }
  return [...inputs.values()];
}
