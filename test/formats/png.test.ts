import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormatError } from '../../src/base/errors.ts';
import { decodePng, encodePng, type Image } from '../../src/formats/png.ts';
import { survivesDamage } from './hostile.ts';

const rgb: Image = {
  width: 5,
  height: 7,
  channels: 3,
  data: Uint8Array.from({ length: 105 }, (_, index) => (index * 37) % 256),
};

/** CRC-32 as PNG has it. */
function checksum(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Uint8Array.of(...new TextEncoder().encode(type), ...data);
  const bytes = new Uint8Array(8 + data.length + 4);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(body, 4);
  view.setUint32(8 + data.length, checksum(body));
  return bytes;
}

const join = (...parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

const whole = encodePng(rgb);
const signature = whole.slice(0, 8);
const header = whole.slice(16, 29);
const pixels = whole.slice(41, -16);
const end = chunk('IEND', new Uint8Array());

/** A file with right checksums around these contents. */
const withContents = (ihdr: Uint8Array, idat: Uint8Array): Uint8Array =>
  join(signature, chunk('IHDR', ihdr), chunk('IDAT', idat), end);

function changedHeader(at: number, ...values: readonly number[]): Uint8Array {
  const changed = header.slice();
  changed.set(values, at);
  return changed;
}

describe('encodePng', () => {
  it('is undone by decodePng', () => {
    const size = fc.integer({ min: 1, max: 12 });
    const images = fc
      .tuple(size, size, fc.constantFrom<1 | 3 | 4>(1, 3, 4))
      .chain(([width, height, channels]) => {
        const length = width * height * channels;
        return fc
          .uint8Array({ minLength: length, maxLength: length })
          .map((data) => ({ width, height, channels, data }));
      });
    fc.assert(
      fc.property(images, (image) => {
        expect(decodePng(encodePng(image))).toEqual(image);
      }),
    );
  });

  it('gives equal bytes for equal images, in a buffer of their own', () => {
    expect(encodePng({ ...rgb, data: rgb.data.slice() })).toEqual(whole);
    expect(whole.byteLength).toBe(whole.buffer.byteLength);
  });

  it.each([{ width: 0 }, { width: 5.5 }, { height: -7 }, { channels: 1 as const }, { width: NaN }])(
    'refuses %o',
    (change) => {
      const image = { ...rgb, ...change };
      const shape = `uint8[${image.height},${image.width},${image.channels}]`;
      expect(() => encodePng(image)).toThrow(
        new FormatError(`png: expected a byte per pixel and channel, got 105 for ${shape}`),
      );
    },
  );
});

describe('decodePng', () => {
  it('drops what is not pixels', () => {
    const extras = [
      chunk('tEXt', Uint8Array.of(65, 0, 66)),
      chunk('iCCP', Uint8Array.of(1, 2)),
      chunk('PLTE', header),
    ];
    const file = join(
      signature,
      chunk('IHDR', header),
      ...extras,
      chunk('IDAT', pixels),
      end,
      Uint8Array.of(1),
    );
    expect(decodePng(file)).toEqual(rgb);
  });

  it('reads pixels in several chunks, and views', () => {
    const parts = [pixels.slice(0, 3), pixels.slice(3, 3), pixels.slice(3)].map((part) =>
      chunk('IDAT', part),
    );
    const file = join(Uint8Array.of(1, 2, 3), signature, chunk('IHDR', header), ...parts, end);
    expect(decodePng(file.subarray(3))).toEqual(rgb);
  });

  it.each<readonly [string, Uint8Array, string]>([
    ['an empty file', new Uint8Array(), 'must start with the PNG signature, got 0 other bytes'],
    ['another format', Uint8Array.of(0xff, 0xd8), 'must start with the PNG signature, got 2 other bytes'],
    [
      'a cut file',
      whole.slice(0, -1),
      `must end with an IEND chunk, got 2 chunks in ${whole.length - 1} bytes`,
    ],
    ['no header', join(signature, end), 'must start with its only IHDR chunk, of 13 bytes, got other chunks'],
    [
      'two headers',
      join(signature, chunk('IHDR', header), chunk('IHDR', header), chunk('IDAT', pixels), end),
      'must start with its only IHDR chunk, of 13 bytes, got other chunks',
    ],
    [
      '16 bits',
      withContents(changedHeader(8, 16), pixels),
      'must be 8-bit grey, RGB or RGBA (colour type 0, 2 or 6), got 16 bits and colour type 2',
    ],
    [
      'a palette',
      withContents(changedHeader(9, 3), pixels),
      'must be 8-bit grey, RGB or RGBA (colour type 0, 2 or 6), got 8 bits and colour type 3',
    ],
    ['no pixels', join(signature, chunk('IHDR', header), end), 'uint8[7,5,3] cannot come from 0 bytes'],
    [
      'a width of 0',
      withContents(changedHeader(0, 0, 0, 0, 0), pixels),
      `uint8[7,0,3] cannot come from ${pixels.length + 12} bytes`,
    ],
    [
      'gigantic sizes',
      withContents(changedHeader(0, 255, 255, 255, 255, 255, 255, 255, 255), pixels),
      `uint8[4294967295,4294967295,3] cannot come from ${pixels.length + 12} bytes`,
    ],
    [
      'a wrong checksum',
      whole.with(29, whole[29]! ^ 1),
      expect.stringContaining('got "CRC mismatch for chunk IHDR.') as string,
    ],
    [
      'pixels that do not inflate',
      withContents(header, pixels.with(0, 0)),
      'expected valid chunks of compressed rows, got "Error while decompressing the data:"',
    ],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => decodePng(bytes)).toThrow(FormatError);
    const expected = typeof message === 'string' ? `png: ${message}` : message;
    expect(() => decodePng(bytes)).toThrow(expect.objectContaining({ message: expected }));
  });

  it('survives damaged files', () => {
    survivesDamage(decodePng, whole, 10_000);
  });

  it('survives damaged contents with right checksums', () => {
    survivesDamage((ihdr) => decodePng(withContents(ihdr, pixels)), header, 2000);
    survivesDamage((idat) => decodePng(withContents(header, idat)), pixels, 2000);
  });
});
