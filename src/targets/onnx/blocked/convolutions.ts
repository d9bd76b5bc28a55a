// The three convolutions by the blocked kernel, which knows only the first: the adjoint in the image is convolutions by
// turned kernels, one for each place within a stride; the adjoint in the kernel a product of patches and outputs.

import { dimensions } from '../../../compiler/rewrites/rewrite.ts';
import { type ConvAttributes, outputSize } from '../../../graph/convolution.ts';
import { add } from '../../../graph/elementwise.ts';
import { gemm } from '../../../graph/gemm.ts';
import { concat, reshape, transpose } from '../../../graph/shaping.ts';
import { take } from '../../../graph/take.ts';
import { applyOp, type Tensor } from '../../../graph/tensor.ts';
import { isThin } from './layouts.ts';
import { blockedConvOp, blockOp, plainResult } from './ops.ts';
import { below, tableOf } from './tables.ts';

/** A convolution, and its channels. */
export interface Meeting extends ConvAttributes {
  readonly inputs: number;
  readonly outputs: number;
  readonly block: number;
}

/** The sizes that a table depends on, as text. */
const keyOf = ({ strides, pads, dilations, size, kernel, inputs, outputs, block }: Meeting) =>
  [strides, pads, dilations, size, kernel, inputs, outputs, block].join(';');

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

/** What one place within a stride sees of a kernel's axis: taps place, place + stride, … */
interface Parity {
  readonly taps: number;
  /** The first of its places of the image, counted in strides, padding included. */
  readonly first: number;
  readonly count: number;
  /** Zeros before and after the outputs. */
  readonly pads: readonly [number, number];
}

function paritiesOf(meeting: Meeting, axis: 0 | 1): readonly Parity[] {
  const [stride, kernel, size, before] = [
    ...[meeting.strides[axis]!, meeting.kernel[axis]!, meeting.size[axis]!],
    meeting.pads[axis]!,
  ] as [number, number, number, number];
  const outputs = outputSize(meeting)[axis];
  return below(stride).map((place) => {
    const taps = Math.ceil((kernel - place) / stride);
    const first = Math.ceil((before - place) / stride);
    const last = Math.floor((size - 1 + before - place) / stride);
    return { taps, first, count: last - first + 1, pads: [taps - 1 - first, last - outputs + 1] };
  });
}

/** Whether the adjoint in the image is made of blocked convolutions. */
export function isInputBlockable(meeting: Meeting): boolean {
  const { inputs, block, dilations, strides, kernel } = meeting;
  if (dilations.some((dilation) => dilation !== 1)) return false;
  if (isThin(inputs, block)) return strides.every((stride, axis) => kernel[axis]! % stride === 0);
  const all = [...paritiesOf(meeting, 0), ...paritiesOf(meeting, 1)];
  return all.every(({ taps, count, pads }) => taps > 0 && count > 0 && Math.min(...pads) >= 0);
}

/** Blocked convInput(y, w), of blocked y: a convolution by the turned kernel for each place within a stride, woven
 *  together. */
export function input(y: Tensor, w: Tensor, meeting: Meeting): Tensor {
  const { block, inputs, outputs, kernel, strides, size } = meeting;
  const count = dimensions(y)[0]!;
  const [columns, rows] = [inputs / block, outputs / block];
  const taps = kernel[0]! * kernel[1]!;
  const turned = transpose(reshape(w, [rows * columns * taps, block, block]), [0, 2, 1]);
  const [down, across] = [paritiesOf(meeting, 0), paritiesOf(meeting, 1)];
  const parts = down.flatMap((vertical, r) =>
    across.map((horizontal, q) => {
      const shape = [columns, rows, vertical.taps, horizontal.taps] as const;
      const table = tableOf(['turned', keyOf(meeting), r, q], shape, (c, o, a, b) => {
        const u = r + strides[0]! * (vertical.taps - 1 - a);
        const v = q + strides[1]! * (horizontal.taps - 1 - b);
        return ((o * columns + c) * kernel[0]! + u) * kernel[1]! + v;
      });
      const own = reshape(take(turned, table, 0), [...shape, block, block]);
      const [top, bottom] = vertical.pads;
      const [left, right] = horizontal.pads;
      return applyOp(blockedConvOp, [y, own], {
        ...{
          strides: [1, 1],
          pads: [top, left, bottom, right],
          dilations: [1, 1],
          groups: 1,
          block,
          ...plainResult,
        },
        ...{ size: dimensions(y).slice(2, 4), kernel: [vertical.taps, horizontal.taps] },
      });
    }),
  );
  if (parts.length === 1) return parts[0]!;
  const flat = parts.map((part) => {
    const [, , height, width] = dimensions(part) as [number, number, number, number];
    return reshape(part, [count, columns * height * width, block]);
  });
  const starts = startsOf(flat.map((part) => dimensions(part)[1]!));
  const woven = tableOf(['woven', keyOf(meeting)], [columns, size[0]!, size[1]!], (c, row, column) => {
    const [r, i] = placeOf(row + meeting.pads[0]!, strides[0]!);
    const [q, j] = placeOf(column + meeting.pads[1]!, strides[1]!);
    const [vertical, horizontal] = [down[r]!, across[q]!];
    const at = (c * vertical.count + i - vertical.first) * horizontal.count + j - horizontal.first;
    return starts[r * strides[1]! + q]! + at;
  });
  return reshape(take(concat(flat, 1), woven, 1), [count, columns, ...size, block]);
}

