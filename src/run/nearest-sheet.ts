// Samples beside the training images nearest to them, as one picture: what was learnt by heart is seen at once.

import { float32 } from '../base/host-tensor.ts';
import { sizeOf } from '../base/shape.ts';
import { bytesToFloats, type Dataset, selectRows } from '../data/dataset.ts';
import { joinBytes } from '../formats/byte-source.ts';
import { captionHeight, drawCaption } from '../formats/caption.ts';
import type { Image } from '../formats/png.ts';
import type { NearestImages } from '../metrics/nearest-features.ts';
import { gridOf } from './pictures.ts';

/** Pairs in a row. */
const across = 4;
const gap = 8;

/** Pairs of a sample, on the left, and its nearest training image, on the right, with their distance below; the nearest
 *  pair first.
 *  @returns grey, colour, or colour with alpha, as the images are, on white */
export function nearestSheet({ images, nearest }: NearestImages, dataset: Dataset): Image {
  const size = sizeOf(dataset.sampleShape);
  const order = nearest
    .map((found, index) => ({ ...found, index }))
    .toSorted((a, b) => a.distance - b.distance);
  const pairs = order.map(({ row, distance, index }) => {
    const real = selectRows(dataset, Uint32Array.of(row)).values as Uint8Array;
    const both = joinBytes([images.subarray(index * size, (index + 1) * size), real]);
    const tensor = float32([2, ...dataset.sampleShape], bytesToFloats(both));
    return { pair: gridOf(tensor, { columns: 2 })!, caption: distanceText(distance) };
  });
  const { width, height, channels } = pairs[0]!.pair;
  const [pitchX, pitchY] = [width + gap, height + captionHeight + 2 * gap];
  const [columns, rows] = [Math.min(across, pairs.length), Math.ceil(pairs.length / across)];
  const sheet: Image = {
    ...{ width: columns * pitchX + gap, height: rows * pitchY + gap, channels },
    data: new Uint8Array((columns * pitchX + gap) * (rows * pitchY + gap) * channels).fill(255),
  };
  for (const [at, { pair, caption }] of pairs.entries()) {
    const [left, top] = [gap + (at % across) * pitchX, gap + Math.floor(at / across) * pitchY];
    for (let row = 0; row < height; row++) {
      const line = pair.data.subarray(row * width * channels, (row + 1) * width * channels);
      sheet.data.set(line, ((top + row) * sheet.width + left) * channels);
    }
    drawCaption(sheet, caption, left + width / 2, top + height + gap / 2);
  }
  return sheet;
}

/** Three digits, never with an exponent. */
const distanceText = (distance: number) =>
  distance >= 100 ? String(Math.round(distance)) : distance.toFixed(distance >= 10 ? 1 : 2);
