// What a target is: a language that devices run, and how graphs are lowered to it.

import type { Program, Signature } from '../compiler/program.ts';
import type { Rewrite } from '../compiler/rewrites/rewrite.ts';
import type { AttributesOf, NodeName } from '../graph/ops.ts';
import type { Attributes, Tensor } from '../graph/tensor.ts';

/** A choice that is made over a whole graph. */
export interface Pass {
  /** By which it can be switched off. */
  readonly name: string;
  /** An equal graph; its roots keep their types. */
  apply(roots: readonly Tensor[]): readonly Tensor[];
}

/** A language that devices run. What is fast there, and how an op is lowered, is its own. */
export interface Target {
  readonly name: string;
  /** Made one after the other, once a graph is simplified. */
  readonly passes: readonly Pass[];
  /** Identities that pay here: applied after the passes, beside those that pay everywhere. */
  readonly rewrites: readonly Rewrite[];
  /** Nothing is gained when a runtime improves these programs once more, which takes it longer than all of ours. */
  readonly isFinal?: true;
  /** The bytes of a program, its graph taken as it is. */
  encode(program: Program): Uint8Array;
}

/** A program in the language of a target. */
export interface Lowered extends Signature {
  /** The target's name. */
  readonly target: string;
  /** As the target says of its programs. */
  readonly isFinal?: true | undefined;
  readonly bytes: Uint8Array;
}

/** How a node is lowered, over the values of its inputs.
 *  @param context  what it is put into */
export type OpLowering<A extends Attributes, Value, Context> = (
  node: Tensor<A>,
  inputs: readonly Value[],
  context: Context,
) => Value;

/** How each op is lowered: one that is missing does not compile. */
export type OpTable<Value, Context> = {
  readonly [Name in NodeName]: OpLowering<AttributesOf<Name>, Value, Context>;
};
