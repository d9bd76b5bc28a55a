// Ops of ONNX Runtime's own domain for blocked images. Each is defined by what it means in ops of the graph; they come
// after differentiation, and have no gradients.

import { sizeOf } from '../../../base/shape.ts';
import { type ConvAttributes, convOp } from '../../../graph/convolution.ts';
import { add, leakyRelu, relu } from '../../../graph/elementwise.ts';
import { fixedShape } from '../../../graph/leaves.ts';
import type { TakeAttributes } from '../../../graph/take.ts';
import { type Attributes, applyOp, type Tensor } from '../../../graph/tensor.ts';
import type { OpLowering } from '../../target.ts';
import type { Emitter } from '../emitter.ts';
import { gathered, hasStep, lowerTake } from '../take.ts';
import { layingOps } from './laying.ts';
import { blockImages, plainImages, plainKernels } from './layouts.ts';
import { BLOCKED_DOMAIN, type BlockAttributes, defineMeaning } from './meaning.ts';

export const blockOp = defineMeaning<BlockAttributes>('BlockImages', ([x], { block }) =>
  blockImages(x!, block),
);

export const plainOp = defineMeaning('PlainImages', ([x]) => plainImages(x!));

type BlockedConvAttributes = ConvAttributes &
  BlockAttributes & {
    /** What is made of the result: the name of the op, and its slope. */
    readonly activation: 'none' | 'Relu' | 'LeakyRelu';
    readonly alpha: number;
  };

/** What is made of nothing. */
export const plainResult = { activation: 'none', alpha: 0 } as const;

/** f(conv(x, w) + …) of blocked images and kernels, blocked; images of few channels stay as they are. Inputs after the two
 *  are added: a number for each channel, [1, C ÷ block, 1, 1, block], and a tensor like the result. */
export const blockedConvOp = defineMeaning<BlockedConvAttributes>(
  'BlockedConv',
  ([x, w, ...summands], { block, activation, alpha, ...attributes }) => {
    const images = x!.shape.length === 5 ? plainImages(x!) : x!;
    const y = blockImages(applyOp(convOp, [images, plainKernels(w!)], attributes), block);
    const sum = summands.reduce((total, summand) => add(total, summand), y);
    if (activation === 'none') return sum;
    return activation === 'Relu' ? relu(sum) : leakyRelu(sum, alpha);
  },
);

type Lowering<A extends Attributes> = OpLowering<A, string, Emitter>;

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
  emit.reshape(emit.node('ReorderInput', [x!], {}, BLOCKED_DOMAIN), nominalShape(node), node.shape);

const lowerPlain: Lowering<Attributes> = (node, [x], emit) => {
  const [images] = node.inputs as [Tensor];
  const nominal = emit.reshape(x!, images.shape, nominalShape(images));
  const channels = { int: fixedShape(node)[1]! };
  return emit.node('ReorderOutput', [nominal], { channels }, BLOCKED_DOMAIN);
};

const lowerBlockedConv: Lowering<BlockedConvAttributes> = (node, [x, w, ...summands], emit) => {
  const { strides, pads, dilations, kernel, activation, alpha } = node.attributes;
  const [images, kernels, ...added] = node.inputs as [Tensor, Tensor, ...Tensor[]];
  const [outputs] = nominalShape(node).slice(1);
  const [, inputs] = nominalShape(images);
  const isBias = added.map((summand) => sizeOf(fixedShape(summand)) === outputs);
  const shaped = summands.map((sum, at) =>
    emit.reshape(sum, added[at]!.shape, isBias[at] ? [outputs!] : nominalShape(node)),
  );
  const bias = shaped.filter((_, at) => isBias[at]);
  const whole = shaped.filter((_, at) => !isBias[at]);
  const operands = [
    emit.reshape(x!, images.shape, nominalShape(images)),
    emit.reshape(w!, kernels.shape, [outputs!, inputs!, ...kernel]),
    ...(bias.length === 0 && whole.length > 0 ? [''] : bias),
    ...whole,
  ];
  const attributes = {
    ...{ strides: { ints: strides }, pads: { ints: pads }, dilations: { ints: dilations } },
    ...{ kernel_shape: { ints: kernel }, group: { int: 1 }, auto_pad: { string: 'NOTSET' } },
    ...(activation !== 'none' && { activation: { string: activation } }),
    ...(activation === 'LeakyRelu' && { activation_params: { floats: [alpha] } }),
  };
  const y = emit.node('Conv', operands, attributes, BLOCKED_DOMAIN);
  return emit.reshape(y, nominalShape(node), node.shape);
};

/** Places with a step are gathered: ONNX Runtime gathers on all threads, and cuts on one. */
const lowerTakeInParallel: Lowering<TakeAttributes> = (node, [x], emit) =>
  hasStep(node.attributes.indices) ? gathered(x!, node.attributes, emit) : lowerTake(node, [x!], emit);

/** How they are lowered, by name. */
export const blockedOps = {
  ...layingOps,
  BlockImages: lowerBlock,
  PlainImages: lowerPlain,
  BlockedConv: lowerBlockedConv,
  Take: lowerTakeInParallel,
};
