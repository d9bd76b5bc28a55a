// Braille characters: eight dots in every cell.

/** The bit of each dot in a Braille character, by row and column of the cell. */
const dots = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

/** A picture of dots, two across and four down in every cell. */
export interface DotCanvas {
  readonly width: number;
  readonly height: number;
  set(x: number, y: number): void;
  readonly lines: readonly string[];
}

/** An empty picture of so many cells. */
export function createDotCanvas(columns: number, rows: number): DotCanvas {
  const cells = Array.from({ length: rows }, () => new Array<number>(columns).fill(0));
  return {
    width: 2 * columns,
    height: 4 * rows,
    set(x, y) {
      cells[y >> 2]![x >> 1]! |= dots[y & 3]![x & 1]!;
    },
    get lines() {
      return cells.map((row) => String.fromCodePoint(...row.map((bits) => 0x2800 + bits)));
    },
  };
}
