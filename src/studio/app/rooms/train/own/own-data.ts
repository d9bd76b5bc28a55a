// A reader's own points and images, as this tab holds them.

import type { PointScale } from '../../../../../base/point-scale.ts';
import type { PlaneView } from '../../../../../formats/plane-picture.ts';
import type { OwnNeed } from './need.ts';

/** The side of images, as the digits' generator draws them. */
export const SIDE = 28;

export interface OwnData {
  /** Another one for every reading. */
  readonly id: number;
  readonly need: OwnNeed;
  /** [2] of points, [1, 28, 28] of images. */
  readonly sampleShape: readonly number[];
  /** Points as they are learnt; bytes of images. */
  readonly values: Float32Array | Uint8Array;
  /** How points were scaled. */
  readonly scale?: PointScale;
  /** The same as a formula. */
  readonly scaleText?: string;
  /** Where points lie. */
  readonly view?: PlaneView;
  /** Files that are no images. */
  readonly skipped: readonly string[];
  /** How many images were too many. */
  readonly over: number;
}

/** What files hold, before this reading of them has its number. */
export type ReadData = Omit<OwnData, 'id'>;

/** Images of 28 × 28 grey bytes, one after the other. */
export function ownImages(
  images: readonly Uint8Array[],
  name: string,
  { skipped, over }: Pick<OwnData, 'skipped' | 'over'>,
): ReadData {
  const values = new Uint8Array(images.length * SIDE * SIDE);
  images.forEach((image, index) => {
    values.set(image, index * SIDE * SIDE);
  });
  const need = { kind: 'images', count: images.length, name } as const;
  return { need, sampleShape: [1, SIDE, SIDE], values, skipped, over };
}

let readings = 0;

/** What was read, with its number. */
export function numbered(read: ReadData): OwnData {
  readings += 1;
  return { id: readings, ...read };
}
