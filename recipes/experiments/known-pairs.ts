// Pairs of distributions whose 1-Wasserstein distance is known exactly, in any number of dimensions.

import { fillNormal, fillUniform } from '../../src/base/random.ts';

export const pairKinds = ['shift', 'funnel'] as const;
export type PairKind = (typeof pairKinds)[number];

/** Draws batches of both distributions. */
export interface KnownPair {
  /** Writes `count` points of each, float32[count, dimension]; the same draw gives the same points. */
  draw(count: number, draw: number): { readonly real: Float32Array; readonly fake: Float32Array };
  /** W₁: exact for `shift`; for `funnel` the mean of 100,000 independent draws of an exact integrand. */
  readonly distance: number;
}

const SHIFT = 3;

/** A standard normal, and the same moved by 3 along (1, …, 1)/√D: W₁ = 3. */
function shifted(dimension: number, seed: number): KnownPair {
  const step = SHIFT / Math.sqrt(dimension);
  return {
    distance: SHIFT,
    draw(count, draw) {
      const real = normals(count * dimension, seed, 2 * draw);
      const fake = normals(count * dimension, seed, 2 * draw + 1).map((value) => value + step);
      return { real, fake };
    },
  };
}

/** How far a point goes towards its funnel's centre. */
const PART = 0.5;

/** A standard normal P, and its image under T, which moves each point half the way to the centre of the funnel that it
 *  lies in, of u(x) = min_n (‖x − aₙ‖ + bₙ). u is 1-Lipschitz and falls with slope 1 along each way, so that
 *  W₁(P, T#P) = E‖x − T(x)‖: the construction of Korotin et al. 2022 (arXiv:2206.07767, section 4), with a fixed part
 *  of the way instead of a power of the distance. */
function funnels(dimension: number, seed: number, count = 4): KnownPair {
  const centres = normals(count * dimension, seed, 9_000_001);
  const offsets = new Float32Array(count);
  fillUniform(offsets, { seed, purpose: 'evaluate', counter: 9_000_002 });
  const moved = (points: Float32Array) => {
    const result = points.slice();
    let way = 0;
    for (let start = 0; start < points.length; start += dimension) {
      way += move(points, result, start, dimension, centres, offsets);
    }
    return { result, meanWay: way / (points.length / dimension) };
  };
  const CHECKED = 100_000;
  return {
    distance: moved(normals(CHECKED * dimension, seed, 9_000_003)).meanWay,
    draw: (size, draw) => ({
      real: normals(size * dimension, seed, 2 * draw),
      fake: moved(normals(size * dimension, seed, 2 * draw + 1)).result,
    }),
  };
}

/** Moves one point; returns how far. */
function move(
  points: Float32Array,
  result: Float32Array,
  start: number,
  dimension: number,
  centres: Float32Array,
  offsets: Float32Array,
): number {
  let [best, least, distance] = [0, Number.POSITIVE_INFINITY, 0];
  for (let n = 0; n < offsets.length; n++) {
    let square = 0;
    for (let k = 0; k < dimension; k++) square += (points[start + k]! - centres[n * dimension + k]!) ** 2;
    const length = Math.sqrt(square);
    if (length + offsets[n]! < least) [best, least, distance] = [n, length + offsets[n]!, length];
  }
  for (let k = 0; k < dimension; k++) {
    result[start + k] = points[start + k]! + PART * (centres[best * dimension + k]! - points[start + k]!);
  }
  return PART * distance;
}

function normals(length: number, seed: number, counter: number): Float32Array {
  const values = new Float32Array(length);
  fillNormal(values, { seed, purpose: 'sample', counter });
  return values;
}

/** A pair of a kind. */
export function knownPair(kind: PairKind, dimension: number, seed: number): KnownPair {
  return kind === 'shift' ? shifted(dimension, seed) : funnels(dimension, seed);
}
