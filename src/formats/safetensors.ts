// Safetensors files: header length (uint64), JSON header, data, all little endian; tensor by tensor, so that no array
// need hold a whole file. Pure. https://github.com/huggingface/safetensors, "Format".

import { dtypes } from '../base/dtype.ts';
import { FormatError } from '../base/errors.ts';
import type { HostTensor, TensorRecord } from '../base/host-tensor.ts';
import { type ByteSource, bytesOf, joinBytes, sourceOf } from './byte-source.ts';
import { encodeHeader, type Header, inDataOrder, type Place, parseHeader } from './safetensors-header.ts';

/** What a file holds. */
export interface Safetensors {
  readonly tensors: TensorRecord;
  readonly metadata: Readonly<Record<string, string>>;
}

const lengthBytes = 8;
/** The limit of the reference implementation. */
const largestHeaderBytes = 100_000_000;

/** The tensors as a file: data in the order of the record, no gaps, header padded with spaces to 8 bytes.
 *  Equal tensors and metadata in equal order give equal bytes.
 *  @throws FormatError if a name is reserved or a tensor's data does not fit its shape */
export function encodeSafetensors(
  tensors: TensorRecord,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  return joinBytes(safetensorsParts(tensors, metadata));
}

/** The file of `encodeSafetensors` as parts, to be written one after the other: its header, then the memory of each
 *  tensor itself.
 *  @throws FormatError as `encodeSafetensors` does */
export function safetensorsParts(
  tensors: TensorRecord,
  metadata: Readonly<Record<string, string>> = {},
): readonly Uint8Array[] {
  const header = encodeHeader(tensors, metadata);
  const length = new Uint8Array(lengthBytes);
  new DataView(length.buffer).setBigUint64(0, BigInt(header.length), true);
  return [length, header, ...dataParts(tensors)];
}

/** The data section of a record's file, a part for each tensor: what a checksum covers. */
export const dataParts = (tensors: TensorRecord): readonly Uint8Array[] =>
  Object.values(tensors).map(({ data }) => bytesOf(data));

/** The tensors and metadata of a file. Every tensor gets memory of its own, aligned and free to transfer.
 *  @throws FormatError if anything in the file contradicts the format or itself, or a dtype is not supported */
export function decodeSafetensors(file: Uint8Array | ByteSource): Safetensors {
  const { tensors, metadata } = readSafetensors(file);
  return { tensors, metadata };
}

/** A file's tensors and metadata, and its data section: the bytes of the tensors in the order in which they lie there.
 *  @throws FormatError as `decodeSafetensors` does */
export function readSafetensors(
  file: Uint8Array | ByteSource,
): Safetensors & { readonly data: readonly Uint8Array[] } {
  const source = sourceOf(file);
  const { metadata, places, sorted, begin } = readHeader(source);
  const read = new Map(sorted.map((place) => [place.name, readTensor(place, source, begin)]));
  return {
    tensors: Object.fromEntries(places.map(({ name }) => [name, read.get(name)!])),
    metadata,
    data: [...read.values()].map(({ data }) => bytesOf(data)),
  };
}

/** Some of a file's tensors; the others are not read.
 *  @throws FormatError as `decodeSafetensors` does */
export function pickSafetensors(file: Uint8Array | ByteSource, names: readonly string[]): TensorRecord {
  const source = sourceOf(file);
  const { places, begin } = readHeader(source);
  const chosen = places.filter(({ name }) => names.includes(name));
  return Object.fromEntries(chosen.map((place) => [place.name, readTensor(place, source, begin)]));
}

/** What a file says of its tensors, of which none is read.
 *  @throws FormatError as `decodeSafetensors` does */
export function inspectSafetensors(file: Uint8Array | ByteSource): {
  readonly types: Readonly<Record<string, Omit<HostTensor, 'data'>>>;
  readonly metadata: Readonly<Record<string, string>>;
} {
  const { places, metadata } = readHeader(sourceOf(file));
  return {
    types: Object.fromEntries(places.map(({ name, dtype, shape }) => [name, { dtype, shape }])),
    metadata,
  };
}

/** The header of a file, its places also in the order of the data, and where the data begin. */
function readHeader(
  source: ByteSource,
): Header & { readonly sorted: readonly Place[]; readonly begin: number } {
  if (source.size < lengthBytes) {
    throw new FormatError(
      `safetensors: a file starts with ${lengthBytes} bytes of length, got ${source.size}`,
    );
  }
  const length = new DataView(source.read(0, lengthBytes).buffer).getBigUint64(0, true);
  const limit = Math.min(largestHeaderBytes, source.size - lengthBytes);
  if (length > limit) {
    throw new FormatError(
      `safetensors: header must have at most ${limit} bytes in a file of ${source.size}, got ${length}`,
    );
  }
  const begin = lengthBytes + Number(length);
  const header = parseHeader(source.read(lengthBytes, begin));
  return { ...header, sorted: inDataOrder(header.places, source.size - begin), begin };
}

function readTensor({ dtype, shape, begin, end }: Place, source: ByteSource, offset: number): HostTensor {
  const { buffer } = source.read(offset + begin, offset + end);
  return { dtype, shape, data: dtypes[dtype].view(buffer, 0, (end - begin) / dtypes[dtype].sizeBytes) };
}
