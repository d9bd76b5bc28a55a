// A look into networks in training: what the generator makes, how steep the critic is there, what of its gradient
// arrives where in the generator.

import type { TensorRecord } from '../base/host-tensor.ts';
import { underPrefix } from '../base/record.ts';
import { gradient } from '../compiler/gradient.ts';
import { mean, ones, sampleSquares } from '../graph/compositions.ts';
import { abs, sqrt } from '../graph/elementwise.ts';
import { input } from '../graph/leaves.ts';
import { reduceSum } from '../graph/reduction.ts';
import type { Tensor } from '../graph/tensor.ts';
import { type Network, outputAxis, type Tensors } from '../nn/layer.ts';
import type { Gan, NetworkName } from './gan.ts';
import { createInputs, type Inputs } from './inputs.ts';
import { stateInputs } from './iteration.ts';
import { generate } from './networks.ts';
import { classesOf, trainingPassOf } from './passes.ts';
import { phaseInputs } from './phase-inputs.ts';
import { trainedNames } from './update.ts';

/** Prefix of the outputs that tell the gradient of a hidden layer's units. */
export const UNIT_PREFIX = 'units';

/** What a look shows, from the input `latent` float32[count, latent] and the networks of the state:
 *  `samples` float32[count, ...sampleShape]; `criticSlope` float32[], the mean norm of the critic's gradient at the
 *  samples; `units.<parameter>` float32[units], for every weight of the generator before its last layer, the sum of the
 *  generator loss's absolute gradient in the weights of each unit.
 *  @param state   the tensors of a checkpoint; only their types matter
 *  @param inputs  where labels, random tensors of the networks, and samples that a loss uses are asked for */
export function probeGraph(
  gan: Gan,
  state: TensorRecord,
  count: number,
  inputs: Inputs = createInputs(),
): Tensors {
  const tensors = stateInputs(state);
  const generator = underPrefix('generator', tensors);
  const critic = underPrefix('critic', tensors);
  const z = input('latent', [count, gan.latent]);
  const asked = phaseInputs(inputs, { name: 'probe', repeat: 1, batch: count, isWarmup: false });
  const classes = classesOf(gan);
  const labels = classes === undefined ? undefined : asked.labels(classes);
  const passOf = (network: Gan[NetworkName], where: string) =>
    trainingPassOf(network, 'hold', asked.random(where), labels);
  const samples = generate(gan.generator, generator, z, passOf(gan.generator, 'generator.')).output;
  const judge = (x: Tensor) => gan.critic.judge(critic, x, passOf(gan.critic, 'critic.')).scores;
  const scores = judge(samples);
  const [slope] = gradient(scores, [samples], { seed: ones(scores.shape) });
  const names = hiddenWeights(gan.generator, generator);
  const gradients = gradient(
    gan.objective.generator.loss({
      fake: scores,
      ...(gan.objective.generator.usesReals && { real: judge(asked.real(0, gan.sampleShape)) }),
    }),
    names.map((name) => generator[name]!),
  );
  const units = names.map((name, index) => {
    const sums = perUnit(gradients[index]!, outputAxis(gan.generator, name));
    return [`${UNIT_PREFIX}.${name}`, sums] as const;
  });
  return { samples, criticSlope: mean(normOf(slope!)), ...Object.fromEntries(units) };
}

/** Weights, but for those of the last layer: what it makes may saturate in
 *  health, as the black pixels of digits do. */
function hiddenWeights(network: Network, parameters: Tensors): readonly string[] {
  const weights = trainedNames(network, parameters).filter((name) => parameters[name]!.shape.length > 1);
  const layerOf = (name: string) => name.slice(0, Math.max(0, name.lastIndexOf('.')));
  return weights.filter((name) => layerOf(name) !== layerOf(weights.at(-1)!));
}

/** The norm of each sample, without the epsilon that a differentiable one needs: flat critics lie far below it. */
const normOf = (gradients: Tensor): Tensor => sqrt(sampleSquares(gradients));

/** @param axis  along which the units lie */
function perUnit(weightGradient: Tensor, axis: number): Tensor {
  const axes = weightGradient.shape.map((_, each) => each).filter((each) => each !== axis);
  return reduceSum(abs(weightGradient), { axes });
}
