// Algebraic simplification: rewrites are applied bottom-up until none applies any more. Those here pay wherever a graph
// runs; `targets` add their own.

import { unknownName } from '../base/registry.ts';
import { isStatic, sizeOf } from '../base/shape.ts';
import { constant, constantOp } from '../graph/leaves.ts';
import { broadcastToOp } from '../graph/reduction.ts';
import { type Dense, isOp, type Tensor, topologicalOrder } from '../graph/tensor.ts';
import { algebra } from './rewrites/algebra.ts';
import { broadcasting } from './rewrites/broadcasting.ts';
import { factors } from './rewrites/factors.ts';
import { products } from './rewrites/products.ts';
import type { Rewrite } from './rewrites/rewrite.ts';
import { shaping } from './rewrites/shaping.ts';
import { untilNothingApplies } from './rewriting.ts';
import { createSharing, type Shared } from './share.ts';
import { finish, type Work } from './work.ts';

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

/** The name under which sharing of equal subexpressions is switched off. */
const SHARING = 'share-subexpressions';

const asItIs = (roots: readonly Tensor[]): Shared => ({ roots, order: topologicalOrder(roots) });

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
  options: SimplifyOptions = {},
): Record<Name, Tensor> {
  return finish(simplifying(outputs, options));
}

/** The same, in pieces.
 *  @param more  rewrites beside those that pay everywhere */
export function* simplifying<Name extends string>(
  outputs: Readonly<Record<Name, Tensor>>,
  { without = [] }: SimplifyOptions = {},
  more: readonly Rewrite[] = [],
): Work<Record<Name, Tensor>> {
  const known = [...rewriteNames, ...more.map(({ name }) => name)];
  const unknown = without.find((name) => !known.includes(name));
  if (unknown !== undefined) throw unknownName('rewrite', unknown, known);
  const names = Object.keys(outputs) as Name[];
  const share = without.includes(SHARING) ? asItIs : createSharing();
  const chosen = [...rewrites, ...more].filter(({ name }) => !without.includes(name));
  const given = names.map((name) => outputs[name]);
  const roots = yield* untilNothingApplies(given, chosen, share);
  return Object.fromEntries(names.map((name, index) => [name, roots[index]!])) as Record<Name, Tensor>;
}
