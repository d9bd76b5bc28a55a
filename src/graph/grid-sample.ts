// Images read at any places, bilinearly. The share that a pixel has in a place is the product of two hats,
//   y(u, v) = Σ x(i, j) · hat(u − i) · hat(v − j),   hat(d) = max(0, 1 − |d|),
// so that sampling is matrix products with hats: their adjoints are products too, which sum in a fixed order on every
// device, and every order of derivative exists, in the image and in the places. A gather would read four pixels a place
// where the products read all; but its adjoint is a scatter, whose sums come in no order that repeats.
// Samples need P·C·H·W multiplications for P places; along the axes alone, C·H·(W·Q + P·Q).

import { ShapeError } from '../base/errors.ts';
import { formatType, type StaticShape } from '../base/shape.ts';
import { batchMatmul } from './batch-matmul.ts';
import { abs, add, cast, clip, mul, relu, sub } from './elementwise.ts';
import { constant } from './leaves.ts';
import { broadcastTo, reduceSum } from './reduction.ts';
import { reshape, slice, transpose } from './shaping.ts';
import type { Tensor } from './tensor.ts';

/** What lies beyond an image: zeros, or the image mirrored at the outer edges of its pixels. */
export type SamplePadding = 'zeros' | 'reflection';

/** How places outside are read. */
export interface SampleOptions {
  /** Default: zeros. */
  readonly padding?: SamplePadding;
}

/** float32[N, C, H, W] read at places of its own for each image, as PyTorch's
 *  `grid_sample(mode='bilinear', align_corners=False)`.
 *  @param x     float32[N, C, H, W]
 *  @param grid  float32[N, P, Q, 2] places (across, down); −1 and 1 are the outer edges of the image
 *  @returns     float32[N, C, P, Q]
 *  @throws ShapeError if the grid is of another shape */
export function gridSample(x: Tensor, grid: Tensor, { padding = 'zeros' }: SampleOptions = {}): Tensor {
  const [count, channels, height, width] = requireImages('gridSample', x);
  const [grids, rows, columns, axes] = grid.shape as StaticShape;
  if (grid.shape.length !== 4 || grids !== count || axes !== 2) {
    throw new ShapeError(
      `gridSample: needs places [${count},rows,columns,2] of as many images, got ${formatType(grid)} for ${formatType(x)}`,
    );
  }
  const places = rows! * columns!;
  const along = (axis: 0 | 1) =>
    reshape(slice(grid, { axis: 3, start: axis, end: axis + 1 }), [count, places]);
  const across = hats(along(0), width, padding); // [N, P·Q, W]
  const down = hats(along(1), height, padding); // [N, P·Q, H]
  const lines = batchMatmul(across, reshape(x, [count, channels * height, width]), { transposeB: true });
  const weighted = mul(
    reshape(lines, [count, places, channels, height]),
    reshape(down, [count, places, 1, height]),
  );
  const samples = transpose(reduceSum(weighted, { axes: [3] }), [0, 2, 1]);
  return reshape(samples, [count, channels, rows!, columns!]);
}

/** Places of an affine map for each image, as PyTorch's `affine_grid(align_corners=False)`: where a result of
 *  P rows and Q columns looks.
 *  @param maps  float32[N, 2, 3]: (across, down) = map · (across, down, 1), in units where −1 and 1 are outer edges
 *  @returns     float32[N, P, Q, 2] for `gridSample` */
export function affineGrid(maps: Tensor, [rows, columns]: readonly [number, number]): Tensor {
  const count = maps.shape[0] as number;
  const centre = (index: number, size: number) => (2 * index + 1) / size - 1;
  const places = Array.from({ length: rows * columns }, (_, at) => [
    centre(at % columns, columns),
    centre(Math.floor(at / columns), rows),
    1,
  ]);
  const base = broadcastTo(constant(places.flat(), [1, places.length, 3]), [count, places.length, 3]);
  return reshape(batchMatmul(base, maps, { transposeB: true }), [count, rows, columns, 2]);
}

/** Images read at rows and columns of their own: what `gridSample` gives where places are rows × columns (shifts, scales,
 *  flips), at the cost of two small products.
 *  @param x        float32[N, C, H, W]
 *  @param rows     float32[N, P]; −1 and 1 are the outer edges
 *  @param columns  float32[N, Q]
 *  @returns        float32[N, C, P, Q]
 *  @throws ShapeError if rows or columns are of another number of images */
export function sampleAxes(
  x: Tensor,
  rows: Tensor,
  columns: Tensor,
  { padding = 'zeros' }: SampleOptions = {},
): Tensor {
  const [count, channels, height, width] = requireImages('sampleAxes', x);
  if ([rows, columns].some(({ shape }) => shape.length !== 2 || shape[0] !== count)) {
    throw new ShapeError(
      `sampleAxes: needs rows [${count},P] and columns [${count},Q], got ${formatType(rows)} and ${formatType(columns)}`,
    );
  }
  const [down, across] = [rows.shape[1] as number, columns.shape[1] as number];
  const lines = batchMatmul(
    reshape(x, [count, channels * height, width]),
    hats(columns, width, padding), // [N, Q, W]
    { transposeB: true },
  );
  const turned = transpose(reshape(lines, [count, channels, height, across]), [0, 2, 1, 3]);
  const samples = batchMatmul(
    hats(rows, height, padding), // [N, P, H]
    reshape(turned, [count, height, channels * across]),
  );
  return transpose(reshape(samples, [count, down, channels, across]), [0, 2, 1, 3]);
}

function requireImages(where: string, x: Tensor): readonly [number, number, number, number] {
  if (x.shape.length === 4 && x.shape[0] !== 'N') return x.shape as [number, number, number, number];
  throw new ShapeError(`${where}: needs images [N,C,H,W] of a fixed number, got ${formatType(x)}`);
}

/** The share of each pixel of an axis in each place: float32[N, P] → float32[N, P, size]. */
function hats(places: Tensor, size: number, padding: SamplePadding): Tensor {
  const pixels = add(mul(places, size / 2), (size - 1) / 2); // −1 is −½, the first pixel's outer edge
  const inside = padding === 'zeros' ? pixels : mirrored(pixels, size);
  const indices = constant(
    Array.from({ length: size }, (_, k) => k),
    [size],
  );
  return relu(sub(1, abs(sub(reshape(inside, [...inside.shape, 1]), indices))));
}

/** Pixels as mirrors at −½ and size − ½ show them, no further out than the centres of the outermost. */
function mirrored(pixels: Tensor, size: number): Tensor {
  const distance = abs(add(pixels, 0.5)); // from the first mirror
  const turns = cast(cast(mul(distance, 1 / (2 * size)), 'int64'), 'float32'); // rounded towards 0
  const phase = sub(distance, mul(turns, 2 * size)); // in [0, 2·size)
  return clip(sub(size - 0.5, abs(sub(phase, size))), 0, size - 1);
}
