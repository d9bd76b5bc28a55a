// Protocol buffers, as much of them as ONNX has. https://protobuf.dev/programming-guides/encoding/

/** Writes fields, one after the other. */
export interface ProtobufWriter {
  /** A safe integer; a negative one takes ten bytes. */
  writeVarintField(field: number, value: number): void;
  writeFloatField(field: number, value: number): void;
  writeStringField(field: number, text: string): void;
  writeBytesField(field: number, data: Uint8Array): void;
  /** What `write` writes of the value, as a message of its own. */
  writeMessage<T>(field: number, write: (value: T, writer: ProtobufWriter) => void, value: T): void;
  /** What was written, in memory that is larger. */
  finish(): Uint8Array<ArrayBuffer>;
}

const [VARINT, EIGHT_BYTES, LENGTH, FOUR_BYTES] = [0, 1, 2, 5];

const utf8 = new TextEncoder();

/** One number and its bytes; little endian, as every machine that runs ONNX Runtime is. */
const float = new Float32Array(1);
const bytesOfFloat = new Uint8Array(float.buffer);

/** @param room  bytes that are taken at once; more are taken where they are needed */
export function createProtobufWriter(room = 64): ProtobufWriter {
  let bytes = new Uint8Array(room);
  let position = 0;
  const reserve = (count: number) => {
    if (position + count <= bytes.length) return;
    const larger = new Uint8Array(Math.max(position + count, 2 * bytes.length));
    larger.set(bytes.subarray(0, position));
    bytes = larger;
  };
  /** Seven bits a byte, lowest first; of a negative number all 64, as two's complement. */
  const put = (value: number) => {
    reserve(10);
    let rest = value;
    const end = position + 9;
    while (value < 0 ? position < end : rest > 127) {
      bytes[position++] = (rest & 127) + 128;
      rest = Math.floor(rest / 128);
    }
    bytes[position++] = value < 0 ? 1 : rest;
  };
  const putTag = (field: number, type: number) => put(8 * field + type);
  const putBytes = (data: Uint8Array) => {
    put(data.length);
    reserve(data.length);
    bytes.set(data, position);
    position += data.length;
  };
  const writer: ProtobufWriter = {
    writeVarintField(field, value) {
      putTag(field, VARINT!);
      put(value);
    },
    writeFloatField(field, value) {
      putTag(field, FOUR_BYTES!);
      reserve(4);
      float[0] = value;
      bytes.set(bytesOfFloat, position);
      position += 4;
    },
    writeStringField(field, text) {
      putTag(field, LENGTH!);
      const start = position;
      put(text.length);
      reserve(text.length);
      for (let at = 0; at < text.length; at++) {
        const code = text.charCodeAt(at);
        if (code > 127) {
          position = start;
          return putBytes(utf8.encode(text));
        }
        bytes[position++] = code;
      }
    },
    writeBytesField(field, data) {
      putTag(field, LENGTH!);
      putBytes(data);
    },
    writeMessage(field, write, value) {
      putTag(field, LENGTH!);
      const start = position;
      write(value, writer);
      const end = position;
      put(end - start); // behind the message, to learn how long its length is
      const shift = position - end;
      bytes.copyWithin(start + shift, start, end);
      position = start;
      put(end - start);
      position = end + shift;
    },
    finish: () => bytes.subarray(0, position),
  };
  return writer;
}

/** Reads the value of a field; each value is read once, or not at all. */
export interface ProtobufReader {
  /** A 64-bit integer with sign, as a number. */
  readVarint(): number;
  readString(): string;
  /** What `read` finds in the message, which it is given for each field; what it does not read is skipped.
   *  @returns  `into` */
  readMessage<T>(read: (field: number, into: T, reader: ProtobufReader) => void, into: T): T;
}

/** The fields of a message, as `readMessage` has them.
 *  @throws RangeError if the bytes are no message */
export function readProtobuf<T>(
  bytes: Uint8Array,
  read: (field: number, into: T, reader: ProtobufReader) => void,
  into: T,
): T {
  let position = 0;
  const advance = (count: number, end: number) => {
    if (count < 0 || count > end - position)
      throw new RangeError(`protobuf: expected ${count} bytes at ${position}, got ${end - position}`);
    position += count;
    return position;
  };
  const varint = (end: number) => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[advance(1, end) - 1]!;
      value += BigInt(byte & 127) << shift;
      if (byte < 128) return Number(BigInt.asIntN(64, value));
    }
    throw new RangeError(
      `protobuf: expected an integer of at most ten bytes before ${position}, got a longer one`,
    );
  };
  const fieldsUntil = <U>(end: number, found: U, readField: Parameters<typeof readProtobuf<U>>[1]): U => {
    while (position < end) {
      const tag = varint(end);
      const start = position;
      readField(Math.floor(tag / 8), found, {
        readVarint: () => varint(end),
        readString: () => {
          const length = varint(end);
          const from = position;
          return new TextDecoder().decode(bytes.subarray(from, advance(length, end)));
        },
        readMessage: (readInner, inner) => {
          const length = varint(end);
          const until = position + length;
          advance(length, end);
          position = until - length;
          return fieldsUntil(until, inner, readInner);
        },
      });
      if (position === start) skip(tag & 7, end);
    }
    return found;
  };
  const skip = (type: number, end: number) => {
    if (type === VARINT) varint(end);
    else if (type === EIGHT_BYTES) advance(8, end);
    else if (type === FOUR_BYTES) advance(4, end);
    else if (type === LENGTH) advance(varint(end), end);
    else throw new RangeError(`protobuf: expected a field of type 0, 1, 2 or 5 at ${position}, got ${type}`);
  };
  return fieldsUntil(bytes.length, into, read);
}
