// The latent as an endless plane of integer seeds. Pure.
//
// At a whole point lies the noise of a seed: that of the first sample of `wgan sample --seed <seed>`. Between four of them
// the noise is their bilinear mix, divided by the square root of the sum of the squared weights: the corners are
// independent standard normal vectors, so the mix is one too, at every point of the plane, and its length is what the
// generator was trained on (a plain mix would be too short by up to a half). StyleGAN3's visualizer walks the same plane
// but mixes after its mapping network, where lengths do not matter.
// Agustsson et al. 2019, "Optimal transport maps for distribution preserving operations on latent spaces", arXiv:1711.01970.

import { fillNormal } from '../../../../base/random.ts';

/** Seeds grow by 1 to the right and by so many downwards. */
export const ROW = 1000;

const SEEDS = 2 ** 32;

/** A point of the plane; whole numbers are seeds. */
export interface Position {
  readonly x: number;
  readonly y: number;
}

/** The seed at a whole point. */
export function seedAt({ x, y }: Position): number {
  return (((x + ROW * y) % SEEDS) + SEEDS) % SEEDS;
}

/** Where a seed lies. */
export const positionOf = (seed: number): Position => ({ x: seed % ROW, y: Math.floor(seed / ROW) });

const isWhole = ({ x, y }: Position): boolean => Number.isInteger(x) && Number.isInteger(y);

/** The seed of a point that has one. */
export const seedOf = (position: Position): number | undefined =>
  isWhole(position) ? seedAt(position) : undefined;

/** Remembers the noise of seeds that were used. */
export interface LatentPlane {
  readonly latent: number;
  /** float32[latent], for the caller to change. */
  at(position: Position): Float32Array<ArrayBuffer>;
}

const MOST_KEPT = 4096;

export function createLatentPlane(latent: number): LatentPlane {
  const kept = new Map<number, Float32Array>();
  const noiseOf = (seed: number): Float32Array => {
    const known = kept.get(seed);
    if (known !== undefined) return known;
    if (kept.size >= MOST_KEPT) kept.clear();
    const noise = new Float32Array(latent);
    fillNormal(noise, { seed, purpose: 'sample', counter: 0 });
    kept.set(seed, noise);
    return noise;
  };
  return {
    latent,
    at({ x, y }) {
      const [left, top] = [Math.floor(x), Math.floor(y)];
      const [right, bottom] = [x - left, y - top];
      const corners = [
        { x: left, y: top, weight: (1 - right) * (1 - bottom) },
        { x: left + 1, y: top, weight: right * (1 - bottom) },
        { x: left, y: top + 1, weight: (1 - right) * bottom },
        { x: left + 1, y: top + 1, weight: right * bottom },
      ].filter(({ weight }) => weight > 0);
      const length = Math.sqrt(corners.reduce((sum, { weight }) => sum + weight * weight, 0));
      const mix = new Float32Array(latent);
      for (const { weight, ...corner } of corners) {
        const noise = noiseOf(seedAt(corner));
        const share = weight / length;
        for (let index = 0; index < latent; index++) mix[index]! += share * noise[index]!;
      }
      return mix;
    },
  };
}
