import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DType, dtypes } from '../../src/base/dtype.ts';
import { FormatError } from '../../src/base/errors.ts';
import { float32, hostTensor, type TensorRecord } from '../../src/base/host-tensor.ts';
import { joinBytes } from '../../src/formats/byte-source.ts';
import { decodeSafetensors, encodeSafetensors, readSafetensors } from '../../src/formats/safetensors.ts';
import { survivesDamage } from './hostile.ts';

const fixture = (name: string): Uint8Array =>
  readFileSync(new URL(`../fixtures/safetensors/${name}.safetensors`, import.meta.url));

/** The content of small.safetensors, see make.py beside it. */
const small: TensorRecord = {
  '0.num_batches_tracked': hostTensor('int64', [], BigInt64Array.of(-(2n ** 63n))),
  '0.weight': float32([2, 3], [0.5, -0, Infinity, NaN, 1e-45, -2]),
  empty: float32([0, 4], []),
  labels: hostTensor('int32', [3], Int32Array.of(-(2 ** 31), 0, 2 ** 31 - 1)),
  pixels: hostTensor('uint8', [1, 3, 1], Uint8Array.of(0, 127, 255)),
  mask: hostTensor('bool', [2], Uint8Array.of(1, 0)),
};
const smallMetadata = { format: 'pt', note: 'ü "quoted"\n∇' };

