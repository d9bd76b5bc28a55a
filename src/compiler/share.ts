// Sharing of equal subexpressions: the same op and attributes over the same inputs become one node.

import { createContentNumbers } from '../base/contents.ts';
import { formatType } from '../base/shape.ts';
import { inputOp } from '../graph/leaves.ts';
import { type Attributes, type AttributeValue, isOp, mapGraph, type Tensor } from '../graph/tensor.ts';

/** A graph whose equal nodes are merged. */
export interface Shared {
  readonly roots: readonly Tensor[];
  /** Its nodes, each after its inputs. */
  readonly order: readonly Tensor[];
}

/** A node of the last graph, by what tells it from others. */
interface Known {
  readonly id: number;
  readonly key: string;
}

/** Merges equal nodes of one graph after the other. Attributes are numbered once for all of them, equal ones alike: as
 *  texts they may be long. What a graph has of the one before is known from there. */
export function createSharing(): (roots: readonly Tensor[]) => Shared {
  const numberOf = createNumbering();
  const nodes = new Map<string, Tensor>();
  let known: ReadonlyMap<Tensor, Known> = new Map();
  let made = 0;
  return (roots) => {
    const now = new Map<Tensor, Known>();
    const shared = mapGraph(roots, (node) => {
      const before = known.get(node);
      if (before !== undefined) {
        now.set(node, before);
        return node;
      }
      let key = `${node.op.name} ${numberOf(node)}`;
      for (const x of node.inputs) key += `,${now.get(x)!.id}`;
      const equal = nodes.get(key);
      if (equal === undefined) {
        nodes.set(key, node);
        now.set(node, { id: made++, key });
        return node;
      }
      if (!now.has(equal)) now.set(equal, known.get(equal)!);
      return equal;
    });
    for (const [node, { key }] of known) if (!now.has(node)) nodes.delete(key);
    known = now;
    return { roots: shared, order: [...now.keys()] };
  };
}

/** Numbers of what nodes are besides their inputs, equal for what is equal. */
function createNumbering(): (node: Tensor) => number {
  const byText = new Map<string, number>();
  const byAttributes = new Map<Attributes, number>();
  const contentOf = createContentNumbers();
  return (node) => {
    const { attributes } = node;
    let number = byAttributes.get(attributes);
    if (number === undefined) {
      const text = isOp(node, inputOp)
        ? `${node.attributes.name}:${formatType(node)}`
        : Object.entries(attributes)
            .map(([name, value]) => `${name}:${textOf(value, contentOf)}`)
            .join(';');
      number = byText.get(text) ?? byText.size;
      byText.set(text, number);
      byAttributes.set(attributes, number);
    }
    return number;
  };
}

const textOf = (value: AttributeValue, contentOf: (array: Float64Array) => number): string => {
  if (value instanceof Float64Array) return `#${contentOf(value)}`;
  return typeof value === 'object' ? value.join() : String(value);
};
