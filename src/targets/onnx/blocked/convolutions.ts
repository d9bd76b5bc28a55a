// Convolutions by the blocked kernel, and their adjoints in the image: convolutions by turned kernels, one for each place
// within a stride. Adjoints in the kernel are in kernels.ts.

import { type StaticShape, sizeOf } from '../../../base/shape.ts';
import { dimensions } from '../../../compiler/rewrites/rewrite.ts';
import { type ConvAttributes, outputSize } from '../../../graph/convolution.ts';
import { add } from '../../../graph/elementwise.ts';
import { concat, reshape, slice } from '../../../graph/shaping.ts';
import { take } from '../../../graph/take.ts';
import { applyOp, type Tensor } from '../../../graph/tensor.ts';
import { turnBlocksOp } from './laying.ts';
import { isThin } from './layouts.ts';
import { blockedConvOp, plainResult } from './ops.ts';
import { eachPart, type Parts, placesOfParts, woven } from './parts.ts';
import { below, tableOf } from './tables.ts';

/** A convolution, and its channels. */
export interface Meeting extends ConvAttributes {
  readonly inputs: number;
  readonly outputs: number;
  readonly block: number;
}

/** The sizes that a table depends on, as text. */
export const keyOf = ({ strides, pads, dilations, size, kernel, inputs, outputs, block }: Meeting) =>
  [strides, pads, dilations, size, kernel, inputs, outputs, block].join(';');

export const NONE = [
  [0, 0],
  [0, 0],
] as const;

/** Whether the blocked kernels take a convolution. */
export function isBlockable({ groups, inputs, outputs, block }: Meeting): boolean {
  const isInputFit = isThin(inputs, block) || inputs % block === 0;
  return groups === 1 && outputs % block === 0 && isInputFit;
}

/** Blocked conv(x, w).
 *  @param x  blocked; plain of few channels */
export function forward(x: Tensor, w: Tensor, { inputs, outputs, ...attributes }: Meeting): Tensor {
  return applyOp(blockedConvOp, [x, w], { ...attributes, ...plainResult });
}

/** The same of few channels, in parts: convolutions with strides that many times as long, from where the first of a part
 *  begins.
 *  @param partStrides  of the parts */
export function thinForwardParts(
  x: Tensor,
  w: Tensor,
  { inputs, outputs, ...attributes }: Meeting,
  partStrides: StaticShape,
): readonly Tensor[] {
  const { strides, pads, dilations, size, kernel } = attributes;
  const steps = strides.map((stride, axis) => stride * partStrides[axis]!);
  return eachPart(partStrides, (...first) => {
    const starts = first.map((place, axis) => place * strides[axis]! - pads[axis]!);
    const ends = outputSize(attributes).map((count, axis) => {
      const last = Math.ceil((count - first[axis]!) / partStrides[axis]!) - 1;
      return starts[axis]! + last * steps[axis]! + (kernel[axis]! - 1) * dilations[axis]! + 1;
    });
    const own = starts.reduce(
      (image, start, axis) => (start > 0 ? slice(image, { axis: axis + 2, start, end: size[axis]! }) : image),
      x,
    );
    return applyOp(blockedConvOp, [own, w], {
      ...{ ...attributes, ...plainResult, strides: steps, size: dimensions(own).slice(2) },
      pads: [
        ...starts.map((start) => Math.max(0, -start)),
        ...ends.map((end, axis) => Math.max(0, end - size[axis]!)),
      ],
    });
  });
}

/** One part of an axis of the image by strides, and the taps that meet it: first, first + stride, … */
interface AxisPart {
  readonly first: number;
  readonly taps: number;
  /** Its places. */
  readonly count: number;
  /** Zeros before and after it, where it is convolved by its taps. */
  readonly pads: readonly [number, number];
  /** Zeros before and after the outputs, where the adjoint is. */
  readonly adjointPads: readonly [number, number];
}

function axisParts(meeting: Meeting, axis: 0 | 1): readonly AxisPart[] {
  const [stride, before] = [meeting.strides[axis]!, meeting.pads[axis]!];
  const outputs = outputSize(meeting)[axis];
  return below(stride).map((part) => {
    const [first, start] = placeOf(part + before, stride);
    const taps = Math.max(0, Math.ceil((meeting.kernel[axis]! - first) / stride));
    const count = Math.ceil((meeting.size[axis]! - part) / stride);
    return {
      ...{ first, taps, count },
      pads: [start, outputs + taps - 1 - start - count],
      adjointPads: [taps - 1 - start, start + count - outputs],
    };
  });
}

