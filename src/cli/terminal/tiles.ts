// How many samples fit a terminal, how large, and their pictures.

import { type Float32Tensor, float32 } from '../../base/host-tensor.ts';
import { sizeOf } from '../../base/shape.ts';
import { imageGrid } from '../../formats/image-grid.ts';
import type { Image } from '../../formats/png.ts';
import type { ColorDepth } from './colors.ts';
import { halfBlocks } from './half-blocks.ts';

/** Room in character cells. */
export interface Room {
  readonly columns: number;
  readonly lines: number;
}

/** Whole tiles of one size, in pixels; a line holds two rows of pixels. */
export interface TileLayout {
  readonly width: number;
  readonly height: number;
  readonly across: number;
  readonly down: number;
}

const GAP_COLUMNS = 1;
/** Smaller tiles than this are hard to read. */
const LEAST_PIXELS = 12;
/** Fewer tiles than this say little of a generator. */
const WANTED_TILES = 8;
const FACTORS = [1, 1.5, 2, 2.5, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64] as const;

/** The largest tiles of which enough fit, in two rows at least; else the size of which most fit. */
export function chooseTiles(
  sample: { readonly width: number; readonly height: number },
  count: number,
  room: Room,
): TileLayout | undefined {
  const layouts = FACTORS.map((factor) => layoutAt(sample, factor, count, room)).filter(
    ({ height, across, down }) => across * down > 0 && height >= Math.min(LEAST_PIXELS, sample.height),
  );
  const shown = ({ across, down }: TileLayout) => across * down;
  const wanted = Math.min(WANTED_TILES, count);
  const good = layouts.find(
    (layout) => shown(layout) >= wanted && (layout.down > 1 || shown(layout) === count),
  );
  return good ?? layouts.toSorted((a, b) => shown(b) - shown(a))[0];
}

function layoutAt(
  sample: { readonly width: number; readonly height: number },
  factor: number,
  count: number,
  { columns, lines }: Room,
): TileLayout {
  const width = Math.max(1, Math.floor(sample.width / factor));
  const height = 2 * Math.max(1, Math.ceil(Math.floor(sample.height / factor) / 2));
  const across = Math.min(count, Math.floor((columns + GAP_COLUMNS) / (width + GAP_COLUMNS)));
  const down = across === 0 ? 0 : Math.min(Math.floor((2 * lines) / height), Math.ceil(count / across));
  return { width, height, across, down };
}

/** Lines of text that show as many whole samples as fit.
 *  @param samples  float32[N, C, H, W] in [−1, 1], C = 1, 3 or 4 */
export function tileLines(samples: Float32Tensor, room: Room, depth: ColorDepth): readonly string[] {
  const [count, , height, width] = samples.shape as [number, number, number, number];
  const layout = chooseTiles({ width, height }, count, room);
  if (layout === undefined) return [];
  return Array.from({ length: layout.down }, (_, row) => row).flatMap((row) => {
    const first = row * layout.across;
    const tiles = Array.from({ length: Math.min(layout.across, count - first) }, (_, column) =>
      halfBlocks(shrink(sampleImage(samples, first + column), layout), depth),
    );
    return tiles[0]!.map((_, line) => tiles.map((tile) => tile[line]).join(' '.repeat(GAP_COLUMNS)));
  });
}

function sampleImage({ shape, data }: Float32Tensor, index: number): Image {
  const size = sizeOf(shape.slice(1));
  return imageGrid(float32([1, ...shape.slice(1)], data.subarray(index * size, (index + 1) * size)));
}

/** The image at another size, every pixel the mean of the area that it covers. */
export function shrink(
  image: Image,
  { width, height }: { readonly width: number; readonly height: number },
): Image {
  if (width === image.width && height === image.height) return image;
  const { channels } = image;
  const columns = spans(image.width, width);
  const rows = spans(image.height, height);
  const data = new Uint8Array(width * height * channels);
  rows.forEach((row, y) => {
    columns.forEach((column, x) => {
      for (let channel = 0; channel < channels; channel++) {
        data[(y * width + x) * channels + channel] = Math.round(areaMean(image, row, column, channel));
      }
    });
  });
  return { width, height, channels, data };
}

/** What a new pixel covers of the old ones along one axis: where from, and the share of each. */
interface Span {
  readonly from: number;
  readonly shares: readonly number[];
}

function spans(oldSize: number, newSize: number): readonly Span[] {
  const step = oldSize / newSize;
  return Array.from({ length: newSize }, (_, index) => {
    const [begin, end] = [index * step, (index + 1) * step];
    const from = Math.floor(begin);
    const length = Math.max(1, Math.ceil(end - 1e-9) - from);
    const shares = Array.from(
      { length },
      (_, offset) => (Math.min(end, from + offset + 1) - Math.max(begin, from + offset)) / step,
    );
    return { from, shares };
  });
}

function areaMean({ width, channels, data }: Image, row: Span, column: Span, channel: number): number {
  let sum = 0;
  row.shares.forEach((rowShare, dy) => {
    column.shares.forEach((columnShare, dx) => {
      const place = ((row.from + dy) * width + column.from + dx) * channels + channel;
      sum += rowShare * columnShare * data[place]!;
    });
  });
  return sum;
}
