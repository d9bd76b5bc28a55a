// Protocol buffers against pbf, which writes and reads them too.

import fc from 'fast-check';
import { PbfReader, PbfWriter } from 'pbf';
import { describe, expect, it } from 'vitest';
import { createProtobufWriter, type ProtobufReader, readProtobuf } from '../../src/formats/protobuf.ts';

type Field =
  | { readonly kind: 'varint'; readonly number: number; readonly value: number }
  | { readonly kind: 'float'; readonly number: number; readonly value: number }
  | { readonly kind: 'string'; readonly number: number; readonly value: string }
  | { readonly kind: 'bytes'; readonly number: number; readonly value: Uint8Array }
  | { readonly kind: 'message'; readonly number: number; readonly value: readonly Field[] };

type Writer = Pick<
  PbfWriter,
  'writeVarintField' | 'writeFloatField' | 'writeStringField' | 'writeBytesField'
>;

const number = fc.integer({ min: 1, max: 3000 });
const leaves = [
  fc.record({ kind: fc.constant('varint' as const), number, value: fc.maxSafeInteger() }),
  fc.record({ kind: fc.constant('float' as const), number, value: fc.float() }),
  fc.record({
    kind: fc.constant('string' as const),
    number,
    value: fc.string({ unit: fc.constantFrom(...'a0é漢😀') }),
  }),
  fc.record({ kind: fc.constant('bytes' as const), number, value: fc.uint8Array({ maxLength: 300 }) }),
];
const { fields } = fc.letrec<{ field: Field; fields: Field[] }>((tie) => ({
  field: fc.oneof({ maxDepth: 4 }, ...leaves, {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('message' as const), number, value: tie('fields') }),
  }),
  fields: fc.array(tie('field'), { maxLength: 6 }),
}));

/** @param message  writes a field that is a message */
function write(
  all: readonly Field[],
  writer: Writer,
  message: (number: number, inner: readonly Field[]) => void,
): void {
  for (const field of all) {
    const { kind, number: at, value } = field;
    if (kind === 'varint') writer.writeVarintField(at, value);
    else if (kind === 'float') writer.writeFloatField(at, value);
    else if (kind === 'string') writer.writeStringField(at, value);
    else if (kind === 'bytes') writer.writeBytesField(at, value);
    else message(at, value);
  }
}

function byPbf(all: readonly Field[]): Uint8Array {
  const writer = new PbfWriter();
  const writeAll = (inner: readonly Field[]) =>
    write(inner, writer, (at, value) => writer.writeMessage(at, writeAll, value));
  writeAll(all);
  return writer.finish();
}

function byUs(all: readonly Field[], room?: number): Uint8Array {
  const writer = createProtobufWriter(room);
  const writeAll = (inner: readonly Field[]) =>
    write(inner, writer, (at, value) => writer.writeMessage(at, writeAll, value));
  writeAll(all);
  return writer.finish();
}

describe('the writer', () => {
  it('writes what pbf writes, whatever room it begins with', () => {
    fc.assert(
      fc.property(fields, fc.integer({ min: 0, max: 40 }), (all, room) => {
        expect(byUs(all, room)).toEqual(byPbf(all));
      }),
    );
  });

  it.each([127, 128, 16_383, 16_384, 2_100_000])('writes a message of %i bytes', (size) => {
    const all: Field[] = [
      {
        kind: 'message',
        number: 7,
        value: [{ kind: 'bytes', number: 9, value: new Uint8Array(size).fill(3) }],
      },
    ];
    expect(Buffer.from(byUs(all)).equals(byPbf(all))).toBe(true);
  });

  it('writes text as UTF-8, beyond the plane where pbf errs too', () => {
    const bytes = byUs([{ kind: 'string', number: 1, value: 'é漢😀𠀀' }]);
    expect(Buffer.from(bytes).toString()).toBe('\n\u000dé漢😀𠀀');
  });

  it.each([0, 1, -1, 2 ** 31, -(2 ** 31), 2 ** 32 + 5, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])(
    'writes %i, and the reader gives it back',
    (value) => {
      const bytes = byUs([{ kind: 'varint', number: 1, value }]);
      expect(bytes).toEqual(byPbf([{ kind: 'varint', number: 1, value }]));
      const read = (_: number, found: number[], reader: ProtobufReader) =>
        void found.push(reader.readVarint());
      expect(readProtobuf(bytes, read, [])).toEqual([value]);
    },
  );
});

describe('the reader', () => {
  it('finds the fields that pbf finds, and skips the others', () => {
    const kinds = (all: readonly Field[]) => new Map(all.map(({ number: at, kind }) => [at, kind]));
    fc.assert(
      fc.property(fields, (drawn) => {
        const known = kinds(drawn);
        const all = drawn.filter(({ number: at, kind }) => known.get(at) === kind); // a field has one kind
        const found: unknown[] = [];
        readProtobuf(
          byPbf(all),
          (at, into: unknown[], reader) => {
            if (known.get(at) === 'varint') into.push(at, reader.readVarint());
            else if (known.get(at) === 'string') into.push(at, reader.readString());
            else into.push(at);
          },
          found,
        );
        const expected: unknown[] = [];
        new PbfReader(byPbf(all)).readFields((at: number, into: unknown[], reader: PbfReader) => {
          if (known.get(at) === 'varint') into.push(at, reader.readVarint(true));
          else if (known.get(at) === 'string') into.push(at, reader.readString());
          else into.push(at);
        }, expected);
        expect(found).toEqual(expected);
      }),
    );
  });

  it.each([
    ['a message that ends early', [0x0a, 5, 1]],
    ['an integer without end', Array<number>(12).fill(0xff)],
    ['a field of a type that there is not', [0x0b]],
    ['a tag alone', [0x08]],
  ])('refuses %s', (_, bytes) => {
    expect(() => readProtobuf(Uint8Array.from(bytes), () => {}, undefined)).toThrow(RangeError);
  });
});
