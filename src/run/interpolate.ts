// Walks through the latent space of a trained generator.

import { type Float32Tensor, float32 } from '../base/host-tensor.ts';
import { slerp } from '../base/slerp.ts';
import { loadGenerator, type WeightOptions } from './model-file.ts';
import { fillNoise, generate, labelOf, requireCount } from './sample.ts';

export interface InterpolateOptions extends WeightOptions {
  /** Chooses the points that the walk passes. */
  readonly seed?: number | undefined;
  /** How many points it passes. */
  readonly points?: number | undefined;
  /** Samples from one point to the next. */
  readonly steps?: number | undefined;
  /** Of a generator that is told classes, the names of those that the points are of, in turn: between two of them labels
   *  are mixed. By default the first class alone. */
  readonly classes?: readonly string[] | undefined;
  /** As `SampleOptions` has it. */
  readonly truncation?: number | undefined;
  /** Whether it ends where it began, as an animation that repeats should. */
  readonly isLoop?: boolean | undefined;
}

/** Samples along a walk between random points of the latent space.
 *  @returns float32[count, ...sampleShape], images in [−1, 1]; (points − 1) · steps + 1 of them, of a loop points · steps
 *  @throws RunError, FormatError if there is no generator */
export async function interpolate(path: string, options: InterpolateOptions = {}): Promise<Float32Tensor> {
  const model = await loadGenerator(path, options);
  const { classes = model.spec.classes?.slice(0, 1) } = options;
  const anchors = classes?.map((name) => labelOf(model, name));
  const walk = latentWalk(model.spec.latent, options);
  return generate(
    model,
    walk,
    anchors && labelWalk(anchors, model.spec.classes!.length, walk.shape[0]!, options),
  );
}

/** Labels along a walk: one-hot at its points, mixed in between.
 *  @returns float32[count, classes] */
function labelWalk(
  anchors: readonly number[],
  classes: number,
  count: number,
  { points = 2, steps = 8 }: InterpolateOptions,
): Float32Tensor {
  const walk = float32([count, classes]);
  const at = (point: number) => anchors[(point % points) % anchors.length]!;
  for (let index = 0; index < count; index++) {
    const leg = Math.floor(index / steps);
    const share = (index % steps) / steps;
    walk.data[index * classes + at(leg)]! += 1 - share;
    walk.data[index * classes + at(leg + 1)]! += share;
  }
  return walk;
}

/** The noise of a walk: between two points along the great circle through them (White 2016, arXiv:1609.04468, "slerp"),
 *  which keeps to the lengths that noise has.
 *  @returns float32[count, latent] */
export function latentWalk(
  latent: number,
  { seed = 1, points = 2, steps = 8, isLoop = false, truncation }: InterpolateOptions = {},
): Float32Tensor {
  requireCount('points', points);
  requireCount('steps', steps);
  const anchors = new Float32Array(points * latent);
  fillNoise(anchors, seed, truncation);
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
