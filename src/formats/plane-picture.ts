// Samples in the plane as a picture: the critic's landscape with its level sets, real and fake points, and arrows that
// show where the critic pulls the fakes. Pure.

import type { Image } from './png.ts';
import { blend, type Color, createRaster, fillDisc, type Raster, rasterImage, strokeLine } from './raster.ts';

/** The square of the plane that is shown: centre ± reach. */
export interface PlaneView {
  readonly centre: readonly [x: number, y: number];
  readonly reach: number;
}

/** Scores of a critic over a view. */
export interface Landscape {
  /** float32[size, size], in rows from the top left, at the places of `planeGrid`. */
  readonly scores: Float32Array;
  readonly size: number;
}

/** Where a critic pulls. */
export interface Slopes {
  /** float32[N, 2] */
  readonly points: Float32Array;
  /** ∇ critic there, float32[N, 2]. */
  readonly gradients: Float32Array;
}

/** What a picture shows, from the back to the front; what is absent is not drawn. */
export interface PlaneLayers {
  readonly view: PlaneView;
  readonly landscape?: Landscape | undefined;
  /** Points float32[N, 2]. */
  readonly real?: Float32Array | undefined;
  readonly fake: Float32Array;
  readonly slopes?: Slopes | undefined;
}

/** Okabe and Ito's blue and orange, which colour-blind people tell apart, and the ends of the critic's ramp. */
const colors = {
  real: [0, 114, 178],
  fake: [230, 159, 0],
  high: [33, 102, 172],
  low: [178, 24, 43],
  white: [255, 255, 255],
  line: [70, 70, 80],
  arrow: [90, 50, 0],
} as const satisfies Readonly<Record<string, Color>>;

/** The square around points, with some air; outliers do not widen it.
 *  @param points  float32[N, 2] */
export function viewOf(points: Float32Array): PlaneView {
  const [x, y] = [0, 1].map((axis) => {
    const sorted = points.filter((_, index) => index % 2 === axis).sort();
    const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
    return { middle: (at(0.005) + at(0.995)) / 2, half: (at(0.995) - at(0.005)) / 2 };
  }) as [Extent, Extent];
  return { centre: [x.middle, y.middle], reach: 1.3 * Math.max(x.half, y.half) || 1 };
}

interface Extent {
  readonly middle: number;
  readonly half: number;
}

/** The places of a landscape: the centres of `size` × `size` cells, in rows from the top left, float32[size², 2]. */
export function planeGrid({ centre, reach }: PlaneView, size: number): Float32Array {
  const points = new Float32Array(size * size * 2);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const at = (row * size + column) * 2;
      points[at] = centre[0] + reach * ((2 * column + 1) / size - 1);
      points[at + 1] = centre[1] - reach * ((2 * row + 1) / size - 1);
    }
  }
  return points;
}

/** The picture.
 *  @param size  width and height in pixels */
export function planePicture({ view, landscape, real, fake, slopes }: PlaneLayers, size = 480): Image {
  const raster = createRaster(size, size);
  const place = placing(view, size);
  if (landscape !== undefined) drawLandscape(raster, landscape);
  if (real !== undefined) drawPoints(raster, real, place, size / 300, { color: colors.real, opacity: 0.4 });
  drawPoints(raster, fake, place, size / 240, { color: colors.fake, opacity: 0.85 });
  if (slopes !== undefined) drawArrows(raster, slopes, place);
  return rasterImage(raster);
}

type Place = (x: number, y: number) => readonly [number, number];

/** From the plane to pixels; what lies outside is shown on the edge. */
function placing({ centre, reach }: PlaneView, size: number): Place {
  const pixel = (offset: number) => Math.min(size, Math.max(0, ((offset / reach + 1) / 2) * size));
  return (x, y) => [pixel(x - centre[0]), pixel(centre[1] - y)];
}

