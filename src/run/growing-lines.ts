// The lines of a file that others append to, shorten, remove and write anew, as they come; never more than a part of it
// in memory.

import { onFile } from './files.ts';
import type { FileSystem } from './system.ts';

/** Lines are looked for in so many bytes; longer ones are passed over. */
const PART_BYTES = 64 * 1024;
/** So much is read at a time: what is left comes with the next call. */
const MOST_BYTES = 1024 * 1024;
/** Of what was read last, to tell whether the file is still the one that was read. */
const TAIL_BYTES = 256;

export interface GrowingLines {
  /** What was written since the last call: complete lines in order, and the beginnings of those that are too long.
   *  @param end  where to stop; by default the end of the file
   *  @throws RunError if the file cannot be read */
  next(end?: number): readonly string[];
  /** Whether the last call left something. */
  readonly isBehind: boolean;
}

interface Place {
  readonly offset: number;
  /** The bytes before it. */
  readonly tail: Uint8Array;
  /** Whether it is inside of a line that is too long. */
  readonly isPassing: boolean;
}

const start: Place = { offset: 0, tail: new Uint8Array(), isPassing: false };

/** The lines of a file from its beginning. What is no plain file counts as none. A file that no longer ends, where it
 *  was read to, with the bytes that stood there is another one, and is read from its beginning. */
export function growingLines(files: FileSystem, path: string): GrowingLines {
  let place = start;
  let [ino, size, mtimeMs, isBehind, isCut] = [0, 0, 0, false, false];

  const isSeen = (): boolean => {
    const status = files.statSync(path, { throwIfNoEntry: false });
    const now = status?.isFile() ? status : { ino: 0, size: 0, mtimeMs: 0 };
    const isSame = now.ino === ino && now.size === size && now.mtimeMs === mtimeMs;
    ({ ino, size, mtimeMs } = now);
    if (size === 0) place = start;
    return size === 0 || (isSame && !isBehind && !isCut);
  };
  const read = (file: number, end: number): readonly string[] => {
    if (place.offset > size || !endsAlike(files, file, place)) place = start;
    const lines: string[] = [];
    const most = place.offset + MOST_BYTES;
    const stop = Math.min(size, end);
    while (place.offset < stop && place.offset < most) {
      const part = new Uint8Array(Math.min(PART_BYTES, stop - place.offset));
      const bytes = part.subarray(0, files.readSync(file, part, 0, part.length, place.offset));
      const taken = take(place, bytes, lines);
      if (taken === place) break;
      place = taken;
    }
    isBehind = place.offset < stop && place.offset >= most;
    isCut = stop < size;
    return lines;
  };
  return {
    next: (end = Number.POSITIVE_INFINITY) =>
      onFile(path, 'read', () => {
        if (isSeen()) return [];
        const file = files.openSync(path, 'r');
        try {
          return read(file, end);
        } finally {
          files.closeSync(file);
        }
      }),
    get isBehind() {
      return isBehind;
    },
  };
}

function endsAlike(files: FileSystem, file: number, { offset, tail }: Place): boolean {
  const bytes = new Uint8Array(tail.length);
  files.readSync(file, bytes, 0, bytes.length, offset - bytes.length);
  return bytes.every((byte, index) => byte === tail[index]);
}

/** Adds the lines that end in the next bytes; the same place where none does yet. */
function take(place: Place, bytes: Uint8Array, lines: string[]): Place {
  const textOf = (from: number, to: number) => new TextDecoder().decode(bytes.subarray(from, to));
  const first = place.isPassing ? bytes.indexOf(0x0a) + 1 : 0;
  const last = bytes.lastIndexOf(0x0a) + 1;
  if (last === 0 && bytes.length < PART_BYTES && !place.isPassing) return place;
  const isPassing = last === 0;
  if (isPassing && !place.isPassing) lines.push(textOf(0, 200));
  else lines.push(...textOf(first, last).split('\n').slice(0, -1));
  return moved(place, bytes.subarray(0, isPassing ? bytes.length : last), isPassing);
}

function moved({ offset, tail }: Place, bytes: Uint8Array, isPassing: boolean): Place {
  const joined = bytes.length >= TAIL_BYTES ? bytes : Uint8Array.of(...tail, ...bytes);
  return { offset: offset + bytes.length, tail: joined.slice(-TAIL_BYTES), isPassing };
}
