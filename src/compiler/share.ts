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
  const numberOfValues = createNumbering();
  const numberOf = (node: Tensor): number => {
    let number = attributeNumbers.get(node.attributes);
    if (number === undefined) {
      const text = attributesText(node, numberOfValues);
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

/** Arrays of more numbers are told apart by what they are, not by what they hold: as texts they would take longer than
 *  all else. Tables of places are so large, and made once. */
const LARGE = 2 ** 16;

/** Numbers arrays, equal ones alike. */
function createNumbering(): (values: Float64Array) => number {
  const byText = new Map<string, number>();
  const known = new Map<Float64Array, number>();
  return (values) => {
    let number = known.get(values);
    if (number === undefined) {
      const text = values.length > LARGE ? `large ${known.size}` : Array.from(values, formatNumber).join();
      number = byText.get(text) ?? byText.size;
      byText.set(text, number);
      known.set(values, number);
    }
    return number;
  };
}

function attributesText(node: Tensor, numberOfValues: (values: Float64Array) => number): string {
  if (isOp(node, inputOp)) return `${node.attributes.name}:${formatType(node)}`;
  return JSON.stringify(node.attributes, (_, value: unknown) =>
    value instanceof Float64Array ? `values ${numberOfValues(value)}` : value,
  );
}

/** A number as text that tells −0 from 0 and keeps what JSON drops. */
const formatNumber = (x: number) => (Object.is(x, -0) ? '-0' : String(x));
