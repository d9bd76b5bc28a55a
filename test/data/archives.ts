// Tiny files of other tools, byte by byte: NumPy arrays, ZIP and tar archives, pickles as Python 2 wrote them.

import { crc32, deflateRawSync } from 'node:zlib';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

const join = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

/** A .npy file of version 1. */
export function npyFile(
  descr: string,
  shape: readonly number[],
  data: ArrayBufferView,
  { isFortran = false } = {},
): Uint8Array {
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const order = isFortran ? 'True' : 'False';
  const text = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${tuple}), }`;
  const header = `${text.padEnd(117)}\n`;
  const length = Uint8Array.of(header.length & 255, header.length >> 8);
  const values = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return join(bytes('\x93NUMPY\x01\x00'), length, bytes(header), values);
}

const little = (value: number, length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => Math.floor(value / 256 ** index) % 256);

/** A ZIP archive; contents are deflated. */
export function zipFile(
  files: Readonly<Record<string, Uint8Array | string>>,
  { flags = 0, claimedSize }: { readonly flags?: number; readonly claimedSize?: number } = {},
): Uint8Array {
  const locals: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let offset = 0;
  for (const [path, content] of Object.entries(files)) {
    const raw = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const packed = deflateRawSync(raw);
    const name = new TextEncoder().encode(path);
    const size = claimedSize ?? raw.length;
    const common = join(
      ...[little(20, 2), little(flags, 2), little(8, 2), little(0, 4)],
      ...[little(crc32(raw), 4), little(packed.length, 4), little(size, 4)],
      ...[little(name.length, 2), little(0, 2)],
    );
    const local = join(bytes('PK\x03\x04'), common, name, packed);
    central.push(join(bytes('PK\x01\x02'), little(20, 2), common, little(0, 10), little(offset, 4), name));
    locals.push(local);
    offset += local.length;
  }
  const directory = join(...central);
  const counts = join(little(central.length, 2), little(central.length, 2));
  const end = join(
    ...[bytes('PK\x05\x06'), little(0, 4), counts, little(directory.length, 4)],
    ...[little(offset, 4), little(0, 2)],
  );
  return join(...locals, directory, end);
}

/** A tar archive of plain files. */
export function tarFile(files: Readonly<Record<string, Uint8Array | string>>): Uint8Array {
  const parts = Object.entries(files).flatMap(([path, content]) => {
    const raw = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const header = new Uint8Array(512);
    const put = (at: number, text: string) => header.set(bytes(text), at);
    put(0, path);
    put(100, '0000644\0');
    put(124, `${raw.length.toString(8).padStart(11, '0')}\0`);
    put(148, '        ');
    put(156, '0');
    put(257, 'ustar\x0000');
    put(
      148,
      `${header
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
    );
    return [header, raw, new Uint8Array((512 - (raw.length % 512)) % 512)];
  });
  return join(...parts, new Uint8Array(1024));
}

/** What `pickled` writes. */
type Plain = string | number | readonly Plain[] | Uint8Array | { readonly [key: string]: Plain } | PlainArray;

/** A uint8 array of NumPy. */
export interface PlainArray {
  readonly shape: readonly [number, number];
  readonly data: Uint8Array;
}

const isArray = (value: Plain): value is PlainArray =>
  typeof value === 'object' && 'data' in value && 'shape' in value;

/** A pickle of protocol 2 as Python 2 writes it: texts are byte strings, arrays are rebuilt by NumPy. */
export function pickled(value: Plain): Uint8Array {
  return join(bytes('\x80\x02'), opcodes(value), bytes('.'));
}

function opcodes(value: Plain): Uint8Array {
  if (typeof value === 'number') return join(bytes('J'), little(value, 4));
  if (typeof value === 'string') return join(bytes('U'), little(value.length, 1), bytes(value));
  if (value instanceof Uint8Array) return join(bytes('T'), little(value.length, 4), value);
  if (Array.isArray(value)) return join(bytes(']('), ...value.map(opcodes), bytes('e'));
  if (isArray(value)) return arrayOpcodes(value);
  const items = Object.entries(value as Readonly<Record<string, Plain>>);
  return join(bytes('}('), ...items.flatMap(([key, inner]) => [opcodes(key), opcodes(inner)]), bytes('u'));
}

function arrayOpcodes({ shape: [rows, columns], data }: PlainArray): Uint8Array {
  const empty = bytes('cnumpy.core.multiarray\n_reconstruct\nq\x01cnumpy\nndarray\nK\x00\x85U\x01b\x87R');
  const type = bytes(
    'cnumpy\ndtype\nU\x02u1K\x00K\x01\x87R(K\x03U\x01|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb',
  );
  const shape = join(bytes('J'), little(rows, 4), bytes('J'), little(columns, 4), bytes('\x86'));
  return join(empty, bytes('(K\x01'), shape, type, bytes('\x89'), opcodes(data), bytes('tb'));
}