function drawPoints(
  raster: Raster,
  points: Float32Array,
  place: Place,
  radius: number,
  ink: { readonly color: Color; readonly opacity: number },
): void {
  for (let index = 0; index < points.length; index += 2) {
    const [x, y] = place(points[index]!, points[index + 1]!);
    fillDisc(raster, x, y, radius, ink);
  }
}

/** How strongly the landscape is coloured, how many level sets it has, and how dark they are. */
const [saturation, levelCount, lineOpacity] = [0.55, 14, 0.4];

/** Blue where the critic scores high, as real samples, red where low; lines of equal score, evenly apart. A pixel lies on
 *  a line if its score is less than half a pixel's change from it. */
function drawLandscape(raster: Raster, landscape: Landscape): void {
  const { scores } = landscape;
  const sorted = Float32Array.from(scores).sort();
  const [low, high] = [sorted[0]!, sorted.at(-1)!];
  const middle = sorted[sorted.length >> 1]!;
  const scale = Math.max(high - middle, middle - low) || 1;
  const step = (high - low) / levelCount || 1;
  const size = raster.width;
  const values = interpolated(landscape, size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const place = y * (size + 1) + x;
      const value = values[place]!;
      const share = (value - middle) / scale;
      blend(raster, x, y, share > 0 ? colors.high : colors.low, saturation * Math.min(1, Math.abs(share)));
      const change = Math.hypot(values[place + 1]! - value, values[place + size + 1]! - value);
      const offset = Math.abs(value / step - Math.round(value / step)) * step;
      const isFlat = change < step * 1e-3;
      if (!isFlat) blend(raster, x, y, colors.line, lineOpacity * Math.max(0, 1 - offset / change));
    }
  }
}

/** The landscape at every pixel, bilinearly between its places and as steep beyond the outermost: float64[(pixels + 1)²],
 *  with a column and a row more, to tell changes by. */
function interpolated({ scores, size }: Landscape, pixels: number): Float64Array {
  const positions = Array.from({ length: pixels + 1 }, (_, pixel) => {
    const position = ((pixel + 0.5) / pixels) * size - 0.5;
    const before = Math.min(size - 2, Math.max(0, Math.floor(position)));
    return { before, share: position - before };
  });
  const values = new Float64Array((pixels + 1) ** 2);
  let index = 0;
  for (const { before: top, share: v } of positions) {
    for (const { before: left, share: u } of positions) {
      const start = top * size + left;
      const upper = scores[start]! * (1 - u) + scores[start + 1]! * u;
      const lower = scores[start + size]! * (1 - u) + scores[start + size + 1]! * u;
      values[index++] = upper * (1 - v) + lower * v;
    }
  }
  return values;
}

/** Arrows whose median length is this part of the width; none is longer than twice that. */
const arrowShare = 0.06;

/** Arrows along the gradients: the way on which the critic's score rises, which the generator follows. */
function drawArrows(raster: Raster, { points, gradients }: Slopes, place: Place): void {
  const norms = Array.from({ length: points.length / 2 }, (_, index) =>
    Math.hypot(gradients[2 * index]!, gradients[2 * index + 1]!),
  );
  const median = norms.toSorted((a, b) => a - b)[norms.length >> 1] ?? 0;
  if (!(median > 0)) return;
  const unit = (arrowShare * raster.width) / median;
  const ink = { color: colors.arrow, opacity: 0.8 };
  norms.forEach((norm, index) => {
    const from = place(points[2 * index]!, points[2 * index + 1]!);
    const length = Math.min(2 * arrowShare * raster.width, unit * norm);
    if (length < 2) return;
    const [dx, dy] = [gradients[2 * index]! / norm, -gradients[2 * index + 1]! / norm];
    const to = [from[0] + dx * length, from[1] + dy * length] as const;
    const head = Math.min(6, length / 2);
    strokeLine(raster, from, to, 1.2, ink);
    for (const side of [1, -1]) {
      const [hx, hy] = [-0.85 * dx - side * 0.5 * dy, -0.85 * dy + side * 0.5 * dx];
      strokeLine(raster, to, [to[0] + hx * head, to[1] + hy * head], 1.2, ink);
    }
  });
}
