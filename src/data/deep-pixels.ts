// Images whose numbers are no bytes: floats, 32 bits, signed. What black and white are, only all of them together tell.

import type { Metadata, Sharp } from 'sharp';

/** The least and the largest number of some images. */
export type Range = readonly [least: number, largest: number];

/** Whether an image holds other numbers than 8 or 16 bits without a sign. */
export const isDeep = ({ depth }: Metadata): boolean => depth !== 'uchar' && depth !== 'ushort';

/** The least and the largest number of an image, alpha left out.
 *  @throws Error if one of them is not finite */
export async function rangeOf(source: Sharp, metadata: Metadata): Promise<Range> {
  const { data } = await floatsOf(source, metadata);
  let [least, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of data) {
    if (!Number.isFinite(value)) throw new Error(`a number that is not finite: ${value}`);
    if (value < least) least = value;
    if (value > largest) largest = value;
  }
  return [least, largest];
}

/** What covers all of some ranges. */
export function unionOf(ranges: readonly Range[]): Range {
  return [Math.min(...ranges.map(([least]) => least)), Math.max(...ranges.map(([, largest]) => largest))];
}

/** Ranges that people mean when their numbers lie within them, narrower ones first. */
const usualRanges: readonly Range[] = [
  [0, 1],
  [-1, 1],
  [0, 255],
];

/** What becomes black and what becomes white, for images whose numbers have a range: 0 to 1, −1 to 1 or 0 to 255 where
 *  they lie in it, else their own range. */
export function scaleFor([least, largest]: Range): Range {
  const usual = usualRanges.find(([black, white]) => black <= least && largest <= white);
  return usual ?? [least, largest];
}

/** Bytes of an image as sharp takes them, [H, W, C]. */
export interface RawImage {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
}

/** The image with its numbers as bytes: round(255 (x − black) / (white − black)). */
export async function toBytes(source: Sharp, metadata: Metadata, [black, white]: Range): Promise<RawImage> {
  const { data, ...rest } = await floatsOf(source, metadata);
  const factor = white > black ? 255 / (white - black) : 0;
  return { ...rest, data: Uint8Array.from(data, (value) => Math.round((value - black) * factor)) };
}

/** libvips holds grey of 16 bits at 0 and above: numbers with a sign are moved there and back. */
const shortShift = 2 ** 15;

/** The numbers as they stand in the file: no conversion of colours, no alpha. */
async function floatsOf(source: Sharp, { space, depth }: Metadata) {
  const shift = depth === 'short' && space === 'grey16' ? shortShift : 0;
  const plain = source.clone().removeAlpha();
  const { data, info } = await (shift === 0 ? plain : plain.linear(1, shift))
    .toColourspace(space)
    .raw({ depth: 'float' })
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  if (channels !== 1 && channels !== 3) throw new Error(`expected 1 or 3 channels, got ${channels}`);
  const floats = new Float32Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength));
  return { data: shift === 0 ? floats : floats.map((value) => value - shift), width, height, channels };
}
