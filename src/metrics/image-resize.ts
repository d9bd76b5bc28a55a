// Images at the size that a network of features takes. Pure.

/** Weights of the pixels that one pixel of the result is made of, from `first` on; their sum is 1. */
interface Tap {
  readonly first: number;
  readonly weights: readonly number[];
}

/** Triangles as wide as a pixel of the coarser of both grids: linear interpolation where an image grows, a mean without
 *  moiré where it shrinks. */
function tapsOf(from: number, to: number): readonly Tap[] {
  const step = from / to;
  const reach = Math.max(1, step);
  return Array.from({ length: to }, (_, place) => {
    const centre = (place + 0.5) * step;
    const first = Math.max(0, Math.floor(centre - reach + 0.5));
    const end = Math.min(from, Math.floor(centre + reach + 0.5));
    const heights = Array.from({ length: end - first }, (__, at) =>
      Math.max(0, 1 - Math.abs(first + at + 0.5 - centre) / reach),
    );
    const sum = heights.reduce((total, height) => total + height, 0);
    return { first, weights: heights.map((height) => height / sum) };
  });
}

/** Resamples [lines, width, inner] along the second axis to one that is `taps` long. */
function along(
  values: ArrayLike<number>,
  [lines, width, inner]: readonly [number, number, number],
  taps: readonly Tap[],
): Float32Array {
  const out = new Float32Array(lines * taps.length * inner);
  for (let line = 0; line < lines; line++) {
    for (const [place, { first, weights }] of taps.entries()) {
      const to = (line * taps.length + place) * inner;
      for (const [at, weight] of weights.entries()) {
        const start = (line * width + first + at) * inner;
        for (let k = 0; k < inner; k++) out[to + k]! += weight * values[start + k]!;
      }
    }
  }
  return out;
}

/** Images in another size, each side on its own, as PyTorch's `interpolate(mode='bilinear', antialias=True)` has them.
 *  @param bytes  uint8[planes, height, width]
 *  @returns      float32[planes, size[0], size[1]], 0 to 255, unrounded */
export function resizedPlanes(
  bytes: Uint8Array,
  [height, width]: readonly [number, number],
  size: readonly [number, number],
): ArrayLike<number> {
  const planes = bytes.length / (height * width);
  const narrow =
    size[1] === width ? bytes : along(bytes, [planes * height, width, 1], tapsOf(width, size[1]));
  return size[0] === height ? narrow : along(narrow, [planes, height, size[1]], tapsOf(height, size[0]));
}
