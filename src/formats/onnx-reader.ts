// What an ONNX file from a stranger asks for and gives, without its weights: enough to say whether it can be run here.
// Pure; imports base only. Field numbers as in onnx.proto.

import { type DType, dtypes } from '../base/dtype.ts';
import { FormatError } from '../base/errors.ts';
import { type ProtobufReader, readProtobuf } from './protobuf.ts';

/** An input or output. Undefined stands for what the file leaves open: a dtype that we do not know, a free size. */
export interface OnnxPort {
  readonly name: string;
  readonly dtype: DType | undefined;
  readonly shape: readonly (number | undefined)[];
}

/** The outside of a model. */
export interface OnnxOutside {
  /** Without those that have an initializer. */
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
  readonly metadata: Readonly<Record<string, string>>;
  /** Whether weights lie in other files. */
  readonly hasExternalData: boolean;
  /** Whether nodes hold graphs (loops, branches) or the file defines functions of its own. */
  readonly hasInnerGraphs: boolean;
}

interface Port {
  name: string;
  dtype: DType | undefined;
  shape: (number | undefined)[];
}

interface Found {
  readonly inputs: Port[];
  readonly outputs: Port[];
  readonly initializers: Set<string>;
  readonly metadata: Map<string, string>;
  graphs: number;
  isExternal: boolean;
  isNested: boolean;
}

/** Reads the outside of an `.onnx` file.
 *  @throws FormatError if the bytes are no ONNX model */
export function readOnnxOutside(bytes: Uint8Array): OnnxOutside {
  const found: Found = {
    inputs: [],
    outputs: [],
    initializers: new Set(),
    metadata: new Map(),
    graphs: 0,
    isExternal: false,
    isNested: false,
  };
  try {
    readProtobuf(bytes, readModelField, found);
  } catch (cause) {
    throw new FormatError(`onnx: expected a model, got ${bytes.length} bytes that cannot be read as one`, {
      cause,
    });
  }
  if (found.graphs !== 1)
    throw new FormatError(`onnx: expected a model with one graph, got ${found.graphs} graphs`);
  return {
    inputs: found.inputs.filter(({ name }) => !found.initializers.has(name)),
    outputs: found.outputs,
    metadata: Object.fromEntries(found.metadata),
    hasExternalData: found.isExternal,
    hasInnerGraphs: found.isNested,
  };
}

function readModelField(tag: number, found: Found, reader: ProtobufReader): void {
  if (tag === 7) {
    found.graphs++;
    reader.readMessage(readGraphField, found);
  } else if (tag === 14) {
    const entry = reader.readMessage(readEntryField, { key: '', value: '' });
    if (entry.key !== '__proto__') found.metadata.set(entry.key, entry.value);
  } else if (tag === 25) found.isNested = true;
}

function readEntryField(tag: number, entry: { key: string; value: string }, reader: ProtobufReader): void {
  if (tag === 1) entry.key = reader.readString();
  else if (tag === 2) entry.value = reader.readString();
}

function readGraphField(tag: number, found: Found, reader: ProtobufReader): void {
  if (tag === 1) reader.readMessage(readNodeField, found);
  else if (tag === 5) found.initializers.add(readTensor(found, reader));
  else if (tag === 11) found.inputs.push(readPort(reader));
  else if (tag === 12) found.outputs.push(readPort(reader));
  else if (tag === 15) found.isNested = true; // sparse initializers: tensors in tensors
}

function readNodeField(tag: number, found: Found, reader: ProtobufReader): void {
  if (tag === 5) reader.readMessage(readAttributeField, found);
}

function readAttributeField(tag: number, found: Found, reader: ProtobufReader): void {
  if (tag === 5 || tag === 10) readTensor(found, reader);
  else if (tag === 6 || tag === 11) found.isNested = true;
}

/** Notes whether the tensor's data lie elsewhere, and gives its name. */
function readTensor(found: Found, reader: ProtobufReader): string {
  const tensor = reader.readMessage(readTensorField, { name: '', isExternal: false });
  found.isExternal ||= tensor.isExternal;
  return tensor.name;
}

function readTensorField(
  tag: number,
  tensor: { name: string; isExternal: boolean },
  reader: ProtobufReader,
): void {
  if (tag === 8) tensor.name = reader.readString();
  else if (tag === 13) tensor.isExternal = true;
  else if (tag === 14) tensor.isExternal ||= reader.readVarint() !== 0;
}

function readPort(reader: ProtobufReader): Port {
  return reader.readMessage(readPortField, { name: '', dtype: undefined, shape: [] } as Port);
}

function readPortField(tag: number, port: Port, reader: ProtobufReader): void {
  if (tag === 1) port.name = reader.readString();
  else if (tag === 2) reader.readMessage(readTypeField, port);
}

function readTypeField(tag: number, port: Port, reader: ProtobufReader): void {
  if (tag === 1) reader.readMessage(readTensorTypeField, port);
}

function readTensorTypeField(tag: number, port: Port, reader: ProtobufReader): void {
  if (tag === 1) port.dtype = dtypeOf(reader.readVarint());
  else if (tag === 2) reader.readMessage(readShapeField, port);
}

const dtypeOf = (code: number): DType | undefined =>
  (Object.keys(dtypes) as DType[]).find((name) => dtypes[name].onnxCode === code);

function readShapeField(tag: number, port: Port, reader: ProtobufReader): void {
  if (tag !== 1) return;
  const dimension: { size: number | undefined } = { size: undefined };
  reader.readMessage(readDimensionField, dimension);
  port.shape.push(dimension.size);
}

function readDimensionField(
  tag: number,
  dimension: { size: number | undefined },
  reader: ProtobufReader,
): void {
  if (tag === 1) dimension.size = reader.readVarint();
}
