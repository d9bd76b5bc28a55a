// Graphs as text: one line per node, for reading and for golden tests.

import { formatType } from '../base/shape.ts';
import { constantOp, inputOp } from './leaves.ts';
import { type AttributeValue, isOp, type Tensor, topologicalOrder } from './tensor.ts';

function formatAttribute(value: AttributeValue): string {
  if (!(value instanceof Float64Array)) return Array.isArray(value) ? `[${value.join(',')}]` : String(value);
  return value.length <= 4
    ? `[${[...value].map((x) => Number(x.toPrecision(7))).join(',')}]`
    : `[${value.length} values]`;
}

/** The graph of `outputs` as text: inputs and small constants inline, other nodes numbered in order. */
export function printGraph(outputs: Readonly<Record<string, Tensor>>): string {
  const names = new Map<Tensor, string>();
  const lines: string[] = [];
  for (const node of topologicalOrder(Object.values(outputs))) {
    if (isOp(node, inputOp)) {
      names.set(node, node.attributes.name);
    } else if (isOp(node, constantOp)) {
      const { values } = node.attributes;
      names.set(
        node,
        node.shape.length === 0
          ? formatAttribute(values).slice(1, -1)
          : `${formatType(node)}${formatAttribute(values)}`,
      );
    } else {
      const name = `%${lines.length}`;
      names.set(node, name);
      const attributes = Object.entries(node.attributes).map(
        ([key, value]) => `${key}=${formatAttribute(value)}`,
      );
      const operands = [...node.inputs.map((x) => names.get(x)), ...attributes].join(', ');
      lines.push(`${name} = ${node.op.name}(${operands}) : ${formatType(node)}`);
    }
  }
  return [...lines, ...Object.entries(outputs).map(([name, node]) => `${name} = ${names.get(node)}`)].join(
    '\n',
  );
}
