// Bytes that are read part by part: of an array in memory, or of a file whose reader is passed in. Pure.

/** Something to read bytes from. */
export interface ByteSource {
  readonly size: number;
  /** The bytes from `begin` up to `end`, alone in memory of their own. */
  read(begin: number, end: number): Uint8Array<ArrayBuffer>;
}

/** Bytes in memory as a source; a source is one already. */
export function sourceOf(bytes: Uint8Array | ByteSource): ByteSource {
  if (!(bytes instanceof Uint8Array)) return bytes;
  return { size: bytes.length, read: (begin, end) => new Uint8Array(bytes.subarray(begin, end)) };
}

/** The memory of an array, as bytes. */
export const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Parts one after the other, as one array. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** Parts one after the other in pieces of `limit` bytes, the last one shorter: small parts are gathered, large ones cut.
 *  A piece holds until the next one is asked for. */
export function* piecesOf(parts: readonly Uint8Array[], limit: number): Generator<Uint8Array, void> {
  const total = parts.reduce((sum, { length }) => sum + length, 0);
  const piece = new Uint8Array(Math.min(limit, total));
  let filled = 0;
  for (const part of parts) {
    for (let begin = 0; begin < part.length; ) {
      const end = Math.min(part.length, begin + piece.length - filled);
      piece.set(part.subarray(begin, end), filled);
      filled += end - begin;
      begin = end;
      if (filled < piece.length) continue;
      yield piece;
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}
