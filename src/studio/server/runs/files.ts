// The files of a run that readers may have, whole or in parts.

import fs from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { RunError } from '../../../base/errors.ts';
import { onFile } from '../../../run/files.ts';
import { numberOf, runPaths } from '../../../run/folder.ts';
import type { FileSystem } from '../../../run/system.ts';
import { logNames } from '../../protocol/runs.ts';
import type { FoundRun } from './catalog.ts';

const types: Readonly<Record<string, string>> = {
  jsonl: 'application/jsonl; charset=utf-8',
  png: 'image/png',
  onnx: 'application/octet-stream',
  safetensors: 'application/octet-stream',
};

const plain: readonly string[] = [
  ...logNames.map((name) => `${name}.jsonl`),
  'generator.safetensors',
  'best.safetensors',
  'generator.onnx',
];

/** The path of a file that readers may have; undefined for any other name. */
function pathOf(folder: string, name: string): string | undefined {
  if (plain.includes(name)) return join(folder, name);
  const [inner = '', file = '', ...rest] = name.split('/');
  const isPicture = inner === 'samples' && rest.length === 0 && file.endsWith('.png');
  if (!isPicture || (file !== 'real.png' && numberOf(file) === undefined)) return undefined;
  return join(runPaths(folder).samples, file);
}

/** What is asked of a file, as headers say it. */
export interface FileWish {
  readonly range?: string | undefined;
  /** The tag of the file that the range continues. */
  readonly ifRange?: string | undefined;
  /** Whether only the headers are asked for. */
  readonly isHead?: boolean;
}

/** The file as an answer: 206 for a range, 416 for one past its end, 404 for none.
 *  @throws RunError if a link leads out of the runs folder */
export function fileAnswer(
  { folder, system: { files } }: FoundRun,
  name: string,
  { range, ifRange, isHead = false }: FileWish = {},
): Response {
  const path = pathOf(folder, name);
  const status = path === undefined ? undefined : files.statSync(path, { throwIfNoEntry: false });
  if (path === undefined || status === undefined || !status.isFile()) {
    throw new RunError(`${name.slice(0, 80)}: expected a file of the run, got none of that name`);
  }
  const { size } = status;
  const headers = {
    'content-type': types[name.slice(name.lastIndexOf('.') + 1)]!,
    'accept-ranges': 'bytes',
    'cache-control': 'no-cache',
    etag: `"${status.mtimeMs.toString(36)}-${size.toString(36)}"`,
  };
  const isStale = ifRange !== undefined && ifRange !== headers.etag;
  const part = range === undefined || isStale ? 'whole' : parseRange(range, size);
  if (part === undefined) {
    return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` } });
  }
  const { from, to } = part === 'whole' ? { from: 0, to: size } : part;
  return new Response(isHead ? null : bytesOf(files, path, from, to), {
    status: part === 'whole' ? 200 : 206,
    headers: {
      ...headers,
      'content-length': String(to - from),
      ...(part !== 'whole' && { 'content-range': `bytes ${from}-${to - 1}/${size}` }),
    },
  });
}

interface Part {
  readonly from: number;
  /** Excluded. */
  readonly to: number;
}

/** One range as RFC 9110 writes it: `bytes=100-199`, `bytes=100-`, `bytes=-50`; undefined if the file has nothing of it.
 *  What is no range, or several, is passed over: the whole file is a good answer to it (section 14.2). */
export function parseRange(text: string, size: number): Part | 'whole' | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(text);
  if (match === null || (match[1] === '' && match[2] === '')) return 'whole';
  const [first, last] = [match[1]!, match[2]!];
  if (first !== '' && last !== '' && Number(last) < Number(first)) return 'whole';
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  return from < to ? { from, to } : undefined;
}

/** Parts up to this size are answered at once: a stream costs several times more than reading them. */
const SMALL_BYTES = 256 * 1024;

/** A part of a file, which had at least so many bytes just now. */
function bytesOf(
  files: FileSystem,
  path: string,
  from: number,
  to: number,
): Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null {
  if (from >= to) return null;
  if (to - from <= SMALL_BYTES) return smallPart(files, path, from, to);
  return Readable.toWeb(
    fs.createReadStream(path, { start: from, end: to - 1 }),
  ) as ReadableStream<Uint8Array>;
}

/** @throws RunError if the file is gone, or shorter than it was */
function smallPart(files: FileSystem, path: string, from: number, to: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(to - from);
  const file = onFile(path, 'read', () => files.openSync(path, 'r'));
  try {
    const count = files.readSync(file, bytes, 0, bytes.length, from);
    if (count === bytes.length) return bytes;
    throw new RunError(`${path}: expected ${to} bytes, got fewer: it was cut while it was read`);
  } finally {
    files.closeSync(file);
  }
}
