// Chooses which matrices a program computes transposed. Elementwise ops do not care, and a product reads either
// operand either way; but ONNX Runtime's speed on a processor depends on it: the right operand is packed for every
// product, the left one is read as it lies unless it is transposed. So large weights belong on the left.

import { isStatic, sizeOf } from '../../base/shape.ts';
import { dimensions, elementwiseOps } from '../../compiler/rewrites/rewrite.ts';
import { type GemmAttributes, gemm, gemmOp } from '../../graph/gemm.ts';
import { constantOp } from '../../graph/leaves.ts';
import { type ReduceAttributes, reduceSumOp } from '../../graph/reduction.ts';
import { concatOp, padOp, reshape, sliceOp, transpose } from '../../graph/shaping.ts';
import { applyOp, isOp, type Tensor, topologicalOrder, withInputs } from '../../graph/tensor.ts';

/** Matrices that are computed in one layout: all of them transposed, or none. */
interface Group {
  readonly members: Tensor[];
  /** A member's rows are needed as they are. */
  isPinned: boolean;
}

/** The graph of `roots` with matrices transposed where this makes its products faster. Roots keep their layout.
 *  Algebra: (A·B)ᵀ = Bᵀ·Aᵀ, f(x, y)ᵀ = f(xᵀ, yᵀ). */
export function chooseLayouts(roots: readonly Tensor[]): Tensor[] {
  const order = topologicalOrder(roots);
  const groups = groupsOf(order, roots);
  const products = order.filter((node) => isOp(node, gemmOp)) as Tensor<GemmAttributes>[];
  const flipped = fastestFlips(groups, products);
  return flipped.size === 0 ? [...roots] : transposed(order, roots, (node) => flipped.has(groups.get(node)!));
}

/** True for an N×M matrix of fixed size whose rows and columns are more than one. */
function isMatrix({ shape, dtype }: Tensor): boolean {
  return dtype === 'float32' && shape.length === 2 && isStatic(shape) && shape[0] !== 1 && shape[1] !== 1;
}

/** Whether an op moves places along one axis. */
export const isMoving = (node: Tensor) => isOp(node, concatOp) || isOp(node, sliceOp) || isOp(node, padOp);

/** True if the node can be computed transposed. */
function isFlippable(node: Tensor): boolean {
  return isMatrix(node) && (isOp(node, gemmOp) || isMoving(node) || elementwiseOps.has(node.op.name));
}

/** True if `user` reads the rows of `x` as they lie, so that `x` must have the layout of `user`, or its own. */
function readsLayout(user: Tensor, x: Tensor): boolean {
  if (isOp(user, gemmOp)) return user.inputs[2] === x;
  return !(isOp(user, reduceSumOp) && user.shape.length <= 1);
}

/** The groups of flippable nodes: those that are joined by ops that work in one layout. */
function groupsOf(order: readonly Tensor[], roots: readonly Tensor[]): ReadonlyMap<Tensor, Group> {
  const groups = new Map<Tensor, Group>();
  const join = (a: Group, b: Group) => {
    if (a === b) return;
    const [large, small] = a.members.length >= b.members.length ? [a, b] : [b, a];
    for (const node of small.members) {
      groups.set(node, large);
      large.members.push(node);
    }
    large.isPinned ||= small.isPinned;
  };
  for (const node of order) {
    const group = isFlippable(node) ? { members: [node], isPinned: false } : undefined;
    if (group) groups.set(node, group);
    for (const x of node.inputs) {
      if (!isMatrix(x) || !readsLayout(node, x)) continue;
      const [mine, other] = [groups.get(node), groups.get(x)];
      if (mine && other) join(mine, other);
      else if (mine && !isOp(x, constantOp)) mine.isPinned = true;
      else if (other) other.isPinned = true;
    }
  }
  for (const root of roots) {
    const group = groups.get(root);
    if (group) group.isPinned = true;
  }
  return groups;
}

/** Flips one group after the other as long as the products become faster. */
function fastestFlips(
  groups: ReadonlyMap<Tensor, Group>,
  products: readonly Tensor<GemmAttributes>[],
): ReadonlySet<Group> {
  const flipped = new Set<Group>();
  const candidates = [...new Set(groups.values())].filter(({ isPinned }) => !isPinned);
  const touching = new Map(candidates.map((group) => [group, [] as Tensor<GemmAttributes>[]]));
  for (const product of products) {
    const touched = new Set([product, ...product.inputs].map((node) => groups.get(node)));
    for (const group of touched) if (group) touching.get(group)?.push(product);
  }
  const isFlipped = (node: Tensor) => flipped.has(groups.get(node)!);
  const costAt = (group: Group) =>
    touching.get(group)!.reduce((sum, product) => sum + productCost(product, isFlipped), 0);
  const flip = (group: Group) => {
    if (!flipped.delete(group)) flipped.add(group);
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (const group of candidates) {
      const before = costAt(group);
      flip(group);
      if (costAt(group) < before) changed = true;
      else flip(group);
    }
  }
  return flipped;
}

