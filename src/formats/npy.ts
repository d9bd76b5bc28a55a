// NumPy's array files. Pure; imports base only.
// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html

import { FormatError } from '../base/errors.ts';

/** An array as its file has it, row by row. */
export interface NpyArray {
  /** NumPy's name of the type without byte order: `u1`, `f4`, `U3`. */
  readonly type: string;
  readonly shape: readonly number[];
  /** Of the numbers, little-endian. */
  readonly bytes: Uint8Array;
}

const signature = '\x93NUMPY';
/** Far more than the header of an array takes. */
const longestHeader = 2 ** 16;

/** The array in a .npy file.
 *  @throws FormatError if it is none, is cut off, or its numbers lie otherwise than in rows, little-endian */
export function decodeNpy(file: Uint8Array): NpyArray {
  const { text, end } = readHeader(file);
  const type = typeOf(text);
  const shape = shapeOf(text);
  if (/'fortran_order':\s*True/.test(text) && shape.length > 1) {
    throw new FormatError('npy: expected rows (C order), got columns (Fortran order)', {
      help: 'save it anew: np.save(path, np.ascontiguousarray(array))',
    });
  }
  const expected = shape.reduce((product, size) => product * size, itemBytes(type));
  const bytes = file.subarray(end);
  if (!Number.isSafeInteger(expected) || bytes.length !== expected) {
    throw new FormatError(
      `npy: an array ${type}[${shape.join(',')}] has ${expected} bytes, got ${bytes.length}`,
      { help: 'if it was cut off on its way, fetch it again' },
    );
  }
  return { type, shape, bytes };
}

function readHeader(file: Uint8Array): { readonly text: string; readonly end: number } {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const isNpy = file.length >= 12 && textAt(file, 0, signature.length) === signature;
  if (!isNpy) throw new FormatError(`npy: expected a file that begins with \\x93NUMPY, got another`);
  const isShort = file[6] === 1;
  const start = isShort ? 10 : 12;
  const length = isShort ? view.getUint16(8, true) : view.getUint32(8, true);
  if (file[6]! > 3 || length > longestHeader || start + length > file.length) {
    throw new FormatError(
      `npy: expected a header of version 1 to 3, got version ${file[6]} and ${length} bytes`,
    );
  }
  return { text: textAt(file, start, length), end: start + length };
}

const textAt = (bytes: Uint8Array, start: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(start, start + length));

/** Types that are read, but for texts, with the bytes of one. */
const numberBytes: Readonly<Record<string, number>> = {
  ...{ b1: 1, u1: 1, i1: 1, u2: 2, i2: 2, u4: 4, i4: 4, u8: 8, i8: 8 },
  ...{ f2: 2, f4: 4, f8: 8 },
};

const itemBytes = (type: string): number => numberBytes[type] ?? 4 * Number(type.slice(1));

function typeOf(header: string): string {
  const [, order = '', type = 'a record of fields'] = /'descr':\s*'([<>|=])?([^']*)'/.exec(header) ?? [];
  if (type.startsWith('O')) {
    throw new FormatError('npy: expected numbers, got Python objects, which only a pickle holds', {
      help: 'none is run here: save numbers of one shape, as by np.save(path, np.stack(pictures))',
    });
  }
  if (!(type in numberBytes) && !/^U\d{1,4}$/.test(type)) {
    throw new FormatError(`npy: expected numbers or texts, got ${type}`, {
      help: "save it as numbers: np.save(path, array.astype('float32'))",
    });
  }
  if (order === '>' && itemBytes(type) > 1) {
    throw new FormatError(`npy: expected little-endian numbers, got big-endian ${type}`, {
      help: `save it anew: np.save(path, array.astype('<${type}'))`,
    });
  }
  return type;
}

function shapeOf(header: string): readonly number[] {
  const [, inside] = /'shape':\s*\(([\d,\sL]*)\)/.exec(header) ?? [];
  if (inside === undefined) throw new FormatError('npy: expected a shape in the header, got none');
  return (inside.match(/\d+/g) ?? []).map(Number);
}

/** The numbers of an array.
 *  @throws FormatError of texts */
export function npyNumbers({ type, bytes }: NpyArray): ArrayLike<number> {
  if (type === 'b1' || type === 'u1') return bytes;
  const { buffer } = bytes.slice(); // aligned
  switch (type) {
    case 'i1':
      return new Int8Array(buffer);
    case 'u2':
      return new Uint16Array(buffer);
    case 'i2':
      return new Int16Array(buffer);
    case 'u4':
      return new Uint32Array(buffer);
    case 'i4':
      return new Int32Array(buffer);
    case 'u8':
      return Float64Array.from(new BigUint64Array(buffer), Number);
    case 'i8':
      return Float64Array.from(new BigInt64Array(buffer), Number);
    case 'f2':
      return Float32Array.from(new Uint16Array(buffer), halfFloat);
    case 'f4':
      return new Float32Array(buffer);
    case 'f8':
      return new Float64Array(buffer);
    default:
      throw new FormatError(`npy: expected numbers, got texts ${type}`);
  }
}

/** The texts of an array of them, of UTF-32; numbers as they are written. */
export function npyTexts(array: NpyArray): readonly string[] {
  const { type, bytes } = array;
  if (!type.startsWith('U')) return Array.from(npyNumbers(array), String);
  const codes = new Uint32Array(bytes.slice().buffer);
  const length = Number(type.slice(1));
  return Array.from({ length: length === 0 ? 0 : codes.length / length }, (_, index) => {
    const own = codes.subarray(index * length, (index + 1) * length);
    return String.fromCodePoint(...own.filter((code) => code !== 0 && code <= 0x10ffff));
  });
}

/** A number of 16 bits: IEEE 754 binary16. */
function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
