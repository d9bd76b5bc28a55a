// A decoder of ONNX models, for tests only: everything the writer can write, read back with pbf's reading half.

import { PbfReader } from 'pbf';
import { type DType, dtypes } from '../../src/base/dtype.ts';
import type { HostTensor } from '../../src/base/host-tensor.ts';
import type { OnnxAttribute, OnnxModel, OnnxNode, OnnxValue } from '../../src/formats/onnx.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function bytesToDType(code: number): DType {
  const entry = Object.entries(dtypes).find(([, { onnxCode }]) => onnxCode === code);
  if (entry === undefined) throw new Error(`unknown dtype code ${code}`);
  return entry[0] as DType;
}

interface ModelParts {
  irVersion: number;
  producer: string;
  opsets: Record<string, number>;
  metadata: Record<string, string>;
  graph: GraphParts;
}

interface GraphParts {
  name: string;
  nodes: OnnxNode[];
  initializers: Record<string, HostTensor>;
  inputs: OnnxValue[];
  outputs: OnnxValue[];
}

function readModelField(tag: number, model: ModelParts, reader: PbfReader): void {
  if (tag === 1) model.irVersion = reader.readVarint(true);
  else if (tag === 2) model.producer = reader.readString();
  else if (tag === 7) reader.readMessage(readGraphField, model.graph);
  else if (tag === 8) {
    const opset = reader.readMessage(readOpsetField, { domain: '', version: 0 });
    model.opsets[opset.domain] = opset.version;
  } else if (tag === 14) {
    const entry = reader.readMessage(readEntryField, { key: '', value: '' });
    model.metadata[entry.key] = entry.value;
  } else throw new Error(`unexpected model field ${tag}`);
}

function readOpsetField(tag: number, opset: { domain: string; version: number }, reader: PbfReader): void {
  if (tag === 1) opset.domain = reader.readString();
  else if (tag === 2) opset.version = reader.readVarint(true);
}

function readEntryField(tag: number, entry: { key: string; value: string }, reader: PbfReader): void {
  if (tag === 1) entry.key = reader.readString();
  else if (tag === 2) entry.value = reader.readString();
}

function readGraphField(tag: number, graph: GraphParts, reader: PbfReader): void {
  if (tag === 1) graph.nodes.push(readNode(reader));
  else if (tag === 2) graph.name = reader.readString();
  else if (tag === 5) {
    const { name, tensor } = readTensor(reader);
    graph.initializers[name] = tensor;
  } else if (tag === 11) graph.inputs.push(readValue(reader));
  else if (tag === 12) graph.outputs.push(readValue(reader));
  else throw new Error(`unexpected graph field ${tag}`);
}

function readNode(reader: PbfReader): OnnxNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes: Record<string, OnnxAttribute> = {};
  const node: Mutable<OnnxNode> = { name: '', opType: '', inputs, outputs, attributes };
  reader.readMessage((tag, _, field) => {
    if (tag === 1) inputs.push(field.readString());
    else if (tag === 2) outputs.push(field.readString());
    else if (tag === 3) node.name = field.readString();
    else if (tag === 4) node.opType = field.readString();
    else if (tag === 5) {
      const { name, attribute } = readAttribute(field);
      attributes[name] = attribute;
    } else if (tag === 7) node.domain = field.readString();
    else throw new Error(`unexpected node field ${tag}`);
  }, undefined);
  return node;
}

function readAttribute(reader: PbfReader): { name: string; attribute: OnnxAttribute } {
  const parts = { name: '', type: 0, f: 0, i: 0, s: '', floats: [] as number[], ints: [] as number[] };
  let tensor: HostTensor | undefined;
  reader.readMessage((tag, _, field) => {
    if (tag === 1) parts.name = field.readString();
    else if (tag === 2) parts.f = field.readFloat();
    else if (tag === 3) parts.i = field.readVarint(true);
    else if (tag === 4) parts.s = field.readString();
    else if (tag === 5) tensor = readTensor(field).tensor;
    else if (tag === 7) parts.floats.push(field.readFloat());
    else if (tag === 8) parts.ints.push(field.readVarint(true));
    else if (tag === 20) parts.type = field.readVarint();
    else throw new Error(`unexpected attribute field ${tag}`);
  }, undefined);
  return { name: parts.name, attribute: attributeOf(parts, tensor) };
}

