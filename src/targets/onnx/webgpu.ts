// ONNX for graphics processors: convolutions that ONNX Runtime 1.30 computes wrongly on WebGPU, without an error, become
// equal ones of sizes that it computes right. `test/compiler/random-images-web.test.ts` has a case of each; where it says
// that one is right again, its repair can go.

import {
  type ConvAttributes,
  convInputOp,
  convOp,
  convWeightOp,
  isConvolution,
  outputSize,
} from '../../graph/convolution.ts';
import { pad, reshape, slice } from '../../graph/shaping.ts';
import { take } from '../../graph/take.ts';
import { applyOp, mapGraph, type Tensor } from '../../graph/tensor.ts';
import type { Target } from '../target.ts';
import { onnx } from './onnx.ts';

/** A convolution without groups reads so many channels in threes, into vectors of four
 *  (microsoft/onnxruntime#29651). */
const isMiscounted = (inputs: number, outputs: number) =>
  inputs > 3 && inputs % 3 === 0 && inputs % 4 !== 0 && outputs % 4 === 0;

/** Groups of so many outputs begin within a vector of four. */
const isRagged = (perGroup: number) => perGroup > 4 && perGroup % 4 !== 0;

/** The zeros around an image are overlooked where none are above and left of it, and each output sees one pixel;
 *  ONNX Runtime also makes such zeros of a Pad before. */
const isOverlooked = ({ pads }: ConvAttributes, kernel: readonly number[]) =>
  kernel.every((size) => size === 1) && pads[0] === 0 && pads[1] === 0 && pads.some((count) => count > 0);

const toMultipleOf4 = (x: Tensor, axis: number): Tensor =>
  pad(x, { axis, before: 0, after: -(x.shape[axis] as number) & 3 });

/** Zeros below and to the right of images, up to a size. */
const extended = (x: Tensor, size: readonly number[]): Tensor =>
  [2, 3].reduce(
    (grown, axis, at) => pad(grown, { axis, before: 0, after: size[at]! - (x.shape[axis] as number) }),
    x,
  );

const noPads = [0, 0, 0, 0];

/** Outputs that see zeros are zeros. */
const seenZeros = (x: Tensor, kernel: Tensor, attributes: ConvAttributes): Tensor =>
  extended(safeConv(x, kernel, { ...attributes, pads: noPads }), outputSize(attributes));

/** Weights that meet zeros are zeros. */
function metZeros(x: Tensor, y: Tensor, attributes: ConvAttributes): Tensor {
  const { size, kernel, dilations } = attributes;
  const inside = kernel.map((count, axis) =>
    Math.min(count, Math.floor((size[axis]! - 1) / dilations[axis]!) + 1),
  );
  const reach = inside.map((count, axis) => dilations[axis]! * (count - 1) + 1);
  const seen = [2, 3].reduce((part, axis, at) => slice(part, { axis, start: 0, end: reach[at]! }), x);
  const weights = safeConvWeight(seen, y, { ...attributes, pads: noPads, size: reach, kernel: inside });
  return extended(weights, kernel);
}

/** An axis in groups, with another number of places in each.
 *  @param change  of the groups and their places, which are axes of their own: the second is `axis + 1` */
function withinGroups(x: Tensor, axis: number, groups: number, change: (grouped: Tensor) => Tensor): Tensor {
  const [before, after] = [x.shape.slice(0, axis), x.shape.slice(axis + 1)];
  const grouped = reshape(x, [...before, groups, (x.shape[axis] as number) / groups, ...after]);
  const changed = change(grouped);
  return reshape(changed, [...before, groups * (changed.shape[axis + 1] as number), ...after]);
}

/** More places, zeros, at the end of each group of an axis. */
const widened = (x: Tensor, axis: number, groups: number): Tensor =>
  withinGroups(x, axis, groups, (grouped) => toMultipleOf4(grouped, axis + 1));

/** The first places of each group of an axis. */
const narrowed = (x: Tensor, axis: number, groups: number, kept: number): Tensor =>
  withinGroups(x, axis, groups, (grouped) => slice(grouped, { axis: axis + 1, start: 0, end: kept }));

function safeConv(x: Tensor, kernel: Tensor, attributes: ConvAttributes): Tensor {
  const { groups } = attributes;
  if (isOverlooked(attributes, attributes.kernel)) return seenZeros(x, kernel, attributes);
  const [outputs, inputs] = kernel.shape as [number, number];
  if (groups === 1 && isMiscounted(inputs, outputs)) {
    return applyOp(convOp, [toMultipleOf4(x, 1), toMultipleOf4(kernel, 1)], attributes);
  }
  if (groups === 1 || !isRagged(outputs / groups)) return applyOp(convOp, [x, kernel], attributes);
  const wide = applyOp(convOp, [x, widened(kernel, 0, groups)], attributes);
  return narrowed(wide, 1, groups, outputs / groups);
}

/** From several channels to one in each group, only the first group is right: a second channel, of zeros, beside it. */
function safeConvInput(y: Tensor, kernel: Tensor, attributes: ConvAttributes): Tensor {
  const { groups } = attributes;
  const [outputs, perGroup] = kernel.shape as [number, number];
  if (groups === 1 || perGroup > 1 || outputs === groups) {
    return applyOp(convInputOp, [y, kernel], attributes);
  }
  const wide = applyOp(convInputOp, [y, pad(kernel, { axis: 1, before: 0, after: 1 })], attributes);
  return take(
    wide,
    Array.from({ length: groups }, (_, group) => 2 * group),
    1,
  );
}

/** A convolution too, in which images are channels and outputs are the kernel. */
function safeConvWeight(x: Tensor, y: Tensor, attributes: ConvAttributes): Tensor {
  const { groups } = attributes;
  if (isOverlooked(attributes, outputSize(attributes))) return metZeros(x, y, attributes);
  const [count, outputs] = y.shape as [number, number];
  if (groups === 1 && isMiscounted(count, outputs)) {
    return applyOp(convWeightOp, [toMultipleOf4(x, 0), toMultipleOf4(y, 0)], attributes);
  }
  if (groups === 1 || !isRagged(outputs / groups)) return applyOp(convWeightOp, [x, y], attributes);
  const wide = applyOp(convWeightOp, [x, widened(y, 1, groups)], attributes);
  return narrowed(wide, 0, groups, outputs / groups);
}

const repairs: Readonly<Record<string, (a: Tensor, b: Tensor, attributes: ConvAttributes) => Tensor>> = {
  Conv: safeConv,
  ConvInput: safeConvInput,
  ConvWeight: safeConvWeight,
};

function repaired(node: Tensor): Tensor {
  if (!isConvolution(node)) return node;
  const [a, b] = node.inputs as [Tensor, Tensor];
  return repairs[node.op.name]!(a, b, node.attributes);
}

export const webgpuOnnx: Target = {
  ...onnx,
  passes: [{ name: 'webgpu-convolutions', apply: (roots) => mapGraph(roots, repaired) }, ...onnx.passes],
};
