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

/** How a picture of another shape becomes one of a given shape: its middle is cut out, all of it is padded, or it is
 *  stretched. */
export const fitChoices = ['crop', 'pad', 'stretch'] as const;
export type FitChoice = (typeof fitChoices)[number];

/** What becomes of transparency: a colour behind it, or a channel of its own. */
export const alphaChoices = ['white', 'black', 'keep'] as const;
export type AlphaChoice = (typeof alphaChoices)[number];

/** How a rectangle is written: width × height, as `96x64`. */
export const RECTANGLE = /^\d{1,4}x\d{1,4}$/;

/** The size that a configuration says: the side of a square, or a rectangle. */
export function imageSizeOf(said: number | string): ImageSize {
  if (typeof said === 'number') return said;
  const [width, height] = said.split('x').map(Number) as [number, number];
  return width === height ? width : [width, height];
}
