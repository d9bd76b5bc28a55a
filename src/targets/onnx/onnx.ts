// ONNX: what ONNX Runtime runs, on processors and graphics processors, and what `.onnx` files are.

import type { HostTensor } from '../../base/host-tensor.ts';
import { formatType } from '../../base/shape.ts';
import type { Program } from '../../compiler/program.ts';
import { encodeOnnx, type OnnxModel, type OnnxNode, type OnnxValue } from '../../formats/onnx.ts';
import { inputOp } from '../../graph/leaves.ts';
import { isOp, type Tensor, topologicalOrder } from '../../graph/tensor.ts';
import { lower, lowerNodes } from '../lower.ts';
import type { OpTable, Target } from '../target.ts';
import type { Emitter } from './emitter.ts';
import { chooseLayouts } from './layout.ts';
import { ops } from './ops.ts';
import { rewrites } from './rewrites.ts';

const IR_VERSION = 8;
const OPSET = 17;

export const onnx: Target = {
  name: 'onnx',
  passes: [{ name: 'transposed-layouts', apply: chooseLayouts }],
  rewrites,
  encode: (program) => encodeOnnx(onnxModel(program)),
};

/** A program as an `.onnx` file. */
export const onnxFile = (program: Program): Uint8Array => lower(program, onnx).bytes;

/** The ONNX model of a program, of standard ops; its weights are initializers under their names. */
export function onnxModel(program: Program, table: OpTable<string, Emitter> = ops): OnnxModel {
  const { name, graph, outputs, weights, descriptions, metadata } = program;
  const inputs = inputsOf(program);
  const names = [inputs.map((input) => input.name), Object.keys(weights), Object.keys(outputs)];
  const emission = createEmission(new Set(names.flat()));
  const values = lowerNodes(Object.values(graph), table, emission.emitter);
  const nodes = bindOutputs(graph, values, emission);
  const domains = [...new Set(nodes.flatMap(({ domain }) => (domain === undefined ? [] : [domain])))];
  const describe = (value: OnnxValue): OnnxValue => {
    const description = descriptions[value.name];
    return description === undefined ? value : { ...value, description };
  };
  return {
    irVersion: IR_VERSION,
    opset: OPSET,
    ...(domains.length > 0 && { domains: Object.fromEntries(domains.map((domain) => [domain, 1])) }),
    producer: 'wgan',
    graphName: name,
    inputs: inputs.map(describe),
    outputs: Object.entries(outputs).map(([output, type]) => describe({ name: output, ...type })),
    initializers: { ...emission.initializers, ...weights },
    nodes,
    metadata,
  };
}

/** What is fed, in the order in which the graph reads it. */
function inputsOf({ graph, inputs }: Program): OnnxValue[] {
  const read = topologicalOrder(Object.values(graph)).flatMap((node) =>
    isOp(node, inputOp) ? [node.attributes.name] : [],
  );
  const names = new Set([...read, ...Object.keys(inputs)]);
  return [...names].flatMap((name) => (Object.hasOwn(inputs, name) ? [{ name, ...inputs[name]! }] : []));
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
  const tensors = new Map<HostTensor, string>();
  const freeName = (name: string): string => (reserved.has(name) ? freeName(`${name}_`) : name);
  return {
    nodes,
    initializers,
    emitter: {
      node(opType, inputs, attributes = {}, domain = '') {
        const output = freeName(`v${nodes.length}`);
        const name = `${opType}_${nodes.length}`;
        nodes.push({ name, opType, inputs, outputs: [output], attributes, ...(domain && { domain }) });
        return output;
      },
      constant(tensor) {
        const known = tensors.get(tensor);
        if (known !== undefined) return known;
        const { size } = tensors;
        const key = tensor.data.length > LARGE ? `large ${size}` : textOf(tensor);
        let name = constants.get(key);
        if (name === undefined) {
          name = freeName(`c${constants.size}`);
          constants.set(key, name);
          initializers[name] = tensor;
        }
        tensors.set(tensor, name);
        return name;
      },
    },
  };
}

/** A constant of more numbers is told from others by what it is, not by what it holds: as texts they would take longer
 *  than all else. */
const LARGE = 2 ** 16;

const textOf = (tensor: HostTensor) =>
  `${formatType(tensor)}:${Array.from(tensor.data, numberKey).join(',')}`;

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
