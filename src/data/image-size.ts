// The size to which images are brought. Pure.

/** The side of a square, or width and height, in pixels. */
export type ImageSize = number | readonly [width: number, height: number];

/** Width and height in pixels. */
export interface Extent {
  readonly width: number;
  readonly height: number;
}

export function extentOf(size: ImageSize): Extent {
  const [width, height] = typeof size === 'number' ? [size, size] : size;
  return { width, height };
}
