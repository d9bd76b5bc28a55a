// Functions of images float32[N, C, H, W], made of ops: pooling, enlarging, filtering.

import { ShapeError } from '../base/errors.ts';
import { formatType, type StaticShape } from '../base/shape.ts';
import { conv, type Pair, pairOf } from './convolution.ts';
import { add, maximum, mul } from './elementwise.ts';
import { constant } from './leaves.ts';
import { broadcastTo } from './reduction.ts';
import { reshape, slice, transpose } from './shaping.ts';
import { take } from './take.ts';
import type { Tensor } from './tensor.ts';

const HEIGHT = 2;
const WIDTH = 3;

/** Windows of an image. */
export interface PoolOptions {
  /** Height and width of a window. */
  readonly size: Pair;
  /** Distance between windows; default: their size. */
  readonly stride?: Pair;
}

/** For each place (u, v) of a window, in row order, the image of what lies there: float32[N, C, H', W']. */
function taps(x: Tensor, { size, stride = size }: PoolOptions, where: string): readonly Tensor[] {
  const [rows, columns] = pairOf(size);
  const [down, across] = pairOf(stride);
  const [height, width] = x.shape.slice(HEIGHT) as StaticShape;
  const counts = [Math.floor((height! - rows) / down) + 1, Math.floor((width! - columns) / across) + 1];
  if (counts.some((count) => !(count >= 1))) {
    throw new ShapeError(
      `${where}: windows of ${rows}×${columns} must fit into the image, got ${formatType(x)}`,
    );
  }
  const every = (image: Tensor, axis: number, start: number, step: number, count: number) =>
    step === 1
      ? slice(image, { axis, start, end: start + count })
      : take(
          image,
          Array.from({ length: count }, (_, k) => start + k * step),
          axis,
        );
  return Array.from({ length: rows }, (_, u) => every(x, HEIGHT, u, down, counts[0]!)).flatMap((row) =>
    Array.from({ length: columns }, (_, v) => every(row, WIDTH, v, across, counts[1]!)),
  );
}

/** The mean of each window, as PyTorch's `AvgPool2d` without padding.
 *  @param x  float32[N, C, H, W]
 *  @returns  float32[N, C, ⌊(H − size) ÷ stride⌋ + 1, …]
 *  @throws   ShapeError if no window fits */
export function averagePool(x: Tensor, options: PoolOptions): Tensor {
  const parts = taps(x, options, 'averagePool');
  return mul(parts.reduce(add), 1 / parts.length);
}

/** The largest value of each window, as PyTorch's `MaxPool2d` without padding; among equal ones the adjoint goes to the
 *  first in row order, as there.
 *  @param x  float32[N, C, H, W]
 *  @returns  float32[N, C, ⌊(H − size) ÷ stride⌋ + 1, …]
 *  @throws   ShapeError if no window fits */
export function maxPool(x: Tensor, options: PoolOptions): Tensor {
  return taps(x, options, 'maxPool').reduce(maximum);
}

/** Every pixel as a block of equal ones, as PyTorch's `Upsample(mode='nearest')`: float32[N, C, H·times, W·times]. */
export function enlargeNearest(x: Tensor, times: Pair = 2): Tensor {
  const [down, across] = pairOf(times);
  const [count, channels, height, width] = x.shape as [number, number, number, number];
  const spread = reshape(x, [count, channels, height, 1, width, 1]);
  const blocks = broadcastTo(spread, [count, channels, height, down, width, across]);
  return reshape(blocks, [count, channels, height * down, width * across]);
}

/** Bilinear interpolation to another size, pixels as areas, as PyTorch's `interpolate(mode='bilinear')` with
 *  `align_corners=False`, without antialiasing: float32[N, C, ...size]. */
export function resizeBilinear(x: Tensor, size: Pair): Tensor {
  const [height, width] = pairOf(size);
  return along(along(x, HEIGHT, height), WIDTH, width);
}

