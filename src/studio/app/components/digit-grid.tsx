// Images of a batch side by side, pixel for pixel, with gaps of one value.

import { useMemo } from 'preact/hooks';
import { Pixels } from './pixels.tsx';

/** A batch of images in [−1, 1], as generators make them. */
export interface Batch {
  /** [N, C, H, W] with C = 1, 3, or 4 with alpha. */
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

interface DigitGridProps {
  readonly batch: Batch | undefined;
  readonly columns: number;
  readonly label: string;
  readonly most?: number;
}

export function DigitGrid({ batch, columns, ...rest }: DigitGridProps) {
  const picture = useMemo(() => batch && gridImage(batch, columns), [batch, columns]);
  return <Pixels picture={picture} {...rest} />;
}

/** The batch as one picture, images row by row. */
export function gridImage({ shape, data }: Batch, columns: number): ImageData {
  const [count = 0, channels = 1, height = 0, width = 0] = shape;
  const rows = Math.ceil(count / columns);
  const image = new ImageData(columns * (width + 1) - 1, rows * (height + 1) - 1);
  const plane = height * width;
  for (let index = 0; index < count; index++) {
    const left = (index % columns) * (width + 1);
    const top = Math.floor(index / columns) * (height + 1);
    for (let pixel = 0; pixel < plane; pixel++) {
      const x = left + (pixel % width);
      const y = top + Math.floor(pixel / width);
      const to = 4 * (y * image.width + x);
      const from = index * channels * plane + pixel;
      for (let channel = 0; channel < 3; channel++) {
        const value = data[from + (channels >= 3 ? channel * plane : 0)]!;
        image.data[to + channel] = Math.round(127.5 * (value + 1)); // clamped by the array
      }
      image.data[to + 3] = channels === 4 ? Math.round(127.5 * (data[from + 3 * plane]! + 1)) : 255;
    }
  }
  return image;
}
