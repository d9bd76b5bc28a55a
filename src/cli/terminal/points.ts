// Points of the plane in a terminal: Braille characters, eight dots in every cell.

import type { Float32Tensor } from '../../base/host-tensor.ts';
import type { Paint } from './colors.ts';
import type { Room } from './tiles.ts';

/** The bit of each dot in a Braille character, by row and column of the cell. */
const dots = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

/** Half the width of the shown square: datasets of points lie within it. */
const REACH = 2;

/** Lines that show points of [−2, 2]² in a square; those outside lie on its edge.
 *  @param samples  float32[N, 2] */
export function pointLines(samples: Float32Tensor, room: Room, paint: Paint): readonly string[] {
  const lines = Math.min(room.lines, Math.floor(room.columns / 2));
  if (lines < 1) return [];
  const [width, height] = [4 * lines, 4 * lines];
  const cells = Array.from({ length: lines }, () => new Array<number>(2 * lines).fill(0));
  for (let index = 0; index < samples.data.length; index += 2) {
    const x = place(samples.data[index]!, width);
    const y = height - 1 - place(samples.data[index + 1]!, height);
    cells[y >> 2]![x >> 1]! |= dots[y & 3]![x & 1]!;
  }
  return cells.map((row) => paint('cyan', String.fromCodePoint(...row.map((bits) => 0x2800 + bits))));
}

function place(value: number, size: number): number {
  const position = Math.floor(((value + REACH) / (2 * REACH)) * size);
  return Math.min(size - 1, Math.max(0, Number.isNaN(position) ? 0 : position));
}
