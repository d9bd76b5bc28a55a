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

/** Merges equal nodes of one graph after the other; attributes are numbered once for all of them, equal ones alike: as
 *  texts they may be long. */
export function createSharing(): (roots: readonly Tensor[]) => Shared {
  const numbers = new Map<string, number>();
  const attributeNumbers = new Map<object, number>();
  const numberOf = (node: Tensor): number => {
    let number = attributeNumbers.get(node.attributes);
    if (number === undefined) {
      const text = attributesText(node);
      number = numbers.get(text) ?? numbers.size;
      numbers.set(text, number);
      attributeNumbers.set(node.attributes, number);
    }
    return number;
  };
  return (roots) => {
    const ids = new Map<Tensor, number>();
    const known = new Map<string, Tensor>();
    const shared = mapGraph(roots, (node) => {
      const inputs = node.inputs.map((x) => ids.get(x)).join(',');
      const key = `${node.op.name}(${inputs})${numberOf(node)}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      known.set(key, node);
      ids.set(node, ids.size);
      return node;
    });
    return { roots: shared, order: [...ids.keys()] };
  };
}

function attributesText(node: Tensor): string {
  if (isOp(node, inputOp)) return `${node.attributes.name}:${formatType(node)}`;
  return JSON.stringify(node.attributes, (_, value: unknown) =>
    value instanceof Float64Array ? Array.from(value, formatNumber).join() : value,
  );
}

/** A number as text that tells −0 from 0 and keeps what JSON drops. */
const formatNumber = (x: number) => (Object.is(x, -0) ? '-0' : String(x));
