// Names of files as text: of bytes that need not be UTF-8. Pure.

import { isUtf8 } from 'node:buffer';

/** A path as the file system takes it: bytes where they are no UTF-8. */
export type Place = string | Buffer;

/** A name for people: bytes that are no UTF-8 as `\xff`. */
export function nameText(name: Buffer): string {
  if (isUtf8(name)) return name.toString('utf8');
  return Array.from(name, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
  ).join('');
}

/** A file in a folder. */
export function placeIn(folder: Place, name: Buffer): Place {
  if (typeof folder === 'string' && isUtf8(name)) return `${folder}/${name.toString('utf8')}`;
  return Buffer.concat([Buffer.from(folder), Buffer.from('/'), name]);
}

/** A place for people. */
export const placeText = (place: Place): string => (typeof place === 'string' ? place : nameText(place));
