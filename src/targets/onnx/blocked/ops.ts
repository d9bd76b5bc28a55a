// Ops of ONNX Runtime's own domain for blocked images. Each is defined by what it means in ops of the graph; they come
// after differentiation, and have no gradients.

import { ShapeError } from '../../../base/errors.ts';
import { interpret } from '../../../compiler/interpret.ts';
import { type ConvAttributes, convOp } from '../../../graph/convolution.ts';
import { add } from '../../../graph/elementwise.ts';
import { fixedShape, input } from '../../../graph/leaves.ts';
import { reshape } from '../../../graph/shaping.ts';
import { type Attributes, applyOp, defineOp, type Op, type Tensor } from '../../../graph/tensor.ts';
import type { OpLowering } from '../../target.ts';
import { type Emitter, int64Vector } from '../emitter.ts';
import { blockImages, plainImages, plainKernels } from './layouts.ts';

/** The domain of the blocked kernels; internal to ONNX Runtime, whose version is pinned. */
export const BLOCKED_DOMAIN = 'com.microsoft.nchwc';

/** An op that is defined by a composition of others. */
function defineMeaning<A extends Attributes>(
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

type BlockAttributes = { readonly block: number };

export const blockOp = defineMeaning<BlockAttributes>('BlockImages', ([x], { block }) =>
  blockImages(x!, block),
);

export const plainOp = defineMeaning('PlainImages', ([x]) => plainImages(x!));

type BlockedConvAttributes = ConvAttributes & BlockAttributes;

/** conv(x, w) of blocked images and kernels, blocked, with a number added to each channel where there is a third input;
 *  images of few channels stay as they are. */
export const blockedConvOp = defineMeaning<BlockedConvAttributes>(
  'BlockedConv',
  ([x, w, bias], { block, ...attributes }) => {
    const images = x!.shape.length === 5 ? plainImages(x!) : x!;
    const y = applyOp(convOp, [images, plainKernels(w!)], attributes);
    const shifted = bias ? add(y, reshape(bias, [y.shape[1]!, 1, 1])) : y;
    return blockImages(shifted, block);
  },
);

type Lowering<A extends Attributes> = OpLowering<A, string, Emitter>;

const asImages = (value: string, shape: readonly number[], emit: Emitter) =>
  emit.node('Reshape', [value, int64Vector(shape, emit)]);

/** [N, C, H, W], as the kernels call a blocked image. */
function nominalShape(x: Tensor): readonly number[] {
  const [count, blocks, height, width, block = 1] = fixedShape(x) as [
    number,
    number,
    number,
    number,
    number?,
  ];
  return [count, blocks * block, height, width];
}

const lowerBlock: Lowering<BlockAttributes> = (node, [x], emit) =>
  asImages(emit.node('ReorderInput', [x!], {}, BLOCKED_DOMAIN), fixedShape(node), emit);

const lowerPlain: Lowering<Attributes> = (node, [x], emit) => {
  const nominal = asImages(x!, nominalShape(node.inputs[0]!), emit);
  const channels = { int: fixedShape(node)[1]! };
  return emit.node('ReorderOutput', [nominal], { channels }, BLOCKED_DOMAIN);
};

const lowerBlockedConv: Lowering<BlockedConvAttributes> = (node, [x, w, ...bias], emit) => {
  const { strides, pads, dilations, kernel } = node.attributes;
  const images = node.inputs[0]!;
  const [outputs] = nominalShape(node).slice(1);
  const [, inputs] = nominalShape(images);
  const operands = [
    images.shape.length === 5 ? asImages(x!, nominalShape(images), emit) : x!,
    asImages(w!, [outputs!, inputs!, ...kernel], emit),
    ...bias,
  ];
  const attributes = {
    ...{ strides: { ints: strides }, pads: { ints: pads }, dilations: { ints: dilations } },
    ...{ kernel_shape: { ints: kernel }, group: { int: 1 }, auto_pad: { string: 'NOTSET' } },
  };
  return asImages(emit.node('Conv', operands, attributes, BLOCKED_DOMAIN), fixedShape(node), emit);
};

/** How they are lowered, by name. */
export const blockedOps = {
  BlockImages: lowerBlock,
  PlainImages: lowerPlain,
  BlockedConv: lowerBlockedConv,
};
