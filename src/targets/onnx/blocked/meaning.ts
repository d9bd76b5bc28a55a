// Ops of ONNX Runtime's own domain, defined by what they mean in ops of the graph; they come after differentiation, and have
// no gradients.

import { ShapeError } from '../../../base/errors.ts';
import { interpret } from '../../../compiler/interpret.ts';
import { input } from '../../../graph/leaves.ts';
import { type Attributes, defineOp, type Op, type Tensor } from '../../../graph/tensor.ts';

/** The domain of the blocked kernels; internal to ONNX Runtime, whose version is pinned. */
export const BLOCKED_DOMAIN = 'com.microsoft.nchwc';

/** An op that is defined by a composition of others. */
export function defineMeaning<A extends Attributes>(
  name: string,
  meaning: (inputs: readonly Tensor[], attributes: A) => Tensor,
): Op<A> {
  return defineOp<A>({
    name,
    infer: meaning,
    gradient: () => {
      throw new ShapeError(`${name}: has no gradient, it comes after differentiation`);
    },
    reference(inputs, { attributes }) {
      const names = inputs.map((_, index) => `x${index}`);
      const operands = inputs.map(({ shape }, index) => input(names[index]!, shape));
      const feeds = Object.fromEntries(names.map((operand, index) => [operand, inputs[index]!]));
      return interpret({ y: meaning(operands, attributes) }, feeds).y.values;
    },
  });
}

export type BlockAttributes = { readonly block: number };
