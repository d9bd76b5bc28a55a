// Mode coverage of points against a mixture of Gaussians in the plane, by the protocol of PacGAN. Pure.

import { ShapeError } from '../base/errors.ts';
import { klDivergence } from './histogram.ts';
import type { Vectors } from './vectors.ts';

/** Equally likely round Gaussians in the plane. */
export interface Mixture {
  readonly centres: readonly (readonly [number, number])[];
  /** Standard deviation of each coordinate. */
  readonly sigma: number;
}

/** How points spread over modes. */
export interface ModeCoverage {
  /** How many modes have a high-quality point. */
  readonly modesCovered: number;
  readonly modeCount: number;
  /** Share of the points within 3 σ of their nearest mode. */
  readonly highQualityShare: number;
  /** KL divergence in nats of the points' shares of the modes from uniform; every point counts for its nearest. */
  readonly reverseKl: number;
  /** Points per nearest mode, in the order of the centres. */
  readonly histogram: readonly number[];
}

/** A point within this many σ of its nearest mode is of high quality. */
export const qualityRadius = 3;

/** Counts modes: each point belongs to its nearest mode, is of high quality within 3 σ of it, and a mode is covered
 *  if one high-quality point belongs to it. PacGAN generates 2,500 points.
 *  @param points  [N, 2]
 *  @throws        ShapeError if the points are not in the plane or there is no mode
 *  @see Lin et al. 2018, arXiv:1712.04086, section 4.1; Srivastava et al. 2017 (VEEGAN), arXiv:1705.07761 */
export function modeCoverage(points: Vectors, { centres, sigma }: Mixture): ModeCoverage {
  if (points.dimension !== 2 || centres.length === 0) {
    const got = `dimension ${points.dimension} and ${centres.length} modes`;
    throw new ShapeError(`modes: needs points in the plane and modes, got ${got}`);
  }
  const histogram = new Array<number>(centres.length).fill(0);
  const isCovered = new Array<boolean>(centres.length).fill(false);
  let good = 0;
  for (let index = 0; index < points.count; index++) {
    const { mode, distance } = nearestMode(points.values[2 * index]!, points.values[2 * index + 1]!, centres);
    histogram[mode]!++;
    if (distance > qualityRadius * sigma) continue;
    isCovered[mode] = true;
    good++;
  }
  return {
    modesCovered: isCovered.filter(Boolean).length,
    modeCount: centres.length,
    highQualityShare: good / points.count,
    reverseKl: klDivergence(histogram),
    histogram,
  };
}

function nearestMode(x: number, y: number, centres: Mixture['centres']): { mode: number; distance: number } {
  let [mode, best] = [0, Number.POSITIVE_INFINITY];
  for (const [index, [centreX, centreY]] of centres.entries()) {
    const squared = (x - centreX) ** 2 + (y - centreY) ** 2;
    if (squared < best) [mode, best] = [index, squared];
  }
  return { mode, distance: Math.sqrt(best) };
}
