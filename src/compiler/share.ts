// Sharing of equal subexpressions: the same op and attributes over the same inputs become one node.

import { formatType } from '../base/shape.ts';
import { inputOp } from '../graph/leaves.ts';
import { isOp, mapGraph, type Tensor } from '../graph/tensor.ts';

/** A graph whose equal nodes are merged. */
export interface Shared {
  readonly roots: readonly Tensor[];
  /** Its nodes, each after its inputs. */
  readonly order: readonly Tensor[];
}

/** Merges equal nodes of one graph after the other; texts of attributes are made once for all of them. */
export function createSharing(): (roots: readonly Tensor[]) => Shared {
  const attributeKeys = new Map<object, string>();
  const keyOf = (node: Tensor): string => {
    let key = attributeKeys.get(node.attributes);
    if (key === undefined) {
      key = attributesKey(node);
      attributeKeys.set(node.attributes, key);
    }
    return key;
  };
  return (roots) => {
    const ids = new Map<Tensor, number>();
    const known = new Map<string, Tensor>();
    const shared = mapGraph(roots, (node) => {
      const inputs = node.inputs.map((x) => ids.get(x)).join(',');
      const key = `${node.op.name}(${inputs})${keyOf(node)}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      known.set(key, node);
      ids.set(node, ids.size);
      return node;
    });
    return { roots: shared, order: [...ids.keys()] };
  };
}

function attributesKey(node: Tensor): string {
  if (isOp(node, inputOp)) return `${node.attributes.name}:${formatType(node)}`;
  return JSON.stringify(node.attributes, (_, value: unknown) =>
    value instanceof Float64Array ? Array.from(value, formatNumber) : value,
  );
}

/** A number as text that tells −0 from 0 and keeps what JSON drops. */
const formatNumber = (x: number) => (Object.is(x, -0) ? '-0' : String(x));
