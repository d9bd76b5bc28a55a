// Convolutions as standard ops of ONNX, whatever their sizes.

import type { OnnxAttribute } from '../../formats/onnx.ts';
import { type ConvAttributes, outputSize } from '../../graph/convolution.ts';
import { fixedShape } from '../../graph/leaves.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { type Emitter, int64Vector } from './emitter.ts';

type Lowering = (node: Tensor<ConvAttributes>, inputs: readonly string[], emit: Emitter) => string;

const ints = (values: readonly number[]): OnnxAttribute => ({ ints: values });

const geometry = ({ strides, pads, dilations, groups, kernel }: ConvAttributes) => ({
  ...{ strides: ints(strides), pads: ints(pads), dilations: ints(dilations) },
  ...{ kernel_shape: ints(kernel), group: { int: groups } },
});

export const lowerConv: Lowering = ({ attributes }, inputs, emit) =>
  emit.node('Conv', inputs, geometry(attributes));

/** ConvTranspose, with what the image has beyond the last kernel as output padding. */
export const lowerConvInput: Lowering = ({ attributes }, inputs, emit) => {
  const rest = remainders(attributes);
  return emit.node('ConvTranspose', inputs, {
    ...geometry(attributes),
    ...(rest.some((count) => count > 0) && { output_padding: ints(rest) }),
  });
};

/** Rows and columns of the padded image beyond the last kernel. */
function remainders(attributes: ConvAttributes): number[] {
  const { strides, pads, dilations, size, kernel } = attributes;
  return outputSize(attributes).map((count, axis) => {
    const reach = (count - 1) * strides[axis]! + dilations[axis]! * (kernel[axis]! - 1) + 1;
    return size[axis]! + pads[axis]! + pads[axis + 2]! - reach;
  });
}

/** A convolution whose images are channels and whose channels are images, and whose kernel are the outputs, as far apart
 *  as the strides were; the groups side by side as channels. */
export const lowerConvWeight: Lowering = (node, [x, y], emit) => {
  const { strides, pads, dilations, groups, size, kernel } = node.attributes;
  const [outputs, perGroup] = fixedShape(node) as [number, number];
  const count = fixedShape(node.inputs[0]!)[0]!;
  const turned = (value: string) => emit.node('Transpose', [value], { perm: ints([1, 0, 2, 3]) });
  const images = () => {
    if (groups === 1) return turned(x!);
    const image = fixedShape(node.inputs[0]!);
    const grouped = emit.reshape(x!, image, [count, groups, perGroup, ...size]);
    const byChannel = emit.node('Transpose', [grouped], { perm: ints([2, 1, 0, 3, 4]) });
    return emit.reshape(byChannel, [perGroup, groups, count, ...size], [perGroup, groups * count, ...size]);
  };
  const product = emit.node('Conv', [images(), turned(y!)], {
    ...{ strides: ints(dilations), dilations: ints(strides), pads: ints(pads) },
    ...{ kernel_shape: ints(outputSize(node.attributes)), group: { int: groups } },
  });
  const excess = remainders(node.attributes).some((rest, axis) => rest >= dilations[axis]!);
  if (!excess) return turned(product);
  const ranges = [
    [0, 0, 0, 0],
    [perGroup, outputs, ...kernel],
    [0, 1, 2, 3],
  ];
  return turned(emit.node('Slice', [product, ...ranges.map((range) => int64Vector(range, emit))]));
};
