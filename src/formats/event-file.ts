// Event files, which TensorBoard reads: TFRecords of protobuf messages. Pure.
// tensorboard/compat/proto: event.proto, summary.proto.

import { pngHeader } from './png.ts';
import { createProtobufWriter, type ProtobufWriter } from './protobuf.ts';
import { tfRecord } from './tfrecord.ts';

/** A number or a picture of a step, under the name of its curve or row. */
export type Summary =
  | { readonly tag: string; readonly scalar: number }
  | { readonly tag: string; readonly png: Uint8Array };

/** What is told of a step. */
export interface SummaryEvent {
  readonly step: number;
  /** By the wall clock, since 1970. */
  readonly seconds: number;
  readonly summaries: readonly Summary[];
}

/** The records that a file begins with: its version, and that a session starts at a step, so that readers forget what they
 *  knew of this step and later ones. */
export function eventFileStart(step: number, seconds: number): readonly Uint8Array[] {
  const version = eventRecord(seconds, (event) => event.writeStringField(3, 'brain.Event:2'));
  const start = eventRecord(seconds, (event) => {
    event.writeVarintField(2, step);
    event.writeMessage(7, (_, log) => log.writeVarintField(1, 1), undefined); // SessionLog, START
  });
  return [version, start];
}

/** The record of an event.
 *  @throws FormatError if a picture is no PNG file */
export const summaryRecord = ({ step, seconds, summaries }: SummaryEvent): Uint8Array =>
  eventRecord(seconds, (event) => {
    event.writeVarintField(2, step);
    event.writeMessage(5, writeSummaries, summaries);
  });

function writeSummaries(summaries: readonly Summary[], writer: ProtobufWriter): void {
  for (const summary of summaries) writer.writeMessage(1, writeSummary, summary);
}

function writeSummary(summary: Summary, writer: ProtobufWriter): void {
  writer.writeStringField(1, summary.tag);
  if ('scalar' in summary) writer.writeFloatField(2, summary.scalar);
  else writer.writeMessage(4, writeImage, summary.png);
}

function writeImage(png: Uint8Array, writer: ProtobufWriter): void {
  const { width, height, channels } = pngHeader(png);
  writer.writeVarintField(1, height);
  writer.writeVarintField(2, width);
  writer.writeVarintField(3, channels);
  writer.writeBytesField(4, png);
}

/** The time comes first, as field 1 of type double. */
function eventRecord(seconds: number, write: (event: ProtobufWriter) => void): Uint8Array {
  const event = createProtobufWriter();
  write(event);
  const rest = event.finish();
  const bytes = new Uint8Array(9 + rest.length);
  bytes[0] = 0x09;
  new DataView(bytes.buffer).setFloat64(1, seconds, true);
  bytes.set(rest, 9);
  return tfRecord(bytes);
}
