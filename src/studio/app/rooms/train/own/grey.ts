// Colours to grey, and what of a picture is used, as the command line does it for a folder of images.

/** The middle square of a picture. */
export function middleSquare(width: number, height: number) {
  const side = Math.min(width, height);
  return { left: (width - side) / 2, top: (height - side) / 2, side };
}

/** Bytes of sRGB as linear light. */
const linear = Float64Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

const encoded = (light: number): number =>
  255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055);

/** The grey that is as bright: luminance of linear light (IEC 61966-2-1).
 *  @param rgba  opaque pixels, four bytes each */
export function greyOf(rgba: Uint8ClampedArray): Uint8Array {
  return Uint8Array.from({ length: rgba.length / 4 }, (_, pixel) => {
    const [red, green, blue] = [rgba[4 * pixel]!, rgba[4 * pixel + 1]!, rgba[4 * pixel + 2]!];
    if (red === green && green === blue) return red;
    return Math.round(encoded(0.2126 * linear[red]! + 0.7152 * linear[green]! + 0.0722 * linear[blue]!));
  });
}
