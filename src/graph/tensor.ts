// The immutable tensor graph: nodes, and the record that defines an op.

import { type Shape, type StaticShape, sameShape, type TensorType } from '../base/shape.ts';

/** Constants of a node that are known when the graph is built. */
export type AttributeValue = string | number | boolean | Shape | Float64Array;
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** A symbolic tensor: an op applied to tensors. Its type is inferred when it is built. */
export interface Tensor<A extends Attributes = Attributes> extends TensorType {
  readonly op: Op;
  readonly inputs: readonly Tensor[];
  readonly attributes: A;
  /** Nodes are numbered as they are made: what a node depends on has lower numbers than the node. */
  readonly serial: number;
}

/** Values in float64, as the reference interpreter computes them. Booleans are 0 and 1. */
export interface Dense {
  readonly shape: StaticShape;
  readonly values: Float64Array;
}

/** What an op is, in one record. How it is said in a language that devices run is in `targets`. */
export interface Op<A extends Attributes = Attributes> {
  readonly name: string;
  /** Shape rule. @throws ShapeError */
  infer(inputs: readonly Tensor[], attributes: A): TensorType;
  /** Adjoint of each input for the adjoint `dy` of the node, or undefined where there is none.
   *  An adjoint may still have the broadcast shape: `gradient` sums it down. */
  gradient(node: Tensor<A>, dy: Tensor): readonly (Tensor | undefined)[];
  /** The value in float64. */
  reference(inputs: readonly Dense[], node: Tensor<A>): Float64Array;
}

/** A number stands for a scalar constant of the other operand's dtype. */
export type TensorLike = Tensor | number;

/** Declares an op. */
export function defineOp<A extends Attributes>(op: Op<A>): Op<A> {
  return Object.freeze(op);
}

let made = 0;

/** The node `op(inputs)`; its type is inferred and checked here.
 *  @throws ShapeError */
export function applyOp<A extends Attributes>(
  op: Op<A>,
  inputs: readonly Tensor[],
  attributes: A,
): Tensor<A> {
  const { dtype, shape } = op.infer(inputs, attributes);
  return Object.freeze({
    op,
    inputs: Object.freeze([...inputs]),
    attributes: Object.freeze(attributes),
    dtype,
    shape: Object.freeze([...shape]),
    serial: made++,
  });
}

/** The same node over other inputs. */
export function withInputs(node: Tensor, inputs: readonly Tensor[]): Tensor {
  const { op, attributes, dtype, shape } = node;
  if (inputs.every((input, index) => input === node.inputs[index])) return node;
  const isSameType = inputs.every((input, index) => hasType(input, node.inputs[index]));
  return isSameType
    ? Object.freeze({ op, inputs: Object.freeze([...inputs]), attributes, dtype, shape, serial: made++ })
    : applyOp(op, inputs, attributes);
}

function hasType({ dtype, shape }: Tensor, type: TensorType | undefined): boolean {
  return type !== undefined && dtype === type.dtype && (shape === type.shape || sameShape(shape, type.shape));
}

/** Nodes that `roots` depend on, each after its inputs, or after what `inputsOf` says in their place. */
export function topologicalOrder(
  roots: readonly Tensor[],
  inputsOf: (node: Tensor) => readonly Tensor[] = ({ inputs }) => inputs,
): Tensor[] {
  const order: Tensor[] = [];
  const visited = new Set<Tensor>();
  const stack: { node: Tensor; inputs: readonly Tensor[]; next: number }[] = [];
  const visit = (node: Tensor) => {
    if (visited.has(node)) return;
    visited.add(node);
    stack.push({ node, inputs: inputsOf(node), next: 0 });
  };
  for (const root of roots) {
    visit(root);
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      const input = top.inputs[top.next++];
      if (input !== undefined) visit(input);
      else order.push(stack.pop()!.node);
    }
  }
  return order;
}

/** The graph of `roots` with every node replaced, inputs first: `replace` gets a node over its replaced inputs,
 *  and the node as it was. */
export function mapGraph(
  roots: readonly Tensor[],
  replace: (node: Tensor, original: Tensor) => Tensor,
): Tensor[] {
  const replaced = new Map<Tensor, Tensor>();
  for (const node of topologicalOrder(roots)) {
    const inputs = node.inputs.map((x) => replaced.get(x)!);
    replaced.set(node, replace(withInputs(node, inputs), node));
  }
  return roots.map((root) => replaced.get(root)!);
}

/** True if the node's op is `op`; narrows its attributes. */
export function isOp<A extends Attributes>(node: Tensor, op: Op<A>): node is Tensor<A> {
  return node.op.name === op.name;
}
