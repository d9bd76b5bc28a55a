// The header of safetensors files: what tensors there are, and where they lie. Pure.
// https://github.com/huggingface/safetensors, "Format". Reading trusts nothing: files come from strangers.

import { type DType, dtypes } from '../base/dtype.ts';
import { FormatError } from '../base/errors.ts';
import type { HostTensor, TensorRecord } from '../base/host-tensor.ts';
import { formatType, sizeOf } from '../base/shape.ts';
import { measureJson } from './json.ts';

const codes: { readonly [D in DType]: string } = {
  float32: 'F32',
  int64: 'I64',
  int32: 'I32',
  uint8: 'U8',
  bool: 'BOOL',
};
const dtypeOfCode = new Map(Object.entries(codes).map(([dtype, code]) => [code, dtype as DType]));

/** {tensor: {shape: [...]}}; deeper brackets are never read. */
const headerDepth = 3;
const metadataName = '__metadata__';

/** Tensors in the order of the record, without gaps, padded with spaces to 8 bytes.
 *  @throws FormatError if a name is reserved or a tensor's data does not fit its shape */
export function encodeHeader(tensors: TensorRecord, metadata: Readonly<Record<string, string>>): Uint8Array {
  let offset = 0;
  const entries = Object.entries(tensors).map(([name, tensor]): [string, unknown] => {
    requireEncodable(name, tensor);
    const begin = offset;
    offset += tensor.data.byteLength;
    return [name, { dtype: codes[tensor.dtype], shape: tensor.shape, data_offsets: [begin, offset] }];
  });
  const first = Object.keys(metadata).length > 0 ? [[metadataName, metadata] as const] : [];
  const header = new TextEncoder().encode(JSON.stringify(Object.fromEntries([...first, ...entries])));
  const padded = new Uint8Array(Math.ceil(header.length / 8) * 8).fill(0x20);
  padded.set(header);
  return padded;
}

function requireEncodable(name: string, tensor: HostTensor): void {
  requireFreeName(name);
  if (tensor.data.length !== sizeOf(tensor.shape)) {
    throw failure(
      name,
      `${formatType(tensor)} must hold ${sizeOf(tensor.shape)} elements, got ${tensor.data.length}`,
    );
  }
}

/** What a header says. */
export interface Header {
  readonly places: readonly Place[];
  readonly metadata: Readonly<Record<string, string>>;
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A header, its places as they are named.
 *  @throws FormatError if it contradicts the format or itself, or a dtype is not supported */
export function parseHeader(bytes: Uint8Array): Header {
  const text = decodeText(bytes);
  const { names, depth } = measureJson(text);
  if (depth > headerDepth) {
    throw new FormatError(`safetensors: header must nest ${headerDepth} deep at most, got ${depth}`);
  }
  const header = parseJson(text);
  if (!text.startsWith('{') || !isObject(header)) {
    throw new FormatError(`safetensors: header must be a JSON object, got ${print(text)}`);
  }
  const { [metadataName]: metadata = {}, ...entries } = header;
  const parsed = {
    metadata: parseMetadata(metadata),
    places: Object.entries(entries).map(([name, entry]) => parsePlace(name, entry)),
  };
  requireDistinctNames(names, header);
  return parsed;
}

/** JSON.parse silently keeps the last of two equal names: then there are more `"name":` pairs than keys. */
function requireDistinctNames(names: number, header: JsonObject): void {
  const objects = [header, ...Object.values(header).filter(isObject)];
  const keys = objects.reduce((sum, object) => sum + Object.keys(object).length, 0);
  if (names !== keys) {
    throw new FormatError(`safetensors: header must not repeat names, got ${names} of which ${keys} differ`);
  }
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new FormatError(`safetensors: header must be UTF-8, got ${bytes.length} other bytes`, { cause });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FormatError(`safetensors: header must be JSON, got ${print(text)}`, { cause });
  }
}

function parseMetadata(metadata: unknown): Readonly<Record<string, string>> {
  if (!isObject(metadata)) {
    throw new FormatError(
      `safetensors: ${metadataName} must be an object of strings, got ${print(metadata)}`,
    );
  }
  const entries = Object.entries(metadata).map(([name, value]): [string, string] => {
    requireFreeName(name);
    if (typeof value !== 'string') {
      throw new FormatError(
        `safetensors: ${metadataName}.${print(name)} must be a string, got ${print(value)}`,
      );
    }
    return [name, value];
  });
  return Object.fromEntries(entries);
}

