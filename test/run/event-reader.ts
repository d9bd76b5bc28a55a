// A reader of event files that shares nothing with what writes them: checksums bit by bit, messages by pbf.

import { readFileSync } from 'node:fs';
import { PbfReader } from 'pbf';

export interface ReadSummary {
  tag?: string;
  scalar?: number;
  image?: { height?: number; width?: number; colorspace?: number; png?: Uint8Array };
}

export interface ReadEvent {
  seconds?: number;
  step?: number;
  version?: string;
  /** Of a session: 1 is its start. */
  session?: number;
  summaries: ReadSummary[];
}

function bitwiseCrc32c(bytes: Uint8Array): bigint {
  let crc = 0xffffffffn;
  for (const byte of bytes) {
    crc ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit++) crc = crc & 1n ? (crc >> 1n) ^ 0x82f63b78n : crc >> 1n;
  }
  return crc ^ 0xffffffffn;
}

const masked = (crc: bigint) => (((crc >> 15n) | (crc << 17n)) + 0xa282ead8n) & 0xffffffffn;

function readSummary(tag: number, summary: ReadSummary, reader: PbfReader): void {
  if (tag === 1) summary.tag = reader.readString();
  if (tag === 2) summary.scalar = reader.readFloat();
  if (tag !== 4) return;
  summary.image = reader.readMessage((field, image: NonNullable<ReadSummary['image']>, inner: PbfReader) => {
    if (field === 1) image.height = inner.readVarint();
    if (field === 2) image.width = inner.readVarint();
    if (field === 3) image.colorspace = inner.readVarint();
    if (field === 4) image.png = inner.readBytes();
  }, {});
}

function readEvent(tag: number, event: ReadEvent, reader: PbfReader): void {
  if (tag === 1) event.seconds = reader.readDouble();
  if (tag === 2) event.step = reader.readVarint();
  if (tag === 3) event.version = reader.readString();
  if (tag === 5) {
    reader.readMessage((field, all: ReadSummary[], inner: PbfReader) => {
      if (field === 1) all.push(inner.readMessage(readSummary, {}));
    }, event.summaries);
  }
  if (tag === 7) {
    event.session = reader.readMessage(
      (field, into: { status?: number }, inner: PbfReader) => {
        if (field === 1) into.status = inner.readVarint();
      },
      {} as { status?: number },
    ).status!;
  }
}

/** The events of a file.
 *  @throws Error if a checksum is wrong, or a record is cut */
export function readEvents(path: string): readonly ReadEvent[] {
  const bytes = readFileSync(path);
  const events: ReadEvent[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = Number(bytes.readBigUInt64LE(at));
    const data = bytes.subarray(at + 12, at + 12 + length);
    const sums = [bytes.readUInt32LE(at + 8), bytes.readUInt32LE(at + 12 + length)];
    const wanted = [bytes.subarray(at, at + 8), data].map((part) => Number(masked(bitwiseCrc32c(part))));
    if (sums.join() !== wanted.join()) throw new Error(`wrong checksum in the record at ${at}`);
    events.push(new PbfReader(data).readFields(readEvent, { summaries: [] }));
    at += 16 + length;
  }
  return events;
}