/** Where a padded place lies: within a stride, and which stride. */
const placeOf = (place: number, stride: number): [number, number] => [
  place % stride,
  Math.floor(place / stride),
];

/** Where each of several parts begins. */
function startsOf(lengths: readonly number[]): readonly number[] {
  let start = 0;
  return lengths.map((length) => {
    start += length;
    return start - length;
  });
}

/** Plain convInput(y, w) of few channels, of blocked y: what each tap gives, as channels of one convolution of 1 × 1,
 *  then the sum of the taps that meet in a pixel. */
export function thinInput(y: Tensor, w: Tensor, meeting: Meeting): Tensor {
  const { block, inputs, outputs, kernel, strides, pads, size } = meeting;
  const count = dimensions(y)[0]!;
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
  const each = applyOp(blockedConvOp, [y, weights], {
    ...{ strides: [1, 1], pads: [0, 0, 0, 0], dilations: [1, 1], groups: 1, block, ...plainResult },
    ...{ size: [height, width], kernel: [1, 1] },
  });
  const row = Math.min(group, block);
  const rowsOfTaps = reshape(each, [count, (taps / row) * height * width, row]);
  const [gridHeight, gridWidth] = [height + tall - 1, width + wide - 1];
  const meetings = below(tall * wide).map((pair) => {
    const [a, b] = [Math.floor(pair / wide), pair % wide];
    const shape = [gridHeight, gridWidth, group / row] as const;
    const table = tableOf(['folded', keyOf(meeting), pair], shape, (y, x, piece) => {
      const [i, j] = [y - a, x - b];
      if (i < 0 || j < 0 || i >= height || j >= width) return -1;
      const tap = pair * group + piece * row;
      const at = (Math.floor(tap / block) * height + i) * width + j;
      return (at * block + (tap % block)) / row;
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

/** The blocked kernel convWeight(x, y), of blocked y.
 *  @param x  blocked; plain of few channels */
export function kernel(x: Tensor, y: Tensor, meeting: Meeting): Tensor {
  const isFilled = dimensions(y)[0]! % meeting.block === 0;
  const isDense = meeting.dilations.every((dilation) => dilation === 1);
  return isFilled && isDense ? kernelBySamples(x, y, meeting) : kernelByPatches(x, y, meeting);
}

/** By the blocked kernel, samples as its channels: the image's channels, each place within a stride apart, are a batch of
 *  images, the outputs a kernel, and what comes out are the taps. One thread of an EPYC needs, in ms, by patches and so:
 *  64 → 64 channels, 3 × 3, 64 samples of 32 × 32: 95 and 61; of 8 × 8: 5.7 and 3.5; 16 → 16 of 32 × 32: 22.8 and 6.7;
 *  64 → 128, 4 × 4, stride 2, of 14 × 14: 12.1 and 11.2; 1 → 64 of 28 × 28: 2.7 and 0.9; 3 → 64, 3 × 3, of 32 × 32: 21.8
 *  and 6.6. Zeros around the image are part of it: the kernel goes through its own one place at a time. */
function kernelBySamples(x: Tensor, y: Tensor, meeting: Meeting): Tensor {
  const { block, inputs, outputs, strides, pads, size, kernel: reach } = meeting;
  const [down, across] = strides as [number, number];
  const [height, width] = outputSize(meeting);
  const [tall, wide] = [Math.ceil(reach[0]! / down), Math.ceil(reach[1]! / across)];
  const [gridHeight, gridWidth] = [height + tall - 1, width + wide - 1];
  const many = dimensions(y)[0]! / block;
  const numbers = inputs * size[0]! * size[1]!;
  const bySample = applyOp(blockOp, [reshape(x, [1, many * block, 1, numbers])], { block });
  const placeAt = (c: number, row: number, column: number) => {
    if (row < 0 || column < 0 || row >= size[0]! || column >= size[1]!) return -1;
    const [blocks, one, of] = isThin(inputs, block) ? [c, 0, 1] : [Math.floor(c / block), c % block, block];
    return ((blocks * size[0]! + row) * size[1]! + column) * of + one;
  };
  const gridShape = [down, across, inputs, many, gridHeight, gridWidth] as const;
  const grid = tableOf(['grid', keyOf(meeting), many], gridShape, (r, q, c, n, i, j) => {
    const place = placeAt(c, i * down + r - pads[0]!, j * across + q - pads[1]!);
    return place < 0 ? -1 : n * numbers + place;
  });
  const images = take(reshape(bySample, [many * numbers, block]), grid, 0);
  const rows = outputs / block;
  const kernelShape = [rows, many, height * width, block] as const;
  const seen = tableOf(['seen', keyOf(meeting), many], kernelShape, (o, n, place, one) => {
    return ((n * block + one) * rows + o) * height * width + place;
  });
  const seenRows = take(reshape(y, [many * block * rows * height * width, block]), seen, 0);
  const taps = applyOp(
    blockedConvOp,
    [
      reshape(images, [down * across * inputs, many, gridHeight, gridWidth, block]),
      reshape(seenRows, [rows, many, height, width, block, block]),
    ],
    {
      ...{ strides: [1, 1], pads: [0, 0, 0, 0], dilations: [1, 1], groups: 1, block, ...plainResult },
      ...{ size: [gridHeight, gridWidth], kernel: [height, width] },
    },
  );
  const inner = isThin(inputs, block) ? [inputs, 1] : [inputs / block, block];
  const tapShape = [rows, inner[0]!, reach[0]!, reach[1]!, inner[1]!] as const;
  const byKernel = tableOf(['by kernel', keyOf(meeting)], tapShape, (o, blocks, u, v, one) => {
    const [r, a] = placeOf(u, down);
    const [q, b] = placeOf(v, across);
    const image = (r * across + q) * inputs + blocks * inner[1]! + one;
    return ((image * rows + o) * tall + a) * wide + b;
  });
  const found = take(reshape(taps, [down * across * inputs * rows * tall * wide, block]), byKernel, 0);
  return reshape(found, [rows, inner[0]!, ...reach, ...(isThin(inputs, block) ? [] : [block]), block]);
}

/** As a product: patchesᵀ · outputs. */
function kernelByPatches(x: Tensor, y: Tensor, meeting: Meeting): Tensor {
  const { block, inputs, outputs, kernel: reach } = meeting;
  const [height, width] = outputSize(meeting);
  const count = dimensions(y)[0]!;
  const rows = outputs / block;
  const places = count * height * width;
  const byPlace = tableOf(
    ['outputs', keyOf(meeting)],
    [height * width, rows],
    (place, o) => o * height * width + place,
  );
  const seen = reshape(take(reshape(y, [count, rows * height * width, block]), byPlace, 1), [
    places,
    outputs,
  ]);
  const inner = isThin(inputs, block) ? [inputs] : [inputs / block, block];
  const across = inputs * reach[0]! * reach[1]!;
  const product = gemm(patches(x, meeting), seen, { transposeA: true });
  const many = transpose(reshape(product, [across, rows, block]), [1, 0, 2]);
  return reshape(many, [rows, inner[0]!, ...reach, ...inner.slice(1), block]);
}

/** What each output sees, as rows float32[N·H·W, blocks · kernel · channels of a block]. */
function patches(x: Tensor, meeting: Meeting): Tensor {
  const { block, inputs, kernel: reach, size, strides, pads, dilations } = meeting;
  const [blocks, width] = isThin(inputs, block) ? [inputs, 1] : [inputs / block, block];
  const [rows, columns] = outputSize(meeting);
  const count = dimensions(x)[0]!;
  const shape = [rows, columns, blocks, reach[0]!, reach[1]!] as const;
  const table = tableOf(['patches', keyOf(meeting)], shape, (i, j, c, u, v) => {
    const row = i * strides[0]! - pads[0]! + u * dilations[0]!;
    const column = j * strides[1]! - pads[1]! + v * dilations[1]!;
    if (row < 0 || column < 0 || row >= size[0]! || column >= size[1]!) return -1;
    return (c * size[0]! + row) * size[1]! + column;
  });
  const taken = take(reshape(x, [count, blocks * size[0]! * size[1]!, width]), table, 1);
  return reshape(taken, [count * rows * columns, inputs * reach[0]! * reach[1]!]);
}
