// Lowers a graph to an ONNX model of standard ops.

import { ConfigError } from '../base/errors.ts';
import type { HostTensor } from '../base/host-tensor.ts';
import { formatType } from '../base/shape.ts';
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
 *  @throws ConfigError if two inputs of different type share a name */
export function lower(
  outputs: Readonly<Record<string, Tensor>>,
  { name, metadata = {}, descriptions = {} }: LowerOptions,
): OnnxModel {
  const order = topologicalOrder(Object.values(outputs));
  const emission = createEmission();
  const values = new Map<Tensor, string>();
  for (const node of order) {
    const inputs = node.inputs.map((x) => values.get(x)!);
    values.set(node, node.op.onnx(node, inputs, emission.emitter));
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
    inputs: inputsOf(order).map(describe),
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

function createEmission(): Emission {
  const nodes: OnnxNode[] = [];
  const initializers: Record<string, HostTensor> = {};
  const constants = new Map<string, string>();
  return {
    nodes,
    initializers,
    emitter: {
      node(opType, inputs, attributes = {}) {
        const output = `v${nodes.length}`;
        nodes.push({ name: `${opType}_${nodes.length}`, opType, inputs, outputs: [output], attributes });
        return output;
      },
      constant(tensor) {
        const key = `${formatType(tensor)}:${tensor.data.join(',')}`;
        let name = constants.get(key);
        if (name === undefined) {
          name = `c${constants.size}`;
          constants.set(key, name);
          initializers[name] = tensor;
        }
        return name;
      },
    },
  };
}

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

function inputsOf(order: readonly Tensor[]): OnnxValue[] {
  const inputs = new Map<string, OnnxValue>();
  for (const node of order) {
    if (!isOp(node, inputOp)) continue;
    const { name } = node.attributes;
    const value = { name, dtype: node.dtype, shape: node.shape };
    const before = inputs.get(name);
    if (
      before !== undefined &&
      formatType(node) !== formatType({ dtype: before.dtype, shape: before.shape as Tensor['shape'] })
    ) {
      throw new ConfigError(`lower: input "${name}" must have one type, got ${formatType(node)} and another`);
    }
    inputs.set(name, value);
  }
  return [...inputs.values()];
}
