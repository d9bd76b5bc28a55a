// Algebraic simplification: rewrites are applied bottom-up until none applies any more.

import { unknownName } from '../base/registry.ts';
import { isStatic, sizeOf } from '../base/shape.ts';
import { constant, constantOp, inputOp } from '../graph/leaves.ts';
import { broadcastToOp } from '../graph/reduction.ts';
import { type Dense, isOp, type Tensor, topologicalOrder, withInputs } from '../graph/tensor.ts';
import { algebra } from './rewrites/algebra.ts';
import { broadcasting } from './rewrites/broadcasting.ts';
import { products } from './rewrites/products.ts';
import type { Rewrite } from './rewrites/rewrite.ts';
import { shaping } from './rewrites/shaping.ts';

/** Largest constant that folding may create, in elements: constants travel with the program. */
const FOLDING_LIMIT = 1024;

const foldConstants: Rewrite = {
  name: 'fold-constants',
  algebra: 'f(constants) = constant',
  on: [],
  apply: (node) => {
    const { shape } = node;
    if (
      node.inputs.length === 0 ||
      isOp(node, broadcastToOp) ||
      !isStatic(shape) ||
      sizeOf(shape) > FOLDING_LIMIT
    ) {
      return undefined;
    }
    const inputs = node.inputs.map(constantValue);
    return inputs.every((x) => x !== undefined)
      ? constant(node.op.reference(inputs, node), shape, node.dtype)
      : undefined;
  },
};

/** The value of a constant, or of one that is broadcast. */
function constantValue(node: Tensor): Dense | undefined {
  if (isOp(node, constantOp)) return node.attributes;
  if (!isOp(node, broadcastToOp) || !isStatic(node.shape)) return undefined;
  const inner = constantValue(node.inputs[0]!);
  return inner && { shape: node.shape, values: node.op.reference([inner], node) };
}

/** All rewrites, in the order in which they are tried. */
export const rewrites: readonly Rewrite[] = [
  foldConstants,
  ...shaping,
  ...algebra,
  ...broadcasting,
  ...products,
];

/** The name under which sharing of equal subexpressions is switched off. */
export const SHARING = 'share-subexpressions';

/** Names that `without` accepts. */
export const rewriteNames: readonly string[] = [SHARING, ...rewrites.map(({ name }) => name)];

/** Options of `simplify`. */
export interface SimplifyOptions {
  /** Names of rewrites to leave out. */
  readonly without?: readonly string[];
}

/** An equal, cheaper graph.
 *  @throws ConfigError if `without` names an unknown rewrite */
export function simplify<Name extends string>(
  outputs: Readonly<Record<Name, Tensor>>,
  { without = [] }: SimplifyOptions = {},
): Record<Name, Tensor> {
  const unknown = without.find((name) => !rewriteNames.includes(name));
  if (unknown !== undefined) throw unknownName('rewrite', unknown, rewriteNames);
  const rules = rulesByOp(rewrites.filter(({ name }) => !without.includes(name)));
  const names = Object.keys(outputs) as Name[];
  let roots = names.map((name) => outputs[name]);
  for (let isChanged = true; isChanged; ) {
    const next = simplifyOnce(roots, rules, !without.includes(SHARING));
    isChanged = next.isChanged;
    roots = next.roots;
  }
  return Object.fromEntries(names.map((name, index) => [name, roots[index]!])) as Record<Name, Tensor>;
}

type RulesOf = (node: Tensor) => readonly Rewrite[];

function rulesByOp(rules: readonly Rewrite[]): RulesOf {
  const everywhere = rules.filter(({ on }) => on.length === 0);
  const byOp = new Map<string, Rewrite[]>();
  return ({ op: { name } }) => {
    let found = byOp.get(name);
    if (found === undefined) {
      found = [...everywhere, ...rules.filter(({ on }) => on.includes(name))];
      byOp.set(name, found);
    }
    return found;
  };
}

function simplifyOnce(roots: readonly Tensor[], rulesOf: RulesOf, isSharing: boolean) {
  const order = topologicalOrder(roots);
  const userCounts = countUsers(order, roots);
  const newUserCounts = new Map<Tensor, number>();
  const context = { hasOneUser: (node: Tensor) => newUserCounts.get(node) === 1 };
  const share = isSharing ? createSharing() : (node: Tensor) => node;
  const replaced = new Map<Tensor, Tensor>();
  let isChanged = false;
  for (const node of order) {
    let next = share(
      withInputs(
        node,
        node.inputs.map((x) => replaced.get(x)!),
      ),
    );
    for (const rule of rulesOf(next)) {
      const rewritten = rule.apply(next, context);
      if (rewritten === undefined || rewritten === next) continue;
      next = rewritten;
      isChanged = true;
      break;
    }
    replaced.set(node, next);
    newUserCounts.set(next, (newUserCounts.get(next) ?? 0) + userCounts.get(node)!);
  }
  return { roots: roots.map((root) => replaced.get(root)!), isChanged };
}

function countUsers(order: readonly Tensor[], roots: readonly Tensor[]): ReadonlyMap<Tensor, number> {
  const counts = new Map<Tensor, number>(order.map((node) => [node, 0]));
  const addUser = (node: Tensor) => counts.set(node, counts.get(node)! + 1);
  for (const node of order) node.inputs.forEach(addUser);
  roots.forEach(addUser);
  return counts;
}

/** Maps equal nodes to one: the same op and attributes over the same inputs. */
function createSharing(): (node: Tensor) => Tensor {
  const ids = new Map<Tensor, number>();
  const known = new Map<string, Tensor>();
  const idOf = (node: Tensor) => {
    let id = ids.get(node);
    if (id === undefined) {
      id = ids.size;
      ids.set(node, id);
    }
    return id;
  };
  return (node) => {
    const key = `${node.op.name}(${node.inputs.map(idOf).join(',')})${attributesKey(node)}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    known.set(key, node);
    return node;
  };
}

const attributeKeys = new WeakMap<object, string>();

function attributesKey(node: Tensor): string {
  let key = attributeKeys.get(node.attributes);
  if (key === undefined) {
    key = isOp(node, inputOp)
      ? node.attributes.name
      : JSON.stringify(node.attributes, (_, value: unknown) =>
          value instanceof Float64Array
            ? Array.from(value, (x) => (Object.is(x, -0) ? '-0' : String(x)))
            : value,
        );
    attributeKeys.set(node.attributes, key);
  }
  return key;
}
