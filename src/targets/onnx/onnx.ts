// ONNX: what ONNX Runtime runs, on processors and graphics processors, and what `.onnx` files are.

import type { Program } from '../../compiler/program.ts';
import { encodeOnnx, type OnnxModel, type OnnxNode, type OnnxValue } from '../../formats/onnx.ts';
import { inputOp } from '../../graph/leaves.ts';
import { isOp, type Tensor, topologicalOrder } from '../../graph/tensor.ts';
import { lower, lowerNodes } from '../lower.ts';
import type { OpTable, Target } from '../target.ts';
import { createEmission, type Emission } from './emission.ts';
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
  const nodes = neededFor(Object.keys(outputs), bindOutputs(graph, values, emission));
  const read = new Set(nodes.flatMap((node) => node.inputs));
  const constants = Object.entries(emission.initializers).filter(([constant]) => read.has(constant));
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
    initializers: { ...Object.fromEntries(constants), ...weights },
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

/** The nodes that `outputs` depend on: a reshape of a reshape leaves the one that it looks through. ONNX Runtime runs what
 *  nothing needs after everything else, and keeps what it reads until then: all activations of all steps. */
function neededFor(outputs: readonly string[], nodes: readonly OnnxNode[]): OnnxNode[] {
  const needed = new Set(outputs);
  const kept = nodes.toReversed().filter((node) => {
    const isNeeded = node.outputs.some((output) => needed.has(output));
    if (isNeeded) for (const value of node.inputs) needed.add(value);
    return isNeeded;
  });
  return kept.toReversed();
}

/** Nodes with their values renamed to the outputs' names; what no node computes alone is copied. */
function bindOutputs(
  outputs: Readonly<Record<string, Tensor>>,
  values: ReadonlyMap<Tensor, string>,
  { nodes, copy }: Emission,
): OnnxNode[] {
  const computed = new Set(nodes.flatMap((node) => node.outputs));
  const names = new Map<string, string>();
  for (const [output, node] of Object.entries(outputs)) {
    const value = values.get(node)!;
    const isFree = computed.has(value) && !names.has(value);
    names.set(isFree ? value : copy(value), output);
  }
  const rename = (value: string) => names.get(value) ?? value;
  return nodes.map((node) => ({
    ...node,
    inputs: node.inputs.map(rename),
    outputs: node.outputs.map(rename),
  }));
}
