// From a program to its bytes in the language of a target.

import { ConfigError } from '../base/errors.ts';
import type { Program } from '../compiler/program.ts';
import { type SimplifyOptions, simplifying } from '../compiler/simplify.ts';
import { finish, type Work } from '../compiler/work.ts';
import type { NodeName } from '../graph/ops.ts';
import { type Attributes, type Tensor, topologicalOrder } from '../graph/tensor.ts';
import type { Lowered, OpLowering, OpTable, Target } from './target.ts';

/** The program in a target's language.
 *  @throws ConfigError if `without` names an unknown pass or rewrite */
export function lower(program: Program, target: Target, options: SimplifyOptions = {}): Lowered {
  return finish(lowering(program, target, options));
}

/** The same, in pieces. */
export function* lowering(program: Program, target: Target, options: SimplifyOptions = {}): Work<Lowered> {
  const graph = yield* optimizing(program.graph, target, options);
  const { name, inputs, outputs } = program;
  const bytes = target.encode({ ...program, graph });
  return { name, inputs, outputs, target: target.name, isFinal: target.isFinal, bytes };
}

/** The program in the language that a device runs.
 *  @throws ConfigError if it is in another already */
export function loweredFor(device: string, target: Target, program: Program | Lowered): Lowered {
  if (!('bytes' in program)) return lower(program, target);
  if (program.target === target.name) return program;
  throw new ConfigError(
    `${device}: runs programs in ${target.name}, got ${program.name} in ${program.target}`,
  );
}

/** An equal graph that is faster where the target runs; the one that is given is simplified.
 *  @throws ConfigError if `without` names an unknown pass or rewrite */
export function optimize<Name extends string>(
  graph: Readonly<Record<Name, Tensor>>,
  target: Target,
  options: SimplifyOptions = {},
): Record<Name, Tensor> {
  return finish(optimizing(graph, target, options));
}

function* optimizing<Name extends string>(
  graph: Readonly<Record<Name, Tensor>>,
  { passes, rewrites }: Target,
  { without = [] }: SimplifyOptions,
): Work<Record<Name, Tensor>> {
  const names = Object.keys(graph) as Name[];
  let roots: readonly Tensor[] = names.map((name) => graph[name]);
  for (const { name, apply } of passes) if (!without.includes(name)) roots = apply(roots);
  const chosen = Object.fromEntries(names.map((name, index) => [name, roots[index]!])) as Record<
    Name,
    Tensor
  >;
  const others = without.filter((name) => !passes.some((pass) => pass.name === name));
  return yield* simplifying(chosen, { without: others }, rewrites);
}

/** What each node that `roots` depend on becomes, by the table of a target. */
export function lowerNodes<Value, Context>(
  roots: readonly Tensor[],
  table: OpTable<Value, Context>,
  context: Context,
): ReadonlyMap<Tensor, Value> {
  const values = new Map<Tensor, Value>();
  for (const node of topologicalOrder(roots)) {
    const lowerNode = table[node.op.name as NodeName] as OpLowering<Attributes, Value, Context>;
    const inputs = node.inputs.map((x) => values.get(x)!);
    values.set(node, lowerNode(node, inputs, context));
  }
  return values;
}