function along(x: Tensor, axis: number, size: number): Tensor {
  const before = x.shape[axis] as number;
  if (size === before) return x;
  const places = Array.from({ length: size }, (_, k) => Math.max(0, ((k + 0.5) * before) / size - 0.5));
  const near = places.map(Math.floor);
  const shares = places.map((place, k) => place - near[k]!);
  const shape = x.shape.map((_, at) => (at === axis ? size : 1));
  const weighted = (indices: readonly number[], weights: readonly number[]) =>
    mul(take(x, indices, axis), constant(weights, shape));
  return add(
    weighted(
      near,
      shares.map((share) => 1 - share),
    ),
    weighted(
      near.map((place) => Math.min(place + 1, before - 1)),
      shares,
    ),
  );
}

/** Blocks of times × times pixels as channels, as PyTorch's `PixelUnshuffle`: float32[N, C·times², H ÷ times, …].
 *  @throws ShapeError if height or width are no multiples */
export function spaceToDepth(x: Tensor, times: number): Tensor {
  const [count, channels, height, width] = x.shape as [number, number, number, number];
  if (height % times !== 0 || width % times !== 0) {
    throw new ShapeError(`spaceToDepth: ${times} must divide height and width, got ${formatType(x)}`);
  }
  const [rows, columns] = [height / times, width / times];
  const blocks = reshape(x, [count, channels, rows, times, columns, times]);
  return reshape(transpose(blocks, [0, 1, 3, 5, 2, 4]), [count, channels * times ** 2, rows, columns]);
}

/** Channels as blocks of times × times pixels, as PyTorch's `PixelShuffle`: float32[N, C ÷ times², H·times, …].
 *  @throws ShapeError if the channels are no multiple of times² */
export function depthToSpace(x: Tensor, times: number): Tensor {
  const [count, channels, height, width] = x.shape as [number, number, number, number];
  if (channels % times ** 2 !== 0) {
    throw new ShapeError(`depthToSpace: ${times}² must divide the channels, got ${formatType(x)}`);
  }
  const blocks = reshape(x, [count, channels / times ** 2, times, times, height, width]);
  return reshape(transpose(blocks, [0, 1, 4, 2, 5, 3]), [
    count,
    channels / times ** 2,
    height * times,
    width * times,
  ]);
}

/** How an image is filtered and brought to another size. */
export interface ResampleOptions {
  /** The filter's weights [height, width], row-major. */
  readonly filter: { readonly weights: readonly number[]; readonly size: readonly [number, number] };
  /** Zeros are put between pixels, so that there are so many times as many; default 1. */
  readonly up?: Pair;
  /** Of the result, every so many-th pixel stays; default 1. */
  readonly down?: Pair;
  /** Zeros around the enlarged image, [top, left, bottom, right]; default none. */
  readonly padding?: readonly [number, number, number, number];
}

/** Enlarge with zeros, pad, filter each channel, reduce: `upfirdn2d` of StyleGAN2 (Karras et al. 2020, arXiv:1912.04958,
 *  appendix B). The filter is turned by 180°, as in a convolution proper.
 *  @param x  float32[N, C, H, W]
 *  @throws   ShapeError if the filter does not fit into the padded image */
export function resample(
  x: Tensor,
  { filter, up = 1, down = 1, padding = [0, 0, 0, 0] }: ResampleOptions,
): Tensor {
  const channels = x.shape[1] as number;
  const grown = [HEIGHT, WIDTH].reduce((image, axis, at) => withZeros(image, axis, pairOf(up)[at]!), x);
  const kernel = constant(filter.weights.toReversed(), [1, 1, ...filter.size]);
  const each = broadcastTo(kernel, [channels, 1, ...filter.size]);
  return conv(grown, each, { stride: down, padding, groups: channels });
}

function withZeros(x: Tensor, axis: number, times: number): Tensor {
  if (times === 1) return x;
  const size = (x.shape[axis] as number) * times;
  return take(
    x,
    Array.from({ length: size }, (_, k) => (k % times === 0 ? k / times : -1)),
    axis,
  );
}