/** Whether the adjoint in the image is made of blocked convolutions. */
export function isInputBlockable(meeting: Meeting): boolean {
  const { inputs, block, dilations, strides, kernel } = meeting;
  if (dilations.some((dilation) => dilation !== 1)) return false;
  if (isThin(inputs, block)) return strides.every((stride, axis) => kernel[axis]! % stride === 0);
  const all = [...axisParts(meeting, 0), ...axisParts(meeting, 1)];
  return all.every(({ taps, count, adjointPads }) => taps > 0 && count > 0 && Math.min(...adjointPads) >= 0);
}

/** Blocked convInput(y, w), of blocked y, in parts by strides: each a convolution by the turned kernel. */
export function inputParts(y: Tensor, w: Tensor, meeting: Meeting): readonly Tensor[] {
  const { block, inputs, outputs, kernel, strides } = meeting;
  const [columns, rows] = [inputs / block, outputs / block];
  const taps = kernel[0]! * kernel[1]!;
  const turned = applyOp(turnBlocksOp, [reshape(w, [rows * columns * taps, block, block])], {});
  const [down, across] = [axisParts(meeting, 0), axisParts(meeting, 1)];
  return eachPart(strides, (r, q) => {
    const [vertical, horizontal] = [down[r]!, across[q]!];
    const shape = [columns, rows, vertical.taps, horizontal.taps] as const;
    const table = tableOf(['turned', keyOf(meeting), r, q], shape, (c, o, a, b) => {
      const u = vertical.first + strides[0]! * (vertical.taps - 1 - a);
      const v = horizontal.first + strides[1]! * (horizontal.taps - 1 - b);
      return ((o * columns + c) * kernel[0]! + u) * kernel[1]! + v;
    });
    const own = reshape(take(turned, table, 0), [...shape, block, block]);
    return convolved(y, own, [vertical.adjointPads, horizontal.adjointPads]);
  });
}

/** The same, woven together. */
export const input = (y: Tensor, w: Tensor, meeting: Meeting): Tensor =>
  woven({ strides: meeting.strides, tensors: inputParts(y, w, meeting) }, meeting.size);

/** Blocked conv(x, w) with a stride, of the parts of x: the sum of a convolution of each by the taps that it meets. One
 *  thread of an EPYC needs, in ms, with the stride and so: 64 → 128 channels, 4 × 4, stride 2, 64 samples of 14 × 14: 8.7
 *  and 6.9; 32 samples of 32 × 32: 21.1 and 18.6; 128 → 256 of 16 × 16: 43.2 and 40.8. */
export function forwardOfParts(parts: readonly Tensor[], w: Tensor, meeting: Meeting): Tensor {
  const { block, inputs, outputs, kernel } = meeting;
  const [columns, rows] = [inputs / block, outputs / block];
  const taps = reshape(w, [rows * columns * kernel[0]! * kernel[1]!, block, block]);
  const [down, across] = [axisParts(meeting, 0), axisParts(meeting, 1)];
  return eachPart(meeting.strides, (r, q) => [down[r]!, across[q]!] as const)
    .map(([vertical, horizontal], at) => {
      if (vertical.taps * horizontal.taps === 0) return undefined;
      const shape = [rows, columns, vertical.taps, horizontal.taps] as const;
      const table = tableOf(['met', keyOf(meeting), at], shape, (o, c, a, b) => {
        const u = vertical.first + meeting.strides[0]! * a;
        const v = horizontal.first + meeting.strides[1]! * b;
        return ((o * columns + c) * kernel[0]! + u) * kernel[1]! + v;
      });
      const own = reshape(take(taps, table, 0), [...shape, block, block]);
      return convolved(parts[at]!, own, [vertical.pads, horizontal.pads]);
    })
    .filter((part) => part !== undefined)
    .reduce((sum, part) => add(part, sum));
}

/** Whether `forwardOfParts` takes a convolution. */
export function isForwardOfParts(meeting: Meeting): boolean {
  const { strides, dilations, inputs, block, size } = meeting;
  const isStrided = strides.some((stride) => stride > 1) && dilations.every((dilation) => dilation === 1);
  if (strides.some((stride, axis) => stride > size[axis]!)) return false; // a part would have no places
  const all = [...axisParts(meeting, 0), ...axisParts(meeting, 1)];
  const isFit = all.every(({ taps, pads }) => taps === 0 || Math.min(...pads) >= 0);
  return isStrided && !isThin(inputs, block) && isFit;
}

