// Level lines of a function on a lattice, by marching squares. Pure.

/** [x0, y0, x1, y1] in cells of the lattice, from the centre of its first cell. */
export type Segment = readonly [number, number, number, number];

/** Corners of a cell, counter-clockwise from below left. */
const corners = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
] as const;

/** The level line of `values` at a level. A saddle is cut by its mean. */
export function levelLine(values: Float32Array, side: number, level: number): readonly Segment[] {
  const segments: Segment[] = [];
  for (let row = 0; row < side - 1; row++) {
    for (let column = 0; column < side - 1; column++) {
      const at = corners.map(([x, y]) => values[(row + y) * side + column + x]! - level);
      const crossings = crossingsOf(at);
      if (crossings.length === 0) continue;
      const isHigh = at.reduce((sum, value) => sum + value, 0) > 0;
      const order = crossings.length === 4 && isHigh === at[0]! > 0 ? [0, 1, 2, 3] : [3, 0, 1, 2];
      for (let index = 0; index < crossings.length; index += 2) {
        const [first, second] =
          crossings.length === 2
            ? [crossings[0]!, crossings[1]!]
            : [crossings[order[index]!]!, crossings[order[index + 1]!]!];
        segments.push([column + first[0], row + first[1], column + second[0], row + second[1]]);
      }
    }
  }
  return segments;
}

/** Where the level crosses the edges of a cell, in their order. */
function crossingsOf(at: readonly number[]): readonly (readonly [number, number])[] {
  return corners.flatMap(([x, y], corner) => {
    const next = (corner + 1) % 4;
    const [from, to] = [at[corner]!, at[next]!];
    if (from > 0 === to > 0) return [];
    const share = from / (from - to);
    return [[x + share * (corners[next]![0] - x), y + share * (corners[next]![1] - y)] as const];
  });
}

/** Evenly spaced levels inside the values, without their ends. */
export function levelsOf(values: Float32Array, count: number): readonly number[] {
  const { least, most } = rangeOf(values);
  if (!(most > least)) return [];
  return Array.from({ length: count }, (_, index) => least + ((index + 1) / (count + 1)) * (most - least));
}

export function rangeOf(values: Float32Array): { readonly least: number; readonly most: number } {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { least, most };
}