function attributeOf(
  parts: { type: number; f: number; i: number; s: string; floats: number[]; ints: number[] },
  tensor: HostTensor | undefined,
): OnnxAttribute {
  if (parts.type === 1) return { float: parts.f };
  if (parts.type === 2) return { int: parts.i };
  if (parts.type === 3) return { string: parts.s };
  if (parts.type === 4 && tensor !== undefined) return { tensor };
  if (parts.type === 6) return { floats: parts.floats };
  if (parts.type === 7) return { ints: parts.ints };
  throw new Error(`unexpected attribute type ${parts.type}`);
}

function readTensor(reader: PbfReader): { name: string; tensor: HostTensor } {
  const shape: number[] = [];
  const parts = { name: '', code: 0, raw: new Uint8Array() as Uint8Array };
  reader.readMessage((tag, _, field) => {
    if (tag === 1) shape.push(field.readVarint(true));
    else if (tag === 2) parts.code = field.readVarint();
    else if (tag === 8) parts.name = field.readString();
    else if (tag === 9) parts.raw = field.readBytes();
    else throw new Error(`unexpected tensor field ${tag}`);
  }, undefined);
  const dtype = bytesToDType(parts.code);
  const copy = parts.raw.slice().buffer as ArrayBuffer;
  const data = dtypes[dtype].view(copy, 0, copy.byteLength / dtypes[dtype].sizeBytes);
  return { name: parts.name, tensor: { dtype, shape, data } };
}

function readValue(reader: PbfReader): OnnxValue {
  const shape: (number | string)[] = [];
  const value: Mutable<OnnxValue> = { name: '', dtype: 'float32', shape };
  let ranked = false;
  reader.readMessage((tag, _, field) => {
    if (tag === 1) value.name = field.readString();
    else if (tag === 3) value.description = field.readString();
    else if (tag === 2) field.readMessage(readType, undefined);
    else throw new Error(`unexpected value field ${tag}`);
  }, undefined);
  if (!ranked) throw new Error(`value ${value.name} has no shape`);
  return value;

  function readType(tag: number, _: undefined, field: PbfReader): void {
    if (tag !== 1) throw new Error(`unexpected type field ${tag}`);
    field.readMessage((inner, __, tensorType) => {
      if (inner === 1) value.dtype = bytesToDType(tensorType.readVarint());
      else if (inner === 2) {
        ranked = true;
        tensorType.readMessage(readDimension, undefined);
      }
    }, undefined);
  }

  function readDimension(tag: number, _: undefined, field: PbfReader): void {
    if (tag !== 1) throw new Error(`unexpected shape field ${tag}`);
    field.readMessage((inner, __, size) => {
      if (inner === 1) shape.push(size.readVarint(true));
      else if (inner === 2) shape.push(size.readString());
    }, undefined);
  }
}

/** The model in `bytes`; throws on fields that the writer never writes. */
export function decodeOnnx(bytes: Uint8Array): OnnxModel {
  const graph: GraphParts = { name: '', nodes: [], initializers: {}, inputs: [], outputs: [] };
  const parts: ModelParts = { irVersion: 0, producer: '', opsets: {}, metadata: {}, graph };
  new PbfReader(bytes).readFields(readModelField, parts);
  const { '': opset = 0, ...domains } = parts.opsets;
  return {
    irVersion: parts.irVersion,
    opset,
    ...(Object.keys(domains).length > 0 && { domains }),
    producer: parts.producer,
    graphName: graph.name,
    inputs: graph.inputs,
    outputs: graph.outputs,
    initializers: graph.initializers,
    nodes: graph.nodes,
    metadata: parts.metadata,
  };
}
