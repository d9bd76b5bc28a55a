// PNG images of 8 bits, grey, RGB or RGBA, over fast-png. Pure; imports base only.

import { decode, encode } from 'fast-png';
import { FormatError } from '../base/errors.ts';

/** Pixels in rows from the top left; channels interleaved, the fourth is alpha. */
export interface Image {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
  /** uint8[height, width, channels] */
  readonly data: Uint8Array;
}

/** The image as a PNG file: equal images are equal bytes.
 *  @throws FormatError if the sizes are not positive integers that fit the data */
export function encodePng(image: Image): Uint8Array<ArrayBuffer> {
  const { width, height, channels, data } = image;
  if (!isSize(width) || !isSize(height) || width * height * channels !== data.length) {
    throw new FormatError(
      `png: expected a byte per pixel and channel, got ${data.length} for ${print(image)}`,
    );
  }
  return encode({ width, height, channels, data, depth: 8 }).slice();
}

/** The image in a PNG file. Profiles and text are dropped.
 *  @throws FormatError if the file is damaged, or not 8-bit grey, RGB or RGBA */
export function decodePng(bytes: Uint8Array): Image {
  const chunks = readChunks(bytes);
  const { width, height, channels } = readHeader(bytes, chunks);
  const { data } = decodePixels(withoutExtras(bytes, chunks));
  if (!(data instanceof Uint8Array) || data.length !== width * height * channels) {
    throw new FormatError(`png: expected ${print({ width, height, channels })}, got ${data.length} values`);
  }
  return { width, height, channels, data };
}

/** Width, height and channels that a PNG file tells; its pixels are not looked at.
 *  @throws FormatError as `decodePng` does */
export const pngHeader = (bytes: Uint8Array): Omit<Image, 'data'> => readHeader(bytes, readChunks(bytes));

const signature = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);
/** Length and type before a chunk's data, checksum after it. */
const beforeData = 8;
const afterData = 4;

/** Where a chunk lies: all of it from `begin` to `end`, its data between. */
interface Chunk {
  readonly type: string;
  readonly begin: number;
  readonly end: number;
}

/** The chunks up to the end marker. */
function readChunks(bytes: Uint8Array): readonly Chunk[] {
  if (signature.some((byte, index) => bytes[index] !== byte)) {
    throw new FormatError(`png: must start with the PNG signature, got ${bytes.length} other bytes`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Chunk[] = [];
  for (let begin = signature.length; begin + beforeData + afterData <= bytes.length; ) {
    const end = begin + beforeData + view.getUint32(begin) + afterData;
    const type = String.fromCharCode(...bytes.subarray(begin + 4, begin + beforeData));
    if (end > bytes.length) break;
    chunks.push({ type, begin, end });
    if (type === 'IEND') return chunks;
    begin = end;
  }
  throw new FormatError(
    `png: must end with an IEND chunk, got ${chunks.length} chunks in ${bytes.length} bytes`,
  );
}

/** Channels by PNG colour type. */
const channelsOf: Readonly<Record<number, Image['channels']>> = { 0: 1, 2: 3, 6: 4 };
/** Deflate shrinks no better than this; a larger image would only waste memory. */
const largestRatio = 1040;

function readHeader(bytes: Uint8Array, chunks: readonly Chunk[]): Omit<Image, 'data'> {
  const [header, ...others] = chunks;
  const isFirst = header?.type === 'IHDR' && header.end - header.begin === beforeData + 13 + afterData;
  if (!isFirst || others.some(({ type }) => type === 'IHDR')) {
    throw new FormatError('png: must start with its only IHDR chunk, of 13 bytes, got other chunks');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + header.begin + beforeData, 13);
  const [width, height, depth, colour] = [
    view.getUint32(0),
    view.getUint32(4),
    view.getUint8(8),
    view.getUint8(9),
  ];
  const channels = channelsOf[colour];
  if (depth !== 8 || channels === undefined) {
    throw new FormatError(
      `png: must be 8-bit grey, RGB or RGBA (colour type 0, 2 or 6), got ${depth} bits and colour type ${colour}`,
    );
  }
  const compressed = others.reduce(
    (sum, { type, begin, end }) => sum + (type === 'IDAT' ? end - begin : 0),
    0,
  );
  if (width === 0 || height === 0 || width * height * channels > compressed * largestRatio) {
    throw new FormatError(`png: ${print({ width, height, channels })} cannot come from ${compressed} bytes`);
  }
  return { width, height, channels };
}

/** The file with nothing but its pixels: the chunks that fast-png would interpret at length are left out. */
function withoutExtras(bytes: Uint8Array, chunks: readonly Chunk[]): Uint8Array {
  const kept = chunks.filter(({ type }) => ['IHDR', 'IDAT', 'IEND'].includes(type));
  const file = new Uint8Array(kept.reduce((sum, { begin, end }) => sum + end - begin, signature.length));
  file.set(signature);
  let offset = signature.length;
  for (const { begin, end } of kept) {
    file.set(bytes.subarray(begin, end), offset);
    offset += end - begin;
  }
  return file;
}

function decodePixels(file: Uint8Array): { readonly data: ArrayLike<number> } {
  try {
    return decode(file, { checkCrc: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FormatError(`png: expected valid chunks of compressed rows, got "${reason}"`, { cause });
  }
}

function isSize(size: number): boolean {
  return Number.isInteger(size) && size > 0 && size < 2 ** 31;
}

function print({ width, height, channels }: Omit<Image, 'data'>): string {
  return `uint8[${height},${width},${channels}]`;
}
