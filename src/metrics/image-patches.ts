// Images as small patches, from fine texture to the whole: a Laplacian pyramid, and places in it. Pure.
// Karras et al. 2018, arXiv:1710.10196, section 5; Burt and Adelson 1983 for the pyramid.

import { fillUniform } from '../base/random.ts';
import { type Vectors, vectors } from './vectors.ts';

/** Side of a patch. Images are halved until one patch sees nearly all of them. */
const side = 7;
/** Patches of an image, on every level. */
const perImage = 8;
/** Burt and Adelson's binomial filter. */
const taps = [1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16] as const;

/** One channel of an image, or of a level. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  /** Row-major. */
  readonly values: Float64Array;
}

/** Images of one shape. */
export interface Images {
  /** uint8[N, C, H, W] */
  readonly bytes: Uint8Array;
  /** [C, H, W] */
  readonly sampleShape: readonly number[];
}

/** What each halving takes away, from the finest on, and last what is left. */
export function laplacianPyramid(plane: Plane): readonly Plane[] {
  const { width, height, values } = plane;
  if (Math.min(width, height) < 2 * side) return [plane];
  const half = halved(plane);
  const blurred = blur(spread(half, width, height));
  const detail = values.map((value, index) => value - 4 * blurred.values[index]!);
  return [{ width, height, values: detail }, ...laplacianPyramid(half)];
}

/** Blurred, every second row and column. */
function halved(plane: Plane): Plane {
  const { values, width: across } = blur(plane);
  const [width, height] = [Math.ceil(plane.width / 2), Math.ceil(plane.height / 2)];
  const half = new Float64Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) half[y * width + x] = values[2 * y * across + 2 * x]!;
  return { width, height, values: half };
}

/** The values at even places of a larger plane, zeros between them. */
function spread({ width: across, values }: Plane, width: number, height: number): Plane {
  const wide = new Float64Array(width * height);
  for (let y = 0; y < height; y += 2)
    for (let x = 0; x < width; x += 2) wide[y * width + x] = values[(y / 2) * across + x / 2]!;
  return { width, height, values: wide };
}

function blur(plane: Plane): Plane {
  return blurAlong(blurAlong(plane, 1), plane.width);
}

/** Filters rows (step 1) or columns (step width); beyond an edge the image is mirrored about its last pixel. */
function blurAlong({ width, height, values }: Plane, step: number): Plane {
  const isRow = step === 1;
  const length = isRow ? width : height;
  const blurred = new Float64Array(values.length);
  for (let start = 0, line = 0; line < (isRow ? height : width); line++) {
    start = isRow ? line * width : line;
    for (let at = 0; at < length; at++) {
      let sum = 0;
      for (let tap = 0; tap < 5; tap++)
        sum += taps[tap]! * values[start + step * mirrored(at + tap - 2, length)]!;
      blurred[start + step * at] = sum;
    }
  }
  return { width, height, values: blurred };
}

const mirrored = (place: number, length: number): number => {
  const last = length - 1;
  return place < 0 ? Math.min(last, -place) : place > last ? Math.max(0, 2 * last - place) : place;
};

/** Patches of all images on each level, float64[N · patches, C · side · side]; the same places for the same seed. */
export function patchesOf({ bytes, sampleShape }: Images, seed: number): readonly Vectors[] {
  const [channels = 1, height = 1, width = 1] = sampleShape;
  const size = channels * height * width;
  const count = bytes.length / size;
  const uniforms = new Float32Array(2 * perImage * count);
  fillUniform(uniforms, { seed, purpose: 'evaluate', counter: 3 });
  const levels: Float64Array[] = [];
  for (let image = 0; image < count; image++) {
    const pyramids = Array.from({ length: channels }, (_, channel) => {
      const start = image * size + channel * height * width;
      return laplacianPyramid({
        width,
        height,
        values: Float64Array.from(bytes.subarray(start, start + height * width)),
      });
    });
    pyramids[0]!.forEach((_, level) => {
      const planes = pyramids.map((pyramid) => pyramid[level]!);
      const length = channels * patchSide(planes[0]!.width) * patchSide(planes[0]!.height);
      levels[level] ??= new Float64Array(count * perImage * length);
      for (let patch = image * perImage; patch < (image + 1) * perImage; patch++) {
        cut(planes, uniforms.subarray(2 * patch, 2 * patch + 2), levels[level], patch * length);
      }
    });
  }
  return levels.map((values) => vectors(values, values.length / (count * perImage)));
}

const patchSide = (length: number) => Math.min(side, length);

/** Writes the patch at a random place, channel by channel. */
function cut(planes: readonly Plane[], uniforms: Float32Array, out: Float64Array, to: number): void {
  const { width, height } = planes[0]!;
  const [wide, high] = [patchSide(width), patchSide(height)];
  const left = Math.floor(uniforms[0]! * (width - wide + 1));
  const top = Math.floor(uniforms[1]! * (height - high + 1));
  let place = to;
  for (const { values } of planes) {
    for (let y = top; y < top + high; y++) {
      for (let x = left; x < left + wide; x++) out[place++] = values[y * width + x]!;
    }
  }
}
