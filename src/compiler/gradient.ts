// Reverse-mode differentiation from graph to graph, so that any order works.

import { ShapeError } from '../base/errors.ts';
import { formatType, sameShape } from '../base/shape.ts';
import { ones, zeros } from '../graph/compositions.ts';
import { add } from '../graph/elementwise.ts';
import { stopGradientOp } from '../graph/leaves.ts';
import { sumTo } from '../graph/reduction.ts';
import { type Tensor, topologicalOrder } from '../graph/tensor.ts';

/** Options of `gradient`. */
export interface GradientOptions {
  /** Adjoint of `y`, of its shape; by default 1, which needs a scalar `y`. */
  readonly seed?: Tensor | undefined;
}

/** ∂y/∂x for every x of `xs`, as graph; zeros where y does not depend on x.
 *  With a seed s: ∂(Σ s·y)/∂x.
 *  @throws ShapeError if y is not a scalar and there is no seed, or the seed's shape differs from y's */
export function gradient(y: Tensor, xs: readonly Tensor[], { seed }: GradientOptions = {}): Tensor[] {
  const adjoints = new Map<Tensor, Tensor>([[y, seedOf(y, seed)]]);
  const order = differentiatedOrder(y, xs);
  const leadsToX = reaching(order, xs);
  for (const node of order.reverse()) {
    const adjoint = adjoints.get(node);
    if (adjoint === undefined || !node.inputs.some((x) => leadsToX.has(x))) continue;
    const contributions = node.op.gradient(node, adjoint);
    node.inputs.forEach((x, index) => {
      const contribution = contributions[index];
      if (contribution === undefined || !leadsToX.has(x)) return;
      const part = sumTo(contribution, x.shape);
      const before = adjoints.get(x);
      adjoints.set(x, before === undefined ? part : add(before, part));
    });
  }
  return xs.map((x) => adjoints.get(x) ?? zeros(x.shape));
}

function seedOf(y: Tensor, seed: Tensor | undefined): Tensor {
  if (seed === undefined) {
    if (y.shape.length === 0) return ones([]);
    throw new ShapeError(`gradient: needs a scalar or a seed, got ${formatType(y)}`);
  }
  if (sameShape(seed.shape, y.shape)) return seed;
  throw new ShapeError(
    `gradient: the seed must have the shape of y, got ${formatType(seed)} and ${formatType(y)}`,
  );
}

/** What `y` depends on as far as an x may be reached: not past a stopped gradient, nor what is older than every x. */
function differentiatedOrder(y: Tensor, xs: readonly Tensor[]): Tensor[] {
  const oldest = xs.reduce((least, { serial }) => Math.min(least, serial), Number.POSITIVE_INFINITY);
  return topologicalOrder([y], (node) => (node.serial <= oldest || isStopped(node) ? [] : node.inputs));
}

const isStopped = ({ op }: Tensor): boolean => op.name === stopGradientOp.name;

function reaching(order: readonly Tensor[], xs: readonly Tensor[]): ReadonlySet<Tensor> {
  const reached = new Set(xs);
  for (const node of order) {
    if (!isStopped(node) && node.inputs.some((x) => reached.has(x))) reached.add(node);
  }
  return reached;
}
