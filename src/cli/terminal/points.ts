// Points of the plane in a terminal: Braille characters, eight dots in every cell.

import type { Float32Tensor } from '../../base/host-tensor.ts';
import { type PlaneView, viewOf } from '../../formats/plane-picture.ts';
import { createDotCanvas } from './braille.ts';
import type { Paint } from './colors.ts';
import type { Room } from './tiles.ts';

/** The square that is shown by default: the known datasets of points lie within it. */
const usual: PlaneView = { centre: [0, 0], reach: 2 };

/** Lines that show points in a square; those outside lie on its edge.
 *  @param samples  float32[N, 2]
 *  @param view     by default [−2, 2]², or what the samples need where most lie outside */
export function pointLines(
  samples: Float32Tensor,
  room: Room,
  paint: Paint,
  view: PlaneView = usualOr(samples),
): readonly string[] {
  const lines = Math.min(room.lines, Math.floor(room.columns / 2));
  if (lines < 1) return [];
  const canvas = createDotCanvas(2 * lines, lines);
  for (let index = 0; index < samples.data.length; index += 2) {
    const x = place(samples.data[index]! - view.centre[0], view.reach, canvas.width);
    const y = canvas.height - 1 - place(samples.data[index + 1]! - view.centre[1], view.reach, canvas.height);
    canvas.set(x, y);
  }
  return canvas.lines.map((line) => paint('cyan', line));
}

function usualOr({ data }: Float32Tensor): PlaneView {
  const outside = data.filter((value) => Math.abs(value) > usual.reach).length;
  return outside > data.length / 2 ? viewOf(data) : usual;
}

function place(offset: number, reach: number, size: number): number {
  const position = Math.floor(((offset + reach) / (2 * reach)) * size);
  return Math.min(size - 1, Math.max(0, Number.isNaN(position) ? 0 : position));
}
