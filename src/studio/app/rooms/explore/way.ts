// A way from point to point of the latent space. Pure.

import { slerp } from '../../../../base/slerp.ts';

/** How many samples a way has; one through fewer than two points has none. */
export function wayLength(points: number, perLeg: number, isClosed: boolean): number {
  if (points < 2) return 0;
  return isClosed ? points * perLeg : (points - 1) * perLeg + 1;
}

/** Latents of the way through points. */
export function wayThrough(
  points: readonly Float32Array[],
  perLeg: number,
  isClosed: boolean,
): readonly Float32Array[] {
  return Array.from({ length: wayLength(points.length, perLeg, isClosed) }, (_, index) => {
    const leg = Math.floor(index / perLeg);
    const [from, to] = [points[leg % points.length]!, points[(leg + 1) % points.length]!];
    return slerp(from, to, (index % perLeg) / perLeg);
  });
}
