// Tables of places, made once for each geometry.

const made = new Map<string, Float64Array>();

/** The table of a key, made the first time. */
export function tableOf(parts: readonly (string | number)[], make: () => Iterable<number>): Float64Array {
  const key = parts.join(';');
  const before = made.get(key);
  if (before !== undefined) return before;
  const table = Float64Array.from(make());
  made.set(key, table);
  return table;
}

/** 0, 1, … below a number. */
export const below = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
