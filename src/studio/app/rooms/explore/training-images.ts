// The packed training digits, and the one nearest to a sample.

import { FormatError } from '../../../../base/errors.ts';
import { bytesToFloats } from '../../../../data/dataset.ts';
import { decodeIdx } from '../../../../formats/idx.ts';
import { nearestImages } from '../../../../metrics/nearest.ts';
import type { OnProgress } from '../../runtime/fetch-runtime.ts';
import { fetchDigits } from '../../runtime/packed-digits.ts';
import type { NearestImage } from './worker-messages.ts';

/** Digits as bytes, [count, size]. */
export interface TrainingImages {
  readonly data: Uint8Array;
  readonly count: number;
  readonly size: number;
}

export async function loadTrainingImages(onProgress: OnProgress): Promise<TrainingImages> {
  const { shape, data } = decodeIdx(await fetchDigits(onProgress));
  const [count = 0, height = 0, width = 0] = shape;
  if (shape.length !== 3 || !(data instanceof Uint8Array)) {
    throw new FormatError(`training images: expected bytes [N,H,W], got [${shape.join(',')}]`);
  }
  return { data, count, size: height * width };
}

/** The training image nearest to a sample in [−1, 1].
 *  @throws ShapeError if they differ in size */
export function nearestTo(sample: Float32Array, { data, count, size }: TrainingImages): NearestImage {
  const bytes = Uint8Array.from(sample, (value) =>
    Math.min(255, Math.max(0, Math.round((value + 1) * 127.5))),
  );
  const [{ row, distance } = { row: 0, distance: 0 }] = nearestImages(bytes, data, size);
  const image = bytesToFloats(data.subarray(row * size, (row + 1) * size));
  return { image, distance, among: count };
}
