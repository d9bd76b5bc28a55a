// What the blocked kernel does beside convolving, while its results are in registers: an iteration of DCGAN on 28 × 28, batch
// 64, takes one thread 670 ms so, and 684 where these are passes over memory of their own.

import { sameShape } from '../../../base/shape.ts';
import { dimensions, type Rewrite, type RewriteContext } from '../../../compiler/rewrites/rewrite.ts';
import { leakyReluOp } from '../../../graph/elementwise.ts';
import { applyOp, isOp, type Tensor } from '../../../graph/tensor.ts';
import { blockedConvOp } from './ops.ts';

export const rewrites: readonly Rewrite[] = [
  {
    name: 'sum-into-blocked-convolution',
    // conv(x, w) + b, of a number for each channel, or of a tensor that nothing else reads: it is overwritten
    on: ['Add'],
    apply: (node, context) => {
      const [a, b] = node.inputs as [Tensor, Tensor];
      return withSummand(a, b, context) ?? withSummand(b, a, context);
    },
  },
  {
    name: 'activation-into-blocked-convolution',
    // f(conv(x, w)); its slope is read from the result
    on: ['Relu', 'LeakyRelu'],
    apply: (node, { hasOneUser }) => {
      const [conv] = node.inputs as [Tensor];
      if (!isOp(conv, blockedConvOp) || conv.attributes.activation !== 'none' || !hasOneUser(conv)) {
        return undefined;
      }
      const how = isOp(node, leakyReluOp)
        ? { activation: 'LeakyRelu' as const, alpha: node.attributes.alpha }
        : { activation: 'Relu' as const };
      return applyOp(blockedConvOp, conv.inputs, { ...conv.attributes, ...how });
    },
  },
];

/** The convolution with one more summand; undefined where it takes none like this. */
function withSummand(conv: Tensor, summand: Tensor, { hasOneUser }: RewriteContext): Tensor | undefined {
  if (!isOp(conv, blockedConvOp) || conv.attributes.activation !== 'none' || !hasOneUser(conv))
    return undefined;
  const [x, w, ...others] = conv.inputs as [Tensor, Tensor, ...Tensor[]];
  const isWhole = (x: Tensor) => sameShape(x.shape, conv.shape);
  if (isWhole(summand)) {
    return others.some(isWhole) || !hasOneUser(summand)
      ? undefined
      : applyOp(blockedConvOp, [x, w, ...others, summand], conv.attributes);
  }
  const [, blocks, , , block] = dimensions(conv) as [number, number, number, number, number];
  const isPerChannel = sameShape(summand.shape, [1, blocks, 1, 1, block]);
  return isPerChannel && others.every(isWhole)
    ? applyOp(blockedConvOp, [x, w, summand, ...others], conv.attributes)
    : undefined;
}
