// The critic as a landscape over its samples: how high it scores a place, and which way is up.

import type { TensorRecord } from '../base/host-tensor.ts';
import { gradient } from '../compiler/gradient.ts';
import { ones, sampleNorm } from '../graph/compositions.ts';
import { mul } from '../graph/elementwise.ts';
import { input } from '../graph/leaves.ts';
import { reshape } from '../graph/shaping.ts';
import type { Tensor } from '../graph/tensor.ts';
import { definePass } from '../nn/pass.ts';
import type { Gan } from './gan.ts';
import { parametersOf } from './inference.ts';

/** What a critic says of samples. A program takes those that it needs. */
export interface CriticField {
  /** float32[count] */
  readonly scores: Tensor;
  /** ∇ₓ critic(x), the way to higher scores: float32[count, ...sampleShape]. */
  readonly gradients: Tensor;
  /** √(Σ g² + 1e-12) over all axes but the first, as the penalty has it: float32[count]. */
  readonly gradientNorms: Tensor;
}

/** The field of a critic, as after training, from the input `points` float32[count, ...sampleShape]. One that is told
 *  classes is told an even mix of all.
 *  @param critic  its parameters, inputs named `critic.<parameter>`; only their types matter
 *  @param count   how many points */
export function criticFieldGraph(
  { critic: network, sampleShape }: Pick<Gan, 'critic' | 'sampleShape'>,
  critic: TensorRecord,
  count: number,
): CriticField {
  const points = input('points', [count, ...sampleShape]);
  const { classes } = network;
  const labels = classes === undefined ? undefined : mul(ones([count, classes]), 1 / classes);
  const pass = definePass({ mode: 'inference', labels });
  const { scores } = network.judge(parametersOf(critic, 'critic'), points, pass);
  const [gradients] = gradient(scores, [points], { seed: ones(scores.shape) }); // each score depends on its point only
  return {
    scores: reshape(scores, [count]),
    gradients: gradients!,
    gradientNorms: sampleNorm(gradients!),
  };
}
