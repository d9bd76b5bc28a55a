// Programs that use trained networks: sampling, and the critic's estimate.

import type { TensorRecord } from '../base/host-tensor.ts';
import { mapRecord } from '../base/record.ts';
import type { Shape } from '../base/shape.ts';
import { input } from '../graph/leaves.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Tensors } from '../nn/layer.ts';
import { definePass, inferencePass, type Pass } from '../nn/pass.ts';
import type { Gan } from './gan.ts';
import { type Generator, generate } from './networks.ts';
import { scoresOf } from './passes.ts';

/** Symbolic parameters of a network, as inputs named `<prefix>.<parameter>`. */
export function parametersOf(parameters: TensorRecord, prefix: string): Tensors {
  return mapRecord(parameters, ({ shape, dtype }, name) => input(`${prefix}.${name}`, shape, dtype));
}

/** The pass of a network as after training: of one that is told classes, with the input `labels` float32[count, classes]. */
export const inferencePassOf = (
  { classes }: { readonly classes?: number | undefined },
  count: Shape[number],
): Pass =>
  classes === undefined
    ? inferencePass
    : definePass({ mode: 'inference', labels: input('labels', [count, classes]) });

/** Samples of a generator, as after training.
 *  @param parameters  the generator's; only their types matter
 *  @param prefix      of the inputs that hold them
 *  @param count       how many; 'N' for any number
 *  @returns           `samples` float32[count, ...sampleShape], from the input `latent` float32[count, latent] and, of a
 *                     generator that is told classes, `labels` float32[count, classes] */
export function samplingGraph(
  generator: Generator,
  parameters: TensorRecord,
  {
    prefix,
    latent,
    count,
  }: { readonly prefix: string; readonly latent: number; readonly count: Shape[number] },
): { readonly samples: Tensor } {
  const z = input('latent', [count, latent]);
  const pass = inferencePassOf(generator, count);
  return { samples: generate(generator, parametersOf(parameters, prefix), z, pass).output };
}

/** The critic's estimate on given samples: `wasserstein` where the objective estimates a distance, else the loss
 *  without terms; both float32[], from the inputs `real` and `fake` float32[count, ...sampleShape] and, of a critic that
 *  is told classes, `labels` float32[count, classes] of both. */
export function estimateGraph(gan: Gan, critic: TensorRecord, count: number): Tensors {
  const shape = [count, ...gan.sampleShape];
  const { classes } = gan.critic;
  const labels = classes === undefined ? undefined : input('labels', [count, classes]);
  const [real, fake] = [input('real', shape), input('fake', shape)];
  const scores = scoresOf(
    gan.critic,
    parametersOf(critic, 'critic'),
    { real: { samples: real, labels }, fake: { samples: fake, labels } },
    (own) => definePass({ mode: 'training', labels: own }),
  );
  const { estimate, critic: side } = gan.objective;
  return estimate ? { wassersteinHoldout: estimate(scores) } : { criticLossHoldout: side.loss(scores) };
}
