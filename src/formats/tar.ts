// Tar archives in memory, the plain files in them. Pure; imports base only.
// POSIX ustar, with the long names of GNU; checked by the checksum of each header.

import { FormatError } from '../base/errors.ts';

/** A file in an archive. */
export interface TarEntry {
  readonly path: string;
  /** A view of the archive. */
  readonly bytes: Uint8Array;
}

const block = 512;

/** The plain files of an archive, in its order; folders, links and devices are left out.
 *  @throws FormatError if it is none, or cut off */
export function decodeTar(archive: Uint8Array): readonly TarEntry[] {
  const entries: TarEntry[] = [];
  let longName: string | undefined;
  for (let at = 0; at + block <= archive.length && archive[at] !== 0; ) {
    const header = archive.subarray(at, at + block);
    requireChecksum(header, at);
    const size = octal(header, 124, 12);
    const begin = at + block;
    if (begin + size > archive.length) {
      throw new FormatError(`tar: a file of ${size} bytes at ${begin}, got ${archive.length} bytes in all`, {
        help: 'if it was cut off on its way, fetch it again',
      });
    }
    const bytes = archive.subarray(begin, begin + size);
    const kind = String.fromCharCode(header[156]!);
    if (kind === 'L') longName = text(bytes, 0, bytes.length);
    else {
      if (kind === '0' || kind === '\0') entries.push({ path: longName ?? pathOf(header), bytes });
      longName = undefined;
    }
    at = begin + block * Math.ceil(size / block);
  }
  if (entries.length === 0) throw new FormatError('tar: expected files, got none');
  return entries;
}

function requireChecksum(header: Uint8Array, at: number): void {
  const sum = header.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
  if (sum === octal(header, 148, 8)) return;
  throw new FormatError(`tar: expected a header at ${at}, got other bytes`, {
    help: 'if it was cut off on its way, fetch it again',
  });
}

function pathOf(header: Uint8Array): string {
  const isUstar = text(header, 257, 5) === 'ustar';
  const prefix = isUstar ? text(header, 345, 155) : '';
  const name = text(header, 0, 100);
  return prefix === '' ? name : `${prefix}/${name}`;
}

function text(bytes: Uint8Array, start: number, length: number): string {
  const own = bytes.subarray(start, start + length);
  const end = own.indexOf(0);
  return new TextDecoder().decode(end < 0 ? own : own.subarray(0, end));
}

const octal = (bytes: Uint8Array, start: number, length: number): number =>
  Number.parseInt(text(bytes, start, length).trim(), 8) || 0;
