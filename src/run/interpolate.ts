// Walks through the latent space of a trained generator.

import { type Float32Tensor, float32 } from '../base/host-tensor.ts';
import { fillNormal } from '../base/random.ts';
import { slerp } from '../base/slerp.ts';
import { loadGenerator, type WeightOptions } from './model-file.ts';
import { generate, requireCount } from './sample.ts';

export interface InterpolateOptions extends WeightOptions {
  /** Chooses the points that the walk passes. */
  readonly seed?: number | undefined;
  /** How many points it passes. */
  readonly points?: number | undefined;
  /** Samples from one point to the next. */
  readonly steps?: number | undefined;
  /** Whether it ends where it began, as an animation that repeats should. */
  readonly isLoop?: boolean | undefined;
}

/** Samples along a walk between random points of the latent space.
 *  @returns float32[count, ...sampleShape], images in [−1, 1]; (points − 1) · steps + 1 of them, of a loop points · steps
 *  @throws RunError, FormatError if there is no generator */
export async function interpolate(path: string, options: InterpolateOptions = {}): Promise<Float32Tensor> {
  const model = await loadGenerator(path, options);
  return generate(model, latentWalk(model.spec.latent, options));
}

/** The noise of a walk: between two points along the great circle through them (White 2016, arXiv:1609.04468, "slerp"),
 *  which keeps to the lengths that noise has.
 *  @returns float32[count, latent] */
export function latentWalk(
  latent: number,
  { seed = 1, points = 2, steps = 8, isLoop = false }: InterpolateOptions = {},
): Float32Tensor {
  requireCount('points', points);
  requireCount('steps', steps);
  const anchors = new Float32Array(points * latent);
  fillNormal(anchors, { seed, purpose: 'sample', counter: 0 });
  const anchor = (index: number) =>
    anchors.subarray((index % points) * latent, ((index % points) + 1) * latent);
  const count = isLoop ? points * steps : (points - 1) * steps + 1;
  const walk = float32([count, latent]);
  for (let index = 0; index < count; index++) {
    const leg = Math.floor(index / steps);
    const between = slerp(anchor(leg), anchor(leg + 1), (index % steps) / steps);
    walk.data.set(between, index * latent);
  }
  return walk;
}