/** A blocked convolution without a stride. */
export function convolved(
  x: Tensor,
  w: Tensor,
  pads: readonly (readonly [number, number])[],
  dilations: StaticShape = [1, 1],
): Tensor {
  const [[top, bottom], [left, right]] = pads as [[number, number], [number, number]];
  const block = dimensions(w).at(-1)!;
  return applyOp(blockedConvOp, [x, w], {
    ...{ strides: [1, 1], pads: [top, left, bottom, right], dilations, groups: 1 },
    ...{ block, ...plainResult, size: dimensions(x).slice(2, 4), kernel: dimensions(w).slice(2, 4) },
  });
}

/** Where a padded place lies: within a stride, and which stride. */
export const placeOf = (place: number, stride: number): [number, number] => [
  place % stride,
  Math.floor(place / stride),
];

/** Plain convInput(y, w) of few channels, of blocked y in parts: what each tap gives, as channels of one convolution of 1 × 1,
 *  then the sum of the taps that meet in a pixel. */
export function thinInputOfParts(y: Parts, w: Tensor, meeting: Meeting): Tensor {
  const { tensors: parts, strides: partStrides } = y;
  const { block, inputs, outputs, kernel, strides, pads, size } = meeting;
  const count = dimensions(parts[0]!)[0]!;
  const [height, width] = outputSize(meeting);
  const [down, across] = strides as [number, number];
  const [tall, wide] = [kernel[0]! / down, kernel[1]! / across];
  const used = down * across * inputs;
  const group = groupSize(used, block);
  const taps = Math.ceil((tall * wide * group) / block) * block;
  const rows = outputs / block;
  const tapShape = [taps / block, rows, block, block] as const;
  const byTap = tableOf(['taps', keyOf(meeting)], tapShape, (many, o, output, one) => {
    const tap = many * block + one;
    const [pair, place] = [Math.floor(tap / group), tap % group];
    if (pair >= tall * wide || place >= used) return -1;
    const [r, q] = [Math.floor(place / (across * inputs)), Math.floor(place / inputs) % across];
    const u = Math.floor(pair / wide) * down + r;
    const v = (pair % wide) * across + q;
    return (((o * inputs + (place % inputs)) * kernel[0]! + u) * kernel[1]! + v) * block + output;
  });
  const weights = reshape(take(reshape(w, [outputs * inputs * kernel[0]! * kernel[1]!]), byTap, 0), [
    ...[taps / block, rows, 1, 1, block, block],
  ]);
  const row = Math.min(group, block);
  const each = parts.map((part) => convolved(part, weights, NONE));
  const rowsOfTaps = concat(
    each.map((part) => reshape(part, [count, sizeOf(dimensions(part)) / count / row, row])),
    1,
  );
  const placeOfTap = placesOfParts(partStrides, [height, width], taps / block);
  const [gridHeight, gridWidth] = [height + tall - 1, width + wide - 1];
  const meetings = below(tall * wide).map((pair) => {
    const [a, b] = [Math.floor(pair / wide), pair % wide];
    const shape = [gridHeight, gridWidth, group / row] as const;
    const table = tableOf(['folded', keyOf(meeting), partStrides, pair].flat(), shape, (y, x, piece) => {
      const [i, j] = [y - a, x - b];
      if (i < 0 || j < 0 || i >= height || j >= width) return -1;
      const tap = pair * group + piece * row;
      return (placeOfTap(Math.floor(tap / block), i, j) * block + (tap % block)) / row;
    });
    return take(rowsOfTaps, table, 1);
  });
  const grid = reshape(
    meetings.reduce((sum, part) => add(sum, part)),
    [count, gridHeight * gridWidth * group],
  );
  const cropped = tableOf(['cropped', keyOf(meeting)], [inputs, size[0]!, size[1]!], (c, row, column) => {
    const [r, i] = placeOf(row + pads[0]!, down);
    const [q, j] = placeOf(column + pads[1]!, across);
    if (i >= gridHeight || j >= gridWidth) return -1;
    return (i * gridWidth + j) * group + (r * across + q) * inputs + c;
  });
  return reshape(take(grid, cropped, 1), [count, inputs, ...size]);
}

/** The smallest divisor of a block that holds so many numbers, or whole blocks. */
function groupSize(used: number, block: number): number {
  const divisor = below(block + 1).find((size) => size >= used && block % size === 0);
  return divisor ?? Math.ceil(used / block) * block;
}
