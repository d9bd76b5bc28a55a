// Samples in a terminal: images as half blocks, points as dots.

import type { Float32Tensor } from '../../base/host-tensor.ts';
import { isChannels } from '../../formats/image-grid.ts';
import type { PlaneView } from '../../formats/plane-picture.ts';
import type { ColorDepth, Paint } from '../terminal/colors.ts';
import { pointLines } from '../terminal/points.ts';
import { tileLines } from '../terminal/tiles.ts';

/** Lines that must stay free for everything else. */
const OTHER_LINES = 8;

/** Lines that show samples in a bit more than half of a terminal's rows; none where they are neither images nor
 *  points.
 *  @param view  the part of the plane in which the data lie, where that is known */
export function sampleLines(
  samples: Float32Tensor,
  { columns, rows }: { readonly columns: number; readonly rows: number },
  depth: ColorDepth,
  paint: Paint,
  view?: PlaneView,
): readonly string[] {
  const room = { columns: columns - 2, lines: Math.min(Math.floor(rows * 0.6), rows - OTHER_LINES) };
  const [, channels] = samples.shape;
  const isImage = samples.shape.length === 4 && isChannels(channels);
  const isPoints = samples.shape.length === 2 && channels === 2;
  if (isImage) return tileLines(samples, room, depth).map((line) => ` ${line}`);
  return isPoints ? pointLines(samples, room, paint, view).map((line) => ` ${line}`) : [];
}
