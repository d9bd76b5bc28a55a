// ONNX models as protobuf bytes, with the field numbers of onnx.proto.
// Pure; imports base only. Knows nothing of graphs: names, shapes and attributes arrive as plain records.

import { type DType, dtypes } from '../base/dtype.ts';
import { FormatError } from '../base/errors.ts';
import type { HostTensor, TensorRecord } from '../base/host-tensor.ts';
import { bytesOf } from './byte-source.ts';
import { createProtobufWriter, type ProtobufWriter } from './protobuf.ts';

/** One attribute of a node; the key says the ONNX type. */
export type OnnxAttribute =
  | { readonly float: number }
  | { readonly int: number }
  | { readonly ints: readonly number[] }
  | { readonly floats: readonly number[] }
  | { readonly string: string }
  | { readonly tensor: HostTensor };

/** A node. An empty input name is an optional input left out, as in ONNX; `domain` defaults to the standard ops. */
export interface OnnxNode {
  readonly name: string;
  readonly opType: string;
  readonly domain?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

/** A graph input or output. A dimension is a size or the name of a symbolic one: `['N', 784]`. */
export interface OnnxValue {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly (number | string)[];
  readonly description?: string;
}

/** A model with one graph. `opset` is the version of the standard ops, `domains` those of others. */
export interface OnnxModel {
  readonly irVersion: number;
  readonly opset: number;
  readonly domains?: Readonly<Record<string, number>>;
  readonly producer: string;
  readonly graphName: string;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly initializers: TensorRecord;
  readonly nodes: readonly OnnxNode[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** Protobuf messages hold at most 2³¹ − 1 bytes. */
const maximumBytes = 2 ** 31 - 1;

/** The model as the bytes of an `.onnx` file: equal models are equal bytes.
 *  @throws FormatError if a dimension or an integer attribute is not a safe integer, or the model exceeds 2 GiB */
export function encodeOnnx(model: OnnxModel): Uint8Array<ArrayBuffer> {
  const writer = createProtobufWriter(estimatedBytes(model));
  writeModel(model, writer);
  return writer.finish().slice();
}

/** Room for the initializers and a little more, so that large models are not copied while they grow.
 *  @throws FormatError if the initializers alone exceed what protobuf can hold */
function estimatedBytes({ initializers, nodes }: OnnxModel): number {
  const dataBytes = Object.values(initializers).reduce((sum, { data }) => sum + data.byteLength, 0);
  if (dataBytes > maximumBytes) {
    throw new FormatError(`onnx: initializers must fit in ${maximumBytes} bytes, got ${dataBytes}`);
  }
  return dataBytes + 256 * (1 + nodes.length + Object.keys(initializers).length);
}

function writeModel(model: OnnxModel, writer: ProtobufWriter): void {
  writer.writeVarintField(1, integer(model.irVersion, 'irVersion'));
  writer.writeStringField(2, model.producer);
  writer.writeMessage(7, writeGraph, model);
  const opsets = [['', model.opset] as const, ...Object.entries(model.domains ?? {})];
  for (const opset of opsets) writer.writeMessage(8, writeOpset, opset);
  for (const entry of Object.entries(model.metadata)) writer.writeMessage(14, writeEntry, entry);
}

function writeOpset([domain, version]: readonly [string, number], writer: ProtobufWriter): void {
  writer.writeStringField(1, domain);
  writer.writeVarintField(2, integer(version, `opset of domain "${domain}"`));
}

function writeEntry([key, value]: readonly [string, string], writer: ProtobufWriter): void {
  writer.writeStringField(1, key);
  writer.writeStringField(2, value);
}

function writeGraph(model: OnnxModel, writer: ProtobufWriter): void {
  for (const node of model.nodes) writer.writeMessage(1, writeNode, node);
  writer.writeStringField(2, model.graphName);
  for (const [name, tensor] of Object.entries(model.initializers)) {
    writer.writeMessage(5, writeTensor, { name, tensor });
  }
  for (const value of model.inputs) writer.writeMessage(11, writeValue, value);
  for (const value of model.outputs) writer.writeMessage(12, writeValue, value);
}

function writeNode(node: OnnxNode, writer: ProtobufWriter): void {
  for (const input of node.inputs) writer.writeStringField(1, input);
  for (const output of node.outputs) writer.writeStringField(2, output);
  writer.writeStringField(3, node.name);
  writer.writeStringField(4, node.opType);
  for (const [name, attribute] of Object.entries(node.attributes)) {
    writer.writeMessage(5, writeAttribute, { name, attribute, where: `${node.name}.${name}` });
  }
  if (node.domain !== undefined) writer.writeStringField(7, node.domain);
}

interface NamedAttribute {
  readonly name: string;
  readonly attribute: OnnxAttribute;
  readonly where: string;
}

/** Field 20 is the `AttributeType`; repeated numbers are written unpacked, as onnx.proto declares them. */
function writeAttribute({ name, attribute, where }: NamedAttribute, writer: ProtobufWriter): void {
  writer.writeStringField(1, name);
  if ('float' in attribute) {
    writer.writeFloatField(2, attribute.float);
    writer.writeVarintField(20, 1);
  } else if ('int' in attribute) {
    writer.writeVarintField(3, integer(attribute.int, where));
    writer.writeVarintField(20, 2);
  } else if ('string' in attribute) {
    writer.writeStringField(4, attribute.string);
    writer.writeVarintField(20, 3);
  } else if ('tensor' in attribute) {
    writer.writeMessage(5, writeTensor, { name: '', tensor: attribute.tensor });
    writer.writeVarintField(20, 4);
  } else if ('floats' in attribute) {
    for (const value of attribute.floats) writer.writeFloatField(7, value);
    writer.writeVarintField(20, 6);
  } else if ('ints' in attribute) {
    for (const value of attribute.ints) writer.writeVarintField(8, integer(value, where));
    writer.writeVarintField(20, 7);
  } else {
    attribute satisfies never;
  }
}

interface NamedTensor {
  readonly name: string;
  readonly tensor: HostTensor;
}

function writeTensor({ name, tensor }: NamedTensor, writer: ProtobufWriter): void {
  for (const size of tensor.shape) writer.writeVarintField(1, dimension(size, `initializer ${name}`));
  writer.writeVarintField(2, dtypes[tensor.dtype].onnxCode);
  if (name !== '') writer.writeStringField(8, name);
  writer.writeBytesField(9, bytesOf(tensor.data)); // little endian, as every machine that runs ONNX Runtime is
}

function writeValue({ name, dtype, shape, description }: OnnxValue, writer: ProtobufWriter): void {
  writer.writeStringField(1, name);
  writer.writeMessage(2, writeType, { name, dtype, shape });
  if (description !== undefined) writer.writeStringField(3, description);
}

/** TypeProto → tensor_type → shape: three nested messages. A scalar keeps its empty shape: none would mean any rank. */
function writeType(value: OnnxValue, writer: ProtobufWriter): void {
  writer.writeMessage(1, writeTensorType, value);
}

function writeTensorType(value: OnnxValue, writer: ProtobufWriter): void {
  writer.writeVarintField(1, dtypes[value.dtype].onnxCode);
  writer.writeMessage(2, writeShape, value);
}

function writeShape({ name, shape }: OnnxValue, writer: ProtobufWriter): void {
  for (const size of shape) writer.writeMessage(1, writeDimension, { name, size });
}

interface NamedSize {
  readonly name: string;
  readonly size: number | string;
}

function writeDimension({ name, size }: NamedSize, writer: ProtobufWriter): void {
  if (typeof size === 'string') writer.writeStringField(2, size);
  else writer.writeVarintField(1, dimension(size, `value ${name}`));
}

function dimension(size: number, where: string): number {
  if (!Number.isSafeInteger(size) || size < 0) {
    throw new FormatError(`onnx: dimensions of ${where} must be integers ≥ 0, got ${size}`);
  }
  return size;
}

function integer(value: number, where: string): number {
  if (!Number.isSafeInteger(value)) {
    throw new FormatError(`onnx: ${where} must be a safe integer, got ${value}`);
  }
  return value;
}