/** How long a product takes besides its multiplications, in nanoseconds on two cores: packing its right operand, and
 *  transposing its left one for every block of 128 columns. Measured with ONNX Runtime 1.30 on a Xeon with AVX-512. */
function productCost(product: Tensor<GemmAttributes>, isFlipped: (node: Tensor) => boolean): number {
  const { left, right, transposeA } = asRun(product, isFlipped);
  const [rows, columns] = dimensions(product) as [number, number];
  const [m, n] = isFlipped(product) ? [columns, rows] : [rows, columns];
  const k = sizeOf(dimensions(left)) / m;
  const packing = m > 1 && n > 1 ? 0.13 * sizeOf(dimensions(right)) : 0;
  return packing + (transposeA ? 0.2 * m * k * Math.ceil(n / 128) : 0);
}

/** Operands and flags of a product once layouts are chosen. */
function asRun(product: Tensor<GemmAttributes>, isFlipped: (node: Tensor) => boolean) {
  const [a, b] = product.inputs as [Tensor, Tensor];
  const transposeA = product.attributes.transposeA !== isFlipped(a);
  const transposeB = product.attributes.transposeB !== isFlipped(b);
  return isFlipped(product)
    ? { left: b, right: a, transposeA: !transposeB, transposeB: !transposeA }
    : { left: a, right: b, transposeA, transposeB };
}

/** The graph with the chosen nodes computed transposed. */
function transposed(
  order: readonly Tensor[],
  roots: readonly Tensor[],
  isFlipped: (node: Tensor) => boolean,
): Tensor[] {
  const made = new Map<Tensor, Tensor>();
  const own = (node: Tensor) => made.get(node)!;
  const read = (x: Tensor, flip: boolean) => (isFlipped(x) === flip ? own(x) : turned(own(x)));
  for (const node of order) {
    if (isOp(node, gemmOp)) made.set(node, productAs(node, isFlipped, own));
    else if (isFlipped(node))
      made.set(
        node,
        turnedNode(node, (x) => read(x, true)),
      );
    else if (isOp(node, reduceSumOp) && isFlipped(node.inputs[0]!)) made.set(node, turnedSum(node, own));
    else made.set(node, withInputs(node, node.inputs.map(own)));
  }
  return roots.map(own);
}

function productAs(
  product: Tensor<GemmAttributes>,
  isFlipped: (node: Tensor) => boolean,
  own: (node: Tensor) => Tensor,
): Tensor {
  const { left, right, ...flags } = asRun(product, isFlipped);
  const c = product.inputs[2];
  const summand = c && (isFlipped(product) && !isFlipped(c) ? turned(own(c)) : own(c));
  return gemm(own(left), own(right), { ...product.attributes, ...flags, summand });
}

/** A vector, row, column, constant or matrix turned by 90°: what broadcasts over rows then does over columns. */
function turned(x: Tensor): Tensor {
  const [rows, columns] = x.shape.length === 2 ? dimensions(x) : [1, sizeOf(dimensions(x))];
  if (x.shape.length === 0 || sizeOf(dimensions(x)) === 1) return x;
  if (rows === 1 || columns === 1) return reshape(x, [columns!, rows!]);
  return transpose(x);
}

/** An elementwise or moving node over turned operands. */
function turnedNode(node: Tensor, read: (x: Tensor) => Tensor): Tensor {
  if (isOp(node, concatOp) || isOp(node, sliceOp) || isOp(node, padOp)) {
    return applyOp(node.op, node.inputs.map(read), { ...node.attributes, axis: 1 - node.attributes.axis });
  }
  return withInputs(node, node.inputs.map(read));
}

function turnedSum(node: Tensor<ReduceAttributes>, own: (node: Tensor) => Tensor): Tensor {
  const axes = node.attributes.axes.map((axis) => 1 - axis).sort();
  return applyOp(reduceSumOp, [own(node.inputs[0]!)], { ...node.attributes, axes });
}
