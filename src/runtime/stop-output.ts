// ONNX Runtime's binding for Node writes results into the tensors that a run is given, and then copies every one of
// them into fresh memory, to return it. A training iteration gives back all weights and optimizer slots: those copies,
// and the garbage that they leave, take a fifth of the tutorial's iteration and more with Adam.
// A program is therefore loaded with one more output, ahead of all others, of a type that the binding cannot return.
// Where a run fetches it, everything is computed and written, and the binding stops before it copies.

import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { createProtobufWriter, type ProtobufWriter } from '../formats/protobuf.ts';

const NAME = 'wgan.stop';
const MESSAGE = 'Non tensor type is temporarily not supported.';

/** A session whose runs copy no result that has a place to go to. */
export interface FillingSession {
  /** Runs once. Returns at least what has no place: the outputs that are fetched into `null`. */
  run(
    inputs: Readonly<Record<string, Tensor>>,
    fetches: Readonly<Record<string, Tensor | null>>,
  ): Promise<Readonly<Record<string, Tensor>>>;
  release(): Promise<void>;
}

/** A session of the model that `bytes` encode.
 *  @param create  makes a session of a model */
export async function createFillingSession(
  bytes: Uint8Array,
  create: (bytes: Uint8Array) => Promise<InferenceSession>,
): Promise<FillingSession> {
  const session = await create(withStopOutput(bytes));
  return {
    async run(inputs, fetches) {
      if (Object.values(fetches).includes(null)) return session.run(inputs, fetches);
      try {
        return await session.run(inputs, { ...fetches, [NAME]: null });
      } catch (error) {
        if (error instanceof Error && error.message === MESSAGE) return {};
        throw error;
      }
    },
    release: () => session.release(),
  };
}

/** The model with an empty sequence as its first output. Protobuf merges messages that are written one after the other,
 *  and puts repeated fields in a row. Field numbers are those of onnx.proto. */
export function withStopOutput(bytes: Uint8Array): Uint8Array {
  const writer = createProtobufWriter();
  writer.writeMessage(7, writeGraph, NAME);
  const start = writer.finish();
  const model = new Uint8Array(start.length + bytes.length);
  model.set(start);
  model.set(bytes, start.length);
  return model;
}

function writeGraph(name: string, writer: ProtobufWriter): void {
  writer.writeMessage(1, writeNode, name);
  writer.writeMessage(12, writeOutput, name);
}

function writeNode(name: string, writer: ProtobufWriter): void {
  writer.writeStringField(2, name);
  writer.writeStringField(3, name);
  writer.writeStringField(4, 'SequenceEmpty');
}

function writeOutput(name: string, writer: ProtobufWriter): void {
  writer.writeStringField(1, name);
  writer.writeMessage(2, writeSequence, FLOAT);
}

/** `TensorProto.FLOAT`. */
const FLOAT = 1;

/** `TypeProto` of a sequence of tensors. */
function writeSequence(elements: number, writer: ProtobufWriter): void {
  writer.writeMessage(4, writeElement, elements);
}

function writeElement(elements: number, writer: ProtobufWriter): void {
  writer.writeMessage(1, writeTensor, elements);
}

function writeTensor(elements: number, writer: ProtobufWriter): void {
  writer.writeMessage(1, writeElementType, elements);
}

function writeElementType(elements: number, writer: ProtobufWriter): void {
  writer.writeVarintField(1, elements);
}