/** Where a tensor lies in the data section. */
export interface Place {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

function parsePlace(name: string, entry: unknown): Place {
  requireFreeName(name);
  if (!isObject(entry) || Object.keys(entry).sort().join() !== 'data_offsets,dtype,shape') {
    throw failure(name, `expected {dtype, shape, data_offsets}, got ${print(entry)}`);
  }
  const dtype = typeof entry.dtype === 'string' ? dtypeOfCode.get(entry.dtype) : undefined;
  if (dtype === undefined) {
    throw failure(
      name,
      `dtype must be one of ${[...dtypeOfCode.keys()].join(', ')}, got ${print(entry.dtype)}`,
    );
  }
  const shape = parseSizes(name, 'shape', entry.shape);
  const [begin, end, ...more] = parseSizes(name, 'data_offsets', entry.data_offsets);
  if (begin === undefined || end === undefined || more.length > 0 || end < begin) {
    throw failure(name, `data_offsets must be [begin, end], got ${print(entry.data_offsets)}`);
  }
  requireBytes(name, { dtype, shape }, end - begin);
  return { name, dtype, shape, begin, end };
}

function parseSizes(name: string, key: string, value: unknown): readonly number[] {
  const isSize = (size: unknown): size is number => Number.isSafeInteger(size) && (size as number) >= 0;
  if (Array.isArray(value) && value.every(isSize)) return value;
  throw failure(name, `${key} must be integers from 0 to ${Number.MAX_SAFE_INTEGER}, got ${print(value)}`);
}

function requireBytes(name: string, { dtype, shape }: Omit<HostTensor, 'data'>, actual: number): void {
  const type = `${dtype}${print(shape)}`;
  if (sizeOf(shape.map((size) => Math.max(size, 1))) > Number.MAX_SAFE_INTEGER) {
    throw failure(name, `expected sizes whose product is below 2⁵³, got ${type}`); // even if another size is 0
  }
  const expected = sizeOf(shape) * dtypes[dtype].sizeBytes;
  if (expected !== actual) throw failure(name, `${type} needs ${expected} bytes, got ${actual}`);
}

/** The places in the order of the data: each tensor begins where the one before ends, the last ends with the file.
 *  @throws FormatError otherwise */
export function inDataOrder(places: readonly Place[], dataBytes: number): readonly Place[] {
  const sorted = places.toSorted((a, b) => a.begin - b.begin || a.end - b.end);
  let offset = 0;
  for (const { name, begin, end } of sorted) {
    if (begin !== offset) {
      throw failure(name, `data must begin at byte ${offset}, without gap or overlap, got ${begin}`);
    }
    offset = end;
  }
  if (offset !== dataBytes) {
    throw new FormatError(`safetensors: tensors take ${offset} bytes, got ${dataBytes} bytes of data`);
  }
  return sorted;
}

/** Names that would not be plain keys of a record. */
function requireFreeName(name: string): void {
  if (name === '__proto__' || name === metadataName) {
    throw new FormatError(`safetensors: names must not be __proto__ or ${metadataName}, got ${print(name)}`);
  }
}

function failure(name: string, message: string): FormatError {
  return new FormatError(`safetensors: tensor ${print(name)}: ${message}`);
}

/** A value from a file as one short line; not JSON.stringify, which nested brackets can send out of the stack. */
function print(value: unknown): string {
  if (Array.isArray(value)) return `[${printList(value.map(printScalar))}]`;
  if (isObject(value)) return `{${printList(Object.keys(value).map(printScalar))}}`;
  return printScalar(value);
}

function printList(items: readonly string[]): string {
  return items.length > 6 ? `${items.slice(0, 6).join(',')},...` : items.join(',');
}

function printScalar(value: unknown): string {
  if (typeof value === 'string')
    return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}...` : value);
  if (Array.isArray(value)) return '[...]';
  return isObject(value) ? '{...}' : String(value);
}
