// Algebraic simplification: rewrites are applied bottom-up until none applies any more.

import { unknownName } from '../base/registry.ts';
import { isStatic, sizeOf } from '../base/shape.ts';
import { constant, constantOp } from '../graph/leaves.ts';
import { broadcastToOp } from '../graph/reduction.ts';
import { type Dense, isOp, mapGraph, type Tensor, topologicalOrder } from '../graph/tensor.ts';
import { chooseLayouts, LAYOUTS } from './layout.ts';
import { algebra } from './rewrites/algebra.ts';
import { broadcasting } from './rewrites/broadcasting.ts';
import { factors } from './rewrites/factors.ts';
import { lateRewrites } from './rewrites/late.ts';
import { products } from './rewrites/products.ts';
import type { Rewrite, RewriteContext } from './rewrites/rewrite.ts';
import { shaping } from './rewrites/shaping.ts';
import { shareSubexpressions } from './share.ts';

/** Largest constant that folding may create, in elements: constants travel with the program. */
const FOLDING_LIMIT = 1024;

const foldConstants: Rewrite = {
  name: 'fold-constants',
  // f(constants) = constant
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

/** The value of a constant, or of one that is broadcast to no more elements than folding may create. */
function constantValue(node: Tensor): Dense | undefined {
  if (isOp(node, constantOp)) return node.attributes;
  if (!isOp(node, broadcastToOp) || !isStatic(node.shape) || sizeOf(node.shape) > FOLDING_LIMIT)
    return undefined;
  const inner = constantValue(node.inputs[0]!);
  return inner && { shape: node.shape, values: node.op.reference([inner], node) };
}

/** All rewrites, in the order in which they are tried. */
export const rewrites: readonly Rewrite[] = [
  foldConstants,
  ...shaping,
  ...algebra,
  ...factors,
  ...broadcasting,
  ...products,
];

/** No graph needs so many rounds: two rewrites that undo each other are a mistake in their algebra. */
const ROUND_LIMIT = 1000;

/** The name under which sharing of equal subexpressions is switched off. */
const SHARING = 'share-subexpressions';

/** Names that `without` accepts. */
export const rewriteNames: readonly string[] = [
  SHARING,
  LAYOUTS,
  ...[...rewrites, ...lateRewrites].map(({ name }) => name),
];

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
  const names = Object.keys(outputs) as Name[];
  const share = (roots: readonly Tensor[]) =>
    without.includes(SHARING) ? roots : shareSubexpressions(roots);
  const chosen = (rules: readonly Rewrite[]) =>
    rulesByOp(rules.filter(({ name }) => !without.includes(name)));
  let roots = untilNothingApplies(
    names.map((name) => outputs[name]),
    chosen(rewrites),
    share,
  );
  if (!without.includes(LAYOUTS)) roots = chooseLayouts(roots);
  roots = untilNothingApplies(roots, chosen([...rewrites, ...lateRewrites]), share);
  return Object.fromEntries(names.map((name, index) => [name, roots[index]!])) as Record<Name, Tensor>;
}

function untilNothingApplies(
  roots: readonly Tensor[],
  rules: RulesOf,
  share: (roots: readonly Tensor[]) => readonly Tensor[],
): Tensor[] {
  let rounds = 0;
  for (let applied = ['']; applied.length > 0; rounds++) {
    if (rounds > ROUND_LIMIT) throw new Error(`simplify: rewrites undo each other: ${applied.join(', ')}`);
    ({ roots, applied } = rewriteOnce(share(roots), rules));
  }
  return [...roots];
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

/** Applies to every node the first rewrite that fits; tells which ones did. */
function rewriteOnce(roots: readonly Tensor[], rulesOf: RulesOf): { roots: Tensor[]; applied: string[] } {
  const users = usersIn(roots);
  const newUserCounts = new Map<Tensor, number>();
  const context: RewriteContext = {
    hasOneUser: (node) => newUserCounts.get(node) === 1,
    usersOf: (node) => users.get(node)?.nodes ?? [],
  };
  const applied = new Set<string>();
  const rewritten = mapGraph(roots, (node, original) => {
    const next = firstRewrite(node, rulesOf(node), context);
    if (next !== undefined) applied.add(next.name);
    const result = next?.result ?? node;
    newUserCounts.set(result, (newUserCounts.get(result) ?? 0) + countOf(users.get(original)!));
    return result;
  });
  return { roots: rewritten, applied: [...applied] };
}

function firstRewrite(node: Tensor, rules: readonly Rewrite[], context: RewriteContext) {
  for (const { name, apply } of rules) {
    const result = apply(node, context);
    if (result !== undefined && result !== node) return { name, result };
  }
  return undefined;
}

/** Who uses a node: other nodes, once for each operand, and outputs. */
interface Users {
  readonly nodes: Tensor[];
  outputs: number;
}

const countOf = ({ nodes, outputs }: Users) => nodes.length + outputs;

function usersIn(roots: readonly Tensor[]): ReadonlyMap<Tensor, Users> {
  const order = topologicalOrder(roots);
  const users = new Map<Tensor, Users>(order.map((node) => [node, { nodes: [], outputs: 0 }]));
  for (const node of order) {
    for (const x of node.inputs) users.get(x)!.nodes.push(node);
  }
  for (const root of roots) users.get(root)!.outputs += 1;
  return users;
}
