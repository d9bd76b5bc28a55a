// What a rewrite is, and how rewrites look at graphs.

import type { StaticShape } from '../../base/shape.ts';
import { constantOp } from '../../graph/leaves.ts';
import { broadcastToOp } from '../../graph/reduction.ts';
import { reshapeOp } from '../../graph/shaping.ts';
import { isOp, type Tensor } from '../../graph/tensor.ts';

/** What a rewrite may ask about the graph around a node. */
export interface RewriteContext {
  /** True if exactly one node or output uses this one. */
  hasOneUser(node: Tensor): boolean;
  /** Nodes that use this one; only rewrites that look around are told. */
  usersOf(node: Tensor): readonly Tensor[];
}

/** An algebraic identity, applied from left to right. */
export interface Rewrite {
  /** By which it can be switched off. */
  readonly name: string;
  /** Names of the ops at the root of the left side. */
  readonly on: readonly string[];
  /** True if it asks for the users of a node. */
  readonly looksAround?: boolean;
  /** The right side, of the same type, or undefined where the identity does not apply. */
  readonly apply: (node: Tensor, context: RewriteContext) => Tensor | undefined;
}

/** The one value that all elements of a constant node have, or undefined. */
export function uniformValue(node: Tensor): number | undefined {
  if (isOp(node, broadcastToOp) || isOp(node, reshapeOp)) return uniformValue(node.inputs[0]!);
  if (!isOp(node, constantOp)) return undefined;
  const { values } = node.attributes;
  return values.every((value) => value === values[0]) ? values[0] : undefined;
}

/** True if every element of the node is this constant. */
export function isUniform(node: Tensor, value: number): boolean {
  return uniformValue(node) === value;
}

/** Both operands of a binary node in the order (constant scalar, other), or undefined. */
export function splitFactor(node: Tensor): { factor: number; other: Tensor } | undefined {
  const [a, b] = node.inputs as [Tensor, Tensor];
  const [left, right] = [uniformValue(a), uniformValue(b)];
  if (right !== undefined && a.shape.length === node.shape.length) return { factor: right, other: a };
  if (left !== undefined && b.shape.length === node.shape.length) return { factor: left, other: b };
  return undefined;
}

/** A node's static shape as numbers; rewrites run on shapes that inference already accepted. */
export function dimensions(node: Tensor): StaticShape {
  return node.shape as StaticShape;
}

/** True if a node holds a single number, whatever its rank. */
export const isOneNumber = ({ shape }: Tensor): boolean => shape.every((dimension) => dimension === 1);

/** Ops of several operands that broadcast. */
export const broadcastingOps = [
  ...['Add', 'Sub', 'Mul', 'Div', 'Max', 'Min', 'Where'],
  ...['Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual', 'Equal'],
];

/** Ops of one operand that act on each element. */
export const unaryOps = [
  ...['Neg', 'Abs', 'Sign', 'Exp', 'Log', 'Sqrt', 'Tanh', 'Sigmoid', 'Softplus'],
  ...['Relu', 'LeakyRelu', 'Elu', 'Step', 'Cast'],
];

/** Ops that act on each element. */
export const elementwiseOps: ReadonlySet<string> = new Set([...broadcastingOps, ...unaryOps]);
