// Samples in a terminal: images as half blocks, points as dots.

import type { Float32Tensor } from '../../base/host-tensor.ts';
import type { ColorDepth, Paint } from '../terminal/colors.ts';
import { pointLines } from '../terminal/points.ts';
import { tileLines } from '../terminal/tiles.ts';

/** Lines that must stay free for everything else. */
const OTHER_LINES = 8;

/** Lines that show samples in a bit more than half of a terminal's rows; none where they are neither images nor
 *  points. */
export function sampleLines(
  samples: Float32Tensor,
  { columns, rows }: { readonly columns: number; readonly rows: number },
  depth: ColorDepth,
  paint: Paint,
): readonly string[] {
  const room = { columns: columns - 2, lines: Math.min(Math.floor(rows * 0.6), rows - OTHER_LINES) };
  const [, channels] = samples.shape;
  const isImage = samples.shape.length === 4 && (channels === 1 || channels === 3);
  const isPoints = samples.shape.length === 2 && channels === 2;
  if (isImage) return tileLines(samples, room, depth).map((line) => ` ${line}`);
  return isPoints ? pointLines(samples, room, paint).map((line) => ` ${line}`) : [];
}
