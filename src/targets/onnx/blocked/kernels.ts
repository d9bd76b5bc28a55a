// Adjoints of blocked convolutions in the kernel: by the blocked kernel, or as a product of patches and outputs.

import { sizeOf } from '../../../base/shape.ts';
import { dimensions } from '../../../compiler/rewrites/rewrite.ts';
import { outputSize } from '../../../graph/convolution.ts';
import { gemm } from '../../../graph/gemm.ts';
import { concat, reshape, transpose } from '../../../graph/shaping.ts';
import { take } from '../../../graph/take.ts';
import { applyOp, type Tensor } from '../../../graph/tensor.ts';
import { convolved, keyOf, type Meeting, NONE, placeOf } from './convolutions.ts';
import { isThin } from './layouts.ts';
import { blockOp } from './ops.ts';
import { eachPart, inOnePart, joined, type Parts, placesOfParts } from './parts.ts';
import { below, tableOf } from './tables.ts';

/** The blocked kernel convWeight(x, y), of blocked y.
 *  @param x  blocked; plain of few channels */
export function kernel(x: Tensor, y: Tensor, meeting: Meeting): Tensor {
  return isBySamples(dimensions(y)[0]!, meeting)
    ? kernelBySamples(inOnePart(x), inOnePart(y), meeting)
    : kernelByPatches(x, y, meeting);
}

/** Whether `kernelBySamples` takes a convolution. */
export function isBySamples(count: number, meeting: Meeting): boolean {
  const isFilled = count % meeting.block === 0;
  const isDense = meeting.dilations.every((dilation) => dilation === 1);
  return isFilled && isDense;
}

/** By the blocked kernel, samples as its channels: the image's channels, each place within a stride apart, are a batch of
 *  images, the outputs a kernel, and what comes out are the taps. One thread of an EPYC needs, in ms, by patches and so:
 *  64 → 64 channels, 3 × 3, 64 samples of 32 × 32: 95 and 61; of 8 × 8: 5.7 and 3.5; 16 → 16 of 32 × 32: 22.8 and 6.7;
 *  64 → 128, 4 × 4, stride 2, of 14 × 14: 12.1 and 11.2; 1 → 64 of 28 × 28: 2.7 and 0.9; 3 → 64, 3 × 3, of 32 × 32: 21.8
 *  and 6.6. Zeros around the image are part of it: the kernel goes through its own one place at a time. A row of results
 *  is as short as the kernel is wide, and the outputs, which are many, are read for each row: so images of several channels
 *  lie abreast, column by column, and the kernel's columns as far apart: 14.9 ms instead of 18.6 (64 → 128, 4 × 4,
 *  stride 2, 128 samples of 14 × 14). */
export function kernelBySamples(x: Parts, y: Parts, meeting: Meeting): Tensor {
  const { tensors: parts, strides: partStrides } = x;
  const { block, inputs, outputs, strides, pads, kernel: reach } = meeting;
  const [down, across] = strides as [number, number];
  const [height, width] = outputSize(meeting);
  const [tall, wide] = [Math.ceil(reach[0]! / down), Math.ceil(reach[1]! / across)];
  const [gridHeight, gridWidth] = [height + tall - 1, width + wide - 1];
  const many = dimensions(y.tensors[0]!)[0]! / block;
  /** Channels that lie side by side in a row of memory. */
  const of = isThin(inputs, block) ? 1 : block;
  /** The places within a stride that each part of the image has. */
  const placesOf = eachPart(partStrides, (lower, right) =>
    eachPart(strides, (r, q) => [r, q] as const).filter(
      ([r, q]) =>
        (r - pads[0]! - lower) % partStrides[0]! === 0 && (q - pads[1]! - right) % partStrides[1]! === 0,
    ),
  );
  const abreast = isThin(inputs, block) ? divisorUpTo(16, placesOf[0]!.length * inputs) : block;
  /** The channels of a part of the image, rows and columns of the places that the grid has of it. */
  const gridOf = (part: Tensor, at: number) => {
    const places = placesOf[at]!;
    const numbers = sizeOf(dimensions(part)) / (many * block);
    const [tallPart, widePart] = dimensions(part).slice(2, 4) as [number, number];
    const [lower, right] = [Math.floor(at / partStrides[1]!), at % partStrides[1]!];
    const placeAt = (c: number, row: number, column: number) => {
      const [i, j] = [(row - lower) / partStrides[0]!, (column - right) / partStrides[1]!];
      return i < 0 || j < 0 || i >= tallPart || j >= widePart ? -1 : (c * tallPart + i) * widePart + j;
    };
    const groups = (places.length * inputs) / abreast;
    const shape = [groups, many, gridHeight, gridWidth, abreast / of] as const;
    const key = ['grid', keyOf(meeting), many, ...partStrides, at];
    const table = tableOf(key, shape, (group, n, i, j, piece) => {
      const row = (group * abreast) / of + piece;
      const [r, q] = places[Math.floor((row * of) / inputs)]!;
      const place = placeAt(row % (inputs / of), i * down + r - pads[0]!, j * across + q - pads[1]!);
      return place < 0 ? -1 : (n * numbers) / of + place;
    });
    const bySample = applyOp(blockOp, [reshape(part, [1, many * block, 1, numbers])], { block });
    return reshape(take(reshape(bySample, [(many * numbers) / of, of * block]), table, 0), [
      ...[groups, many, gridHeight, gridWidth * abreast, block],
    ]);
  };
  const rows = outputs / block;
  const kernelShape = [rows, many, height * width, block] as const;
  const placeOfOutput = placesOfParts(y.strides, [height, width], rows);
  const seen = tableOf(['seen', keyOf(meeting), many, ...y.strides], kernelShape, (o, n, place, one) => {
    const at = placeOfOutput(o, Math.floor(place / width), place % width);
    return (n * block + one) * rows * height * width + at;
  });
  const seenRows = take(reshape(joined(y), [many * block * rows * height * width, block]), seen, 0);
  const seenKernel = reshape(seenRows, [rows, many, height, width, block, block]);
  const each = parts.map((part, at) => {
    const count = placesOf[at]!.length * inputs * rows * tall * wide;
    return reshape(convolved(gridOf(part, at), seenKernel, NONE, [1, abreast]), [count, block]);
  });
  const order = placesOf.flat();
  const indexOf = (r: number, q: number) => order.findIndex(([a, b]) => a === r && b === q);
  const inner = isThin(inputs, block) ? [inputs, 1] : [inputs / block, block];
  const tapShape = [rows, inner[0]!, reach[0]!, reach[1]!, inner[1]!] as const;
  const byKernel = tableOf(
    ['regrouped', keyOf(meeting), ...partStrides],
    tapShape,
    (o, blocks, u, v, one) => {
      const [[r, a], [q, b]] = [placeOf(u, down), placeOf(v, across)];
      const image = indexOf(r, q) * inputs + blocks * inner[1]! + one;
      const group = Math.floor(image / abreast);
      return (((group * rows + o) * tall + a) * wide + b) * abreast + (image % abreast);
    },
  );
  const found = take(concat(each, 0), byKernel, 0);
  return reshape(found, [rows, inner[0]!, ...reach, ...(isThin(inputs, block) ? [] : [block]), block]);
}

/** The largest divisor of a number up to a bound. */
const divisorUpTo = (bound: number, count: number) =>
  below(bound + 1).findLast((divisor) => divisor > 0 && count % divisor === 0)!;

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
