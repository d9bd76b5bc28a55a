// Samples for evaluations: from noise of their own, the same every time, so that numbers can be repeated and compared.

import { type Float32Tensor, float32 } from '../base/host-tensor.ts';
import { fillNormal } from '../base/random.ts';
import type { Sampler } from '../metrics/samples.ts';

/** A sampler whose part k, counted from 0, is made from the noise of the stream (seed, `evaluate`, k).
 *  @param latent    size of the noise vector
 *  @param generate  from float32[N, latent] to samples */
export function evaluationSampler(
  seed: number,
  latent: number,
  generate: (noise: Float32Tensor) => Promise<Float32Tensor>,
): Sampler {
  let part = 0;
  return (count) => {
    const noise = float32([count, latent]);
    fillNormal(noise.data, { seed, purpose: 'evaluate', counter: part++ });
    return generate(noise);
  };
}
