// Sharing of equal subexpressions: the same op and attributes over the same inputs become one node.

import { formatType } from '../base/shape.ts';
import { inputOp } from '../graph/leaves.ts';
import { isOp, mapGraph, type Tensor } from '../graph/tensor.ts';

/** The graph of `roots` with equal nodes merged. */
export function shareSubexpressions(roots: readonly Tensor[]): Tensor[] {
  const ids = new Map<Tensor, number>();
  const known = new Map<string, Tensor>();
  return mapGraph(roots, (node) => {
    const inputs = node.inputs.map((x) => ids.get(x)).join(',');
    const key = `${node.op.name}(${inputs})${attributesKey(node)}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    known.set(key, node);
    ids.set(node, ids.size);
    return node;
  });
}

const attributeKeys = new WeakMap<object, string>();

/** Attributes as text, made once for each record of them. */
function attributesKey(node: Tensor): string {
  let key = attributeKeys.get(node.attributes);
  if (key === undefined) {
    key = isOp(node, inputOp)
      ? `${node.attributes.name}:${formatType(node)}`
      : JSON.stringify(node.attributes, (_, value: unknown) =>
          value instanceof Float64Array ? Array.from(value, formatNumber) : value,
        );
    attributeKeys.set(node.attributes, key);
  }
  return key;
}

/** A number as text that tells −0 from 0 and keeps what JSON drops. */
const formatNumber = (x: number) => (Object.is(x, -0) ? '-0' : String(x));