/** A file with this header and so many bytes of data. */
function file(header: string | Uint8Array, dataBytes = 0, headerBytes?: bigint): Uint8Array {
  const text = typeof header === 'string' ? new TextEncoder().encode(header) : header;
  const bytes = new Uint8Array(8 + text.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, headerBytes ?? BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

const entry = (dtype: string, shape: unknown, offsets: unknown): string =>
  JSON.stringify({ dtype, shape, data_offsets: offsets });

describe('files of the reference implementation', () => {
  it.each(['small', 'one-dtype'])('%s.safetensors is read, and written again byte for byte', (name) => {
    const { tensors, metadata } = decodeSafetensors(fixture(name));
    expect(encodeSafetensors(tensors, metadata)).toEqual(new Uint8Array(fixture(name)));
  });

  it('have the content that Python wrote', () => {
    expect(decodeSafetensors(fixture('small'))).toEqual({ tensors: small, metadata: smallMetadata });
  });
});

describe('encodeSafetensors', () => {
  it('keeps the order of the record and pads the header to 8 bytes', () => {
    const bytes = encodeSafetensors({
      b: hostTensor('uint8', [3], Uint8Array.of(1, 2, 3)),
      a: float32([1], [1]),
    });
    const header =
      '{"b":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"a":{"dtype":"F32","shape":[1],"data_offsets":[3,7]}}';
    expect(new TextDecoder().decode(bytes.subarray(8, 8 + 112))).toBe(header.padEnd(112));
    expect([...bytes.subarray(8 + 112)]).toEqual([1, 2, 3, 0, 0, 0x80, 0x3f]);
    expect(joinBytes(readSafetensors(bytes).data)).toEqual(bytes.subarray(8 + 112));
  });

  it('writes an empty record', () => {
    expect(decodeSafetensors(encodeSafetensors({}))).toEqual({ tensors: {}, metadata: {} });
  });

  it.each<readonly [string, () => Uint8Array, string]>([
    [
      'a reserved name',
      () => encodeSafetensors({ __metadata__: float32([], [1]) }),
      'safetensors: names must not be __proto__ or __metadata__, got "__metadata__"',
    ],
    [
      'data that does not fit',
      () => encodeSafetensors({ a: { dtype: 'float32', shape: [3], data: new Float32Array(2) } }),
      'safetensors: tensor "a": float32[3] must hold 3 elements, got 2',
    ],
  ])('refuses %s', (_, encode, message) => {
    expect(encode).toThrow(new FormatError(message));
  });
});

describe('decodeSafetensors', () => {
  it('undoes encodeSafetensors', () => {
    const tensor = fc
      .record({
        dtype: fc.constantFrom<DType>('float32', 'int64', 'int32', 'uint8', 'bool'),
        shape: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 4 }),
      })
      .chain(({ dtype, shape }) => {
        const length = shape.reduce((product, size) => product * size, 1);
        const sizeBytes = length * dtypes[dtype].sizeBytes;
        return fc
          .uint8Array({ minLength: sizeBytes, maxLength: sizeBytes })
          .map((data) => ({ dtype, shape, data: dtypes[dtype].view(data.slice().buffer, 0, length) }));
      });
    const name = fc
      .string({ unit: 'grapheme' })
      .filter((text) => !['__proto__', '__metadata__'].includes(text));
    const options = { maxKeys: 6, noNullPrototype: true };
    const file = fc.tuple(fc.dictionary(name, tensor, options), fc.dictionary(name, fc.string(), options));
    fc.assert(
      fc.property(file, fc.nat(7), ([tensors, metadata], shift) => {
        const bytes = encodeSafetensors(tensors, metadata);
        const shifted = new Uint8Array(bytes.length + shift).subarray(shift);
        shifted.set(bytes);
        expect(decodeSafetensors(shifted)).toEqual({ tensors, metadata });
      }),
    );
  });

  it('gives every tensor memory of its own', () => {
    const buffers = Object.values(decodeSafetensors(fixture('small')).tensors).map(({ data }) => data);
    for (const data of buffers) expect(data.byteLength).toBe(data.buffer.byteLength);
    expect(new Set(buffers.map((data) => data.buffer)).size).toBe(buffers.length);
  });

  it('takes names that records have built in', () => {
    const { tensors } = decodeSafetensors(encodeSafetensors({ constructor: float32([1], [1]) }));
    expect(Object.keys(tensors)).toEqual(['constructor']);
  });

  const f32 = entry('F32', [1], [0, 4]);
  it.each<readonly [string, Uint8Array, string]>([
    ['no header length', new Uint8Array(7), 'a file starts with 8 bytes of length, got 7'],
    [
      'a header beyond the file',
      file('{}', 0, 3n),
      'header must have at most 2 bytes in a file of 10, got 3',
    ],
    [
      'a header length of 2⁶⁴ − 1',
      file('{}', 0, 2n ** 64n - 1n),
      'header must have at most 2 bytes in a file of 10, got 18446744073709551615',
    ],
    [
      'a header above 100 MB',
      file('{}', 100_000_010, 100_000_001n),
      'header must have at most 100000000 bytes in a file of 100000020, got 100000001',
    ],
    ['an empty header', file(''), 'header must be JSON, got ""'],
    ['broken JSON', file('{"a":\n'), 'header must be JSON, got "{\\"a\\":\\n"'],
    ['an array', file('[]'), 'header must be a JSON object, got "[]"'],
    ['leading space', file(' {}'), 'header must be a JSON object, got " {}"'],
    ['a byte order mark', file('\ufeff{}'), 'header must be JSON, got "\ufeff{}"'],
    [
      'bytes that are not UTF-8',
      file(Uint8Array.of(0x7b, 0xff, 0x7d)),
      'header must be UTF-8, got 3 other bytes',
    ],
    [
      'metadata that is no object',
      file('{"__metadata__":["a"]}'),
      '__metadata__ must be an object of strings, got ["a"]',
    ],
    [
      'metadata that is null',
      file('{"__metadata__":null}'),
      '__metadata__ must be an object of strings, got null',
    ],
    [
      'metadata that is no string',
      file('{"__metadata__":{"a":1}}'),
      '__metadata__."a" must be a string, got 1',
    ],
    [
      '__proto__ as a tensor',
      file(`{"__proto__":${f32}}`, 4),
      'names must not be __proto__ or __metadata__, got "__proto__"',
    ],
    [
      '__proto__ in the metadata',
      file('{"__metadata__":{"__proto__":"a"}}'),
      'names must not be __proto__ or __metadata__, got "__proto__"',
    ],
    [
      'an entry that is no object',
      file('{"a":[1]}'),
      'tensor "a": expected {dtype, shape, data_offsets}, got [1]',
    ],
    [
      'an entry with other keys',
      file('{"a":{"dtype":"F32","shape":[]}}'),
      'tensor "a": expected {dtype, shape, data_offsets}, got {"dtype","shape"}',
    ],
    [
      'an unsupported dtype',
      file(`{"a":${entry('BF16', [1], [0, 2])}}`, 2),
      'tensor "a": dtype must be one of F32, I64, I32, U8, BOOL, got "BF16"',
    ],
    [
      'a negative dimension',
      file(`{"a":${entry('F32', [-1, -1], [0, 4])}}`, 4),
      'tensor "a": shape must be integers from 0 to 9007199254740991, got [-1,-1]',
    ],
    [
      'a fractional dimension',
      file(`{"a":${entry('F32', [0.5, 2], [0, 4])}}`, 4),
      'tensor "a": shape must be integers from 0 to 9007199254740991, got [0.5,2]',
    ],
    [
      'a shape that is no array',
      file(`{"a":${entry('F32', '1', [0, 4])}}`, 4),
      'tensor "a": shape must be integers from 0 to 9007199254740991, got "1"',
    ],
    [
      'a huge shape',
      file(`{"a":${entry('F32', [2 ** 52, 2 ** 52], [0, 4])}}`, 4),
      'tensor "a": expected sizes whose product is below 2⁵³, got float32[4503599627370496,4503599627370496]',
    ],
    [
      'a huge shape hidden by a zero',
      file(`{"a":${entry('F32', [2 ** 52, 2 ** 52, 0], [0, 0])}}`),
      'tensor "a": expected sizes whose product is below 2⁵³, got float32[4503599627370496,4503599627370496,0]',
    ],
    [
      'a size that disagrees',
      file(`{"a":${entry('I64', [2], [0, 8])}}`, 8),
      'tensor "a": int64[2] needs 16 bytes, got 8',
    ],
    [
      'negative offsets',
      file(`{"a":${entry('F32', [1], [-4, 0])}}`, 4),
      'tensor "a": data_offsets must be integers from 0 to 9007199254740991, got [-4,0]',
    ],
    [
      'offsets backwards',
      file(`{"a":${entry('F32', [1], [4, 0])}}`, 4),
      'tensor "a": data_offsets must be [begin, end], got [4,0]',
    ],
    [
      'three offsets',
      file(`{"a":${entry('F32', [1], [0, 4, 8])}}`, 4),
      'tensor "a": data_offsets must be [begin, end], got [0,4,8]',
    ],
    [
      'the same name twice',
      file(`{"a":${f32},"a":${f32}}`, 4),
      'header must not repeat names, got 8 of which 4 differ',
    ],
    [
      'the same place twice',
      file(`{"a":${f32},"b":${f32}}`, 4),
      'tensor "b": data must begin at byte 4, without gap or overlap, got 0',
    ],
    [
      'overlapping tensors',
      file(`{"a":${f32},"b":${entry('U8', [4], [2, 6])}}`, 6),
      'tensor "b": data must begin at byte 4, without gap or overlap, got 2',
    ],
    [
      'a gap',
      file(`{"a":${f32},"b":${entry('U8', [4], [5, 9])}}`, 9),
      'tensor "b": data must begin at byte 4, without gap or overlap, got 5',
    ],
    ['data beyond the file', file(`{"a":${f32}}`, 3), 'tensors take 4 bytes, got 3 bytes of data'],
    ['data left over', file(`{"a":${f32}}`, 5), 'tensors take 4 bytes, got 5 bytes of data'],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => decodeSafetensors(bytes)).toThrow(new FormatError(`safetensors: ${message}`));
  });

  it.each(['{"a":', '{"a":{"dtype":"F32","data_offsets":[0,4],"shape":'])(
    'refuses %s and deep brackets',
    (start) => {
      const depth = 1_000_000;
      const close = '}'.repeat(start.split('{').length - 1);
      const deep = file(`${start}${'['.repeat(depth)}${']'.repeat(depth)}${close}`);
      expect(() => decodeSafetensors(deep)).toThrow(
        /^safetensors: header must nest 3 deep at most, got 100000[12]$/,
      );
    },
  );

  it('refuses endless names in short messages', () => {
    const name = 'n'.repeat(100_000);
    const thrown = expect(() => decodeSafetensors(file(`{"${name}":{"${name}":["${name}"]}}`)));
    thrown.toThrow(/^safetensors: tensor "n{40}\.\.\."/);
  });

  it('survives damaged files', () => {
    survivesDamage(decodeSafetensors, fixture('small'), 10_000);
  });
});
