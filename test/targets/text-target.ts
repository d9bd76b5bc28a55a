// A second target, small and whole: every op as a line of text.

import { formatType } from '../../src/base/shape.ts';
import type { Program } from '../../src/compiler/program.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { lowerNodes } from '../../src/targets/lower.ts';
import type { OpTable, Target } from '../../src/targets/target.ts';

/** The op in lower case, over its operands. */
const call = ({ op, ...type }: Tensor, inputs: readonly string[], lines: string[]): string => {
  lines.push(`${op.name.toLowerCase()} ${inputs.join(' ')} : ${formatType(type)}`);
  return `%${lines.length}`;
};

export const words: OpTable<string, string[]> = {
  Abs: call,
  Add: call,
  BatchMatmul: call,
  Cast: call,
  Clip: call,
  Concat: call,
  Constant: ({ attributes: { values } }) => `[${values.join(',')}]`,
  Conv: call,
  ConvInput: call,
  ConvWeight: call,
  Div: call,
  Elu: call,
  Equal: call,
  Exp: call,
  Expand: call,
  Gemm: ({ attributes: { alpha }, ...node }, inputs, lines) =>
    `${call({ ...node, attributes: {} }, inputs, lines)}·${alpha}`,
  Greater: call,
  GreaterOrEqual: call,
  Input: ({ attributes: { name } }) => name,
  LeakyRelu: call,
  Less: call,
  LessOrEqual: call,
  Log: call,
  Max: call,
  Min: call,
  Mul: call,
  Neg: call,
  Pad: call,
  ReduceMax: call,
  ReduceSum: call,
  Relu: call,
  Reshape: call,
  Sigmoid: call,
  Sign: call,
  Slice: call,
  Softplus: call,
  Sqrt: call,
  Step: call,
  StopGradient: (_, [x]) => x!,
  Sub: call,
  Take: call,
  Tanh: call,
  Transpose: call,
  Where: call,
};

const encode = ({ name, graph }: Program): Uint8Array => {
  const lines: string[] = [];
  const values = lowerNodes(Object.values(graph), words, lines);
  const results = Object.entries(graph).map(([output, node]) => `${output} = ${values.get(node)}`);
  return new TextEncoder().encode([name, ...lines, ...results].join('\n'));
};

export const text: Target = { name: 'text', passes: [], rewrites: [], encode };
