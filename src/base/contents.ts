// Arrays by what they hold.

/** Numbers of arrays, equal where their bytes are: 0, 1, … in the order in which contents are first seen. Arrays must not
 *  change meanwhile; of one that comes again nothing is read. */
export function createContentNumbers(): (array: ArrayBufferView) => number {
  const numbers = new Map<ArrayBufferView, number>();
  const alike = new Map<number, { readonly bytes: Uint8Array; readonly number: number }[]>();
  let seen = 0;
  const find = (array: ArrayBufferView): number => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    const hash = hashOf(bytes);
    const candidates = alike.get(hash) ?? [];
    const equal = candidates.find((other) => areEqual(other.bytes, bytes));
    if (equal !== undefined) return equal.number;
    alike.set(hash, [...candidates, { bytes, number: seen }]);
    return seen++;
  };
  return (array) => {
    const before = numbers.get(array);
    if (before !== undefined) return before;
    const number = find(array);
    numbers.set(array, number);
    return number;
  };
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** FNV-1a, 32 bits (Fowler, Noll and Vo, draft-eastlake-fnv). */
export function hashOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < bytes.length; index++) hash = Math.imul(hash ^ bytes[index]!, 0x01000193);
  return hash;
}
