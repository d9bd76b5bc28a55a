// Applies rewrites until none applies any more. Those that look at a node and its operands run in rounds, bottom-up.
// Those that look around, at who else uses an operand, are applied to the whole graph at once when the others have come
// to rest: in a round the users of a node are not made yet. So the number of rounds is that of the rewrites that follow
// from each other at one place, whatever the size of the graph.

import { type Tensor, topologicalOrder, withInputs } from '../graph/tensor.ts';
import type { Rewrite, RewriteContext } from './rewrites/rewrite.ts';
import type { Shared } from './share.ts';
import { PIECE, type Work } from './work.ts';

/** No graph needs so many rounds: two rewrites that undo each other are a mistake in their algebra. */
const ROUND_LIMIT = 1000;

/** A graph after rewrites, and how many were applied. */
interface Rewritten {
  readonly roots: Tensor[];
  readonly applied: number;
}

/** The graph of `roots` to which none of the rules applies.
 *  @param share  merges equal nodes */
export function* untilNothingApplies(
  roots: readonly Tensor[],
  rules: readonly Rewrite[],
  share: (roots: readonly Tensor[]) => Shared,
): Work<Tensor[]> {
  const upwards = rulesByOp(rules.filter(({ looksAround }) => !looksAround));
  const around = rulesByOp(rules.filter(({ looksAround }) => looksAround));
  let graph = share(roots);
  let tried: Tried = new Map();
  for (let rounds = 0; rounds < ROUND_LIMIT; rounds++) {
    const found = yield* rewriteUpwards(graph, upwards, tried);
    tried = found.tried;
    let next: Rewritten = found;
    if (next.applied === 0) next = yield* rewriteAround(graph, around);
    if (next.applied === 0) return next.roots;
    graph = share(next.roots);
  }
  throw new Error(`simplify: rewrites undo each other, got more than ${ROUND_LIMIT} rounds`);
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

/** Nodes to which no rewrite applied, each with what was asked about the graph around it and the answers. */
type Tried = ReadonlyMap<Tensor, readonly (readonly [Tensor, boolean])[]>;

/** Applies to every node, after its inputs, the first rewrite that fits.
 *  @param before  of the round before: nothing else applies where the answers are the same */
function* rewriteUpwards(
  { roots, order }: Shared,
  rulesOf: RulesOf,
  before: Tried,
): Work<Rewritten & { readonly tried: Tried }> {
  const counts = userCounts(order, roots);
  const newCounts = new Map<Tensor, number>();
  const hasOneUser = (node: Tensor) => newCounts.get(node) === 1;
  const tried = new Map<Tensor, readonly (readonly [Tensor, boolean])[]>();
  const rewritten = (node: Tensor): Tensor => {
    const known = before.get(node);
    if (known?.every(([asked, answer]) => hasOneUser(asked) === answer)) {
      tried.set(node, known);
      return node;
    }
    const asked: [Tensor, boolean][] = [];
    const context: RewriteContext = {
      hasOneUser(x) {
        const answer = hasOneUser(x);
        asked.push([x, answer]);
        return answer;
      },
      usersOf: () => [],
    };
    const result = firstRewrite(node, rulesOf(node), context);
    if (result === undefined) tried.set(node, asked);
    return result ?? node;
  };
  let applied = 0;
  const made = new Map<Tensor, Tensor>();
  for (const [index, original] of order.entries()) {
    const inputs = original.inputs.map((x) => made.get(x)!);
    const node = withInputs(original, inputs);
    const result = rewritten(node);
    if (result !== node) applied++;
    made.set(original, result);
    newCounts.set(result, (newCounts.get(result) ?? 0) + counts.get(original)!);
    if (index % PIECE === PIECE - 1) yield PIECE;
  }
  yield order.length % PIECE;
  return { roots: roots.map((root) => made.get(root)!), applied, tried };
}

/** Applies to every node the first rewrite that fits, to all of them as the graph stands. */
function* rewriteAround({ roots, order }: Shared, rulesOf: RulesOf): Work<Rewritten> {
  const counts = userCounts(order, roots);
  const users = usersIn(order);
  const context: RewriteContext = {
    hasOneUser: (node) => counts.get(node) === 1,
    usersOf: (node) => users.get(node) ?? [],
  };
  const replacements = new Map<Tensor, Tensor>();
  for (const node of order) {
    const result = firstRewrite(node, rulesOf(node), context);
    if (result !== undefined) replacements.set(node, result);
  }
  yield order.length;
  return { roots: substitute(roots, replacements), applied: replacements.size };
}

/** The graph of `roots` with nodes replaced, also where a replacement reads what is replaced. */
function substitute(roots: readonly Tensor[], replacements: ReadonlyMap<Tensor, Tensor>): Tensor[] {
  const made = new Map<Tensor, Tensor>();
  const readBy = (node: Tensor) => {
    const replacement = replacements.get(node);
    return replacement === undefined ? node.inputs : [replacement];
  };
  for (const node of topologicalOrder(roots, readBy)) {
    const [first, ...rest] = readBy(node).map((x) => made.get(x)!);
    made.set(node, replacements.has(node) ? first! : withInputs(node, first ? [first, ...rest] : []));
  }
  return roots.map((root) => made.get(root)!);
}

function firstRewrite(node: Tensor, rules: readonly Rewrite[], context: RewriteContext): Tensor | undefined {
  for (const { apply } of rules) {
    const result = apply(node, context);
    if (result !== undefined && result !== node) return result;
  }
  return undefined;
}

/** How many nodes, once for each operand, and outputs use a node. */
function userCounts(order: readonly Tensor[], roots: readonly Tensor[]): ReadonlyMap<Tensor, number> {
  const counts = new Map<Tensor, number>();
  const count = (node: Tensor) => counts.set(node, (counts.get(node) ?? 0) + 1);
  for (const node of order) node.inputs.forEach(count);
  roots.forEach(count);
  return counts;
}

/** The nodes that use a node, once for each operand. */
function usersIn(order: readonly Tensor[]): ReadonlyMap<Tensor, readonly Tensor[]> {
  const users = new Map<Tensor, Tensor[]>(order.map((node) => [node, []]));
  for (const node of order) {
    for (const x of node.inputs) users.get(x)!.push(node);
  }
  return users;
}
