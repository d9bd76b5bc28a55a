// Everything up to the second derivative of a scalar, as outputs of one graph.

import { gradient } from '../../src/compiler/gradient.ts';
import { add } from '../../src/graph/elementwise.ts';
import { constant } from '../../src/graph/leaves.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { createRandom, direction, type Feeds, weighted } from '../graph/oracles.ts';

export interface Derivatives {
  /** `loss`, `slope`, and for each input `gradient<i>` and `product<i>`. */
  readonly outputs: Readonly<Record<string, Tensor>>;
  readonly directions: Feeds;
  /** The derivative along the directions, and its own. */
  readonly slope: Tensor;
  readonly curvature: Tensor;
}

/** A graph with its slope along a random direction, its gradient, and the Hessian's product with the direction. */
export function derivativesOf(loss: Tensor, inputs: readonly Tensor[]): Derivatives {
  const random = createRandom(7);
  const nameOf = (x: Tensor) => String(x.attributes.name);
  const directions: Feeds = Object.fromEntries(
    inputs.map((x) => [nameOf(x), direction(x.shape as readonly number[], random)]),
  );
  const along = (gradients: readonly Tensor[]) =>
    gradients.map((dx, index) => weighted(dx, directions[nameOf(inputs[index]!)]!)).reduce(add, constant(0));
  const first = gradient(loss, inputs);
  const slope = along(first);
  const second = gradient(slope, inputs);
  const outputs: Record<string, Tensor> = { loss, slope };
  first.forEach((dx, index) => {
    outputs[`gradient${index}`] = dx;
    outputs[`product${index}`] = second[index]!;
  });
  return { outputs, directions, slope, curvature: along(second) };
}
