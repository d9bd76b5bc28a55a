// TIFF files of any type of number, as no encoder at hand writes them: one strip, uncompressed.

/** [bits, sample format, array]. */
const types = {
  uint8: [8, 1, Uint8Array],
  uint16: [16, 1, Uint16Array],
  uint32: [32, 1, Uint32Array],
  int16: [16, 2, Int16Array],
  int32: [32, 2, Int32Array],
  float32: [32, 3, Float32Array],
  float64: [64, 3, Float64Array],
} as const;

interface Picture {
  readonly type: keyof typeof types;
  readonly side: number;
  readonly channels?: number;
  /** [side, side, channels]. */
  readonly values: readonly number[];
}

type Tag = readonly [tag: number, type: 3 | 4, values: readonly number[]];

/** A square picture; tags as in TIFF 6.0. */
export function tiffFile({ type, side, channels = 1, values }: Picture): Uint8Array {
  const [bits, format, numbers] = types[type];
  const data = Buffer.from(numbers.from(values).buffer);
  const each = (value: number) => Array<number>(channels).fill(value);
  const tags: readonly Tag[] = [
    [256, 4, [side]],
    [257, 4, [side]],
    [258, 3, each(bits)],
    [259, 3, [1]],
    [262, 3, [channels === 1 ? 1 : 2]],
    [273, 4, [8]],
    [277, 3, [channels]],
    [278, 4, [side]],
    [279, 4, [data.length]],
    [339, 3, each(format)],
  ];
  const head = Buffer.alloc(8);
  head.write('II*\0');
  head.writeUInt32LE(8 + data.length, 4);
  return Buffer.concat([head, data, directory(tags, 8 + data.length)]);
}

/** The directory at an offset, and behind it the values that find no room in it. */
function directory(tags: readonly Tag[], offset: number): Buffer {
  const entries = Buffer.alloc(2 + 12 * tags.length + 4);
  const behind: Buffer[] = [];
  let next = offset + entries.length;
  entries.writeUInt16LE(tags.length, 0);
  for (const [index, [tag, type, values]] of tags.entries()) {
    const array = type === 3 ? Uint16Array.from(values) : Uint32Array.from(values);
    const bytes = Buffer.from(array.buffer);
    const at = 2 + 12 * index;
    entries.writeUInt16LE(tag, at);
    entries.writeUInt16LE(type, at + 2);
    entries.writeUInt32LE(values.length, at + 4);
    if (bytes.length <= 4) {
      bytes.copy(entries, at + 8);
    } else {
      entries.writeUInt32LE(next, at + 8);
      behind.push(bytes);
      next += bytes.length;
    }
  }
  return Buffer.concat([entries, ...behind]);
}
