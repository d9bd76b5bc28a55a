// SHA-256 wherever this runs, browsers included.

import { joinBytes } from '../formats/byte-source.ts';

/** Computes the SHA-256 of parts one after the other, as hexadecimal digits. */
export type HashOf = (...parts: readonly Uint8Array[]) => Promise<string>;

/** SHA-256 of parts one after the other, as hexadecimal digits; several are joined first, where `HashOf` may be
 *  able to do without. */
export async function hashOf(...parts: readonly Uint8Array[]): Promise<string> {
  const whole = parts.length === 1 ? parts[0]! : joinBytes(parts);
  const digest = await crypto.subtle.digest('SHA-256', whole as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
