// The pieces of a training iteration and their compositions, as graphs. Inputs are named as in checkpoints; besides,
// `real.k` and `mix.k` of critic step k, `latent.critic`, `latent.generator` and the live scalars `scalar.*`.

import { mapRecord, underPrefix, withPrefix } from '../base/record.ts';
import type { TensorType } from '../base/shape.ts';
import { gradient } from '../compiler/gradient.ts';
import { finish, type Work } from '../compiler/work.ts';
import { add, mul, sub } from '../graph/elementwise.ts';
import { input, stopGradient } from '../graph/leaves.ts';
import { concat, reshape, slice } from '../graph/shaping.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Network, Tensors } from '../nn/layer.ts';
import { sidePass, trainingPass } from '../nn/pass.ts';
import type { Optimizer } from '../optim/optimizer.ts';
import { type Gan, isRamped, type NetworkName, trainedNames } from './gan.ts';
import { type Critic, generate } from './networks.ts';
import type { Scores } from './objectives/objective.ts';

/** Gradients of a network's trained parameters, and numbers to log, all float32[]. */
export interface Gradients {
  readonly gradients: Tensors;
  readonly metrics: Tensors;
}

/** The fakes of several critic steps: in one pass where no layer couples samples or has a buffer, else group by group. */
export interface Fakes {
  /** One float32[batch, ...sampleShape] for each critic step. */
  readonly groups: readonly Tensor[];
  /** The generator's buffers after all passes. */
  readonly buffers: Tensors;
}

/** Fakes of `steps` critic steps, detached: no loss of a critic step reaches the generator, nor does the generator's
 *  own loss through the critic's updates.
 *  @param latent  float32[steps × batch, latent] */
export function fakesOf(
  { generator, batch }: Gan,
  parameters: Tensors,
  latent: Tensor,
  steps: number,
): Fakes {
  const group = (x: Tensor, index: number) =>
    slice(x, { axis: 0, start: index * batch, end: (index + 1) * batch });
  const indices = Array.from({ length: steps }, (_, index) => index);
  if (isMergeable(generator)) {
    const all = stopGradient(generate(generator, parameters, latent, trainingPass).output);
    return { groups: indices.map((index) => group(all, index)), buffers: {} };
  }
  let current = parameters;
  const groups = indices.map((index) => {
    const { output, buffers } = generate(generator, current, group(latent, index), trainingPass);
    current = { ...current, ...buffers };
    return stopGradient(output);
  });
  return { groups, buffers: pick(current, generator.buffers ?? []) };
}

/** Whether one pass over several batches gives what a pass over each of them does. */
const isMergeable = ({ couples, buffers = [] }: Network) => couples === 'none' && buffers.length === 0;

/** The critic's scores: real and fake in one stacked pass where no layer couples samples. */
export function scoresOf(critic: Critic, parameters: Tensors, real: Tensor, fake: Tensor): Scored {
  if (critic.couples !== 'none') {
    const first = critic.judge(parameters, real, trainingPass);
    const second = critic.judge({ ...parameters, ...first.buffers }, fake, trainingPass);
    return { real: first.scores, fake: second.scores, buffers: { ...first.buffers, ...second.buffers } };
  }
  const count = real.shape[0] as number;
  const total = count + (fake.shape[0] as number);
  const { scores, buffers } = critic.judge(parameters, concat([real, fake]), trainingPass);
  return {
    real: slice(scores, { axis: 0, start: 0, end: count }),
    fake: slice(scores, { axis: 0, start: count, end: total }),
    buffers,
  };
}

interface Scored extends Scores {
  readonly buffers: Tensors;
}

/** What one critic step reads. */
export interface CriticStepInputs {
  readonly real: Tensor;
  readonly fake: Tensor;
  /** float32[batch, 1...] */
  readonly mix: Tensor;
  /** float32[1] */
  readonly penaltyWeight: Tensor;
}

/** Gradients of the critic's loss, with the weighted penalty, in the critic's parameters. */
export function criticGradients(
  gan: Gan,
  parameters: Tensors,
  { real, fake, mix, penaltyWeight }: CriticStepInputs,
): Gradients & { readonly buffers: Tensors } {
  const { objective, critic } = gan;
  const scores = scoresOf(critic, parameters, real, fake);
  const plain = objective.criticLoss(scores);
  const inputs = { critic: (x: Tensor) => critic.judge(parameters, x, sidePass).scores, real, fake, mix };
  const penalty = objective.penalty?.(inputs, gan.objectiveOptions);
  const criticLoss = penalty ? add(plain, mul(penalty.penalty, reshape(penaltyWeight, []))) : plain;
  return {
    gradients: gradientsOf(critic, parameters, criticLoss),
    buffers: scores.buffers,
    metrics: {
      criticLoss,
      ...(objective.estimate && { wasserstein: objective.estimate(scores) }),
      ...penalty,
    },
  };
}

/** Gradients of the generator's loss in the generator's parameters, from fresh noise.
 *  @param latent  float32[batch, latent] */
export function generatorGradients(
  { objective, generator, critic }: Gan,
  parameters: Tensors,
  criticParameters: Tensors,
  latent: Tensor,
): Gradients & { readonly buffers: Tensors } {
  const { output: fake, buffers } = generate(generator, parameters, latent, trainingPass);
  const generatorLoss = objective.generatorLoss(critic.judge(criticParameters, fake, sidePass).scores);
  return {
    gradients: gradientsOf(generator, parameters, generatorLoss),
    buffers,
    metrics: { generatorLoss },
  };
}

/** Gradients of a loss float32[] in the network's parameters. */
export function gradientsOf(network: Network, parameters: Tensors, loss: Tensor): Tensors {
  const names = trainedNames(network, parameters);
  const gradients = gradient(
    loss,
    names.map((name) => parameters[name]!),
  );
  return Object.fromEntries(names.map((name, index) => [name, gradients[index]!]));
}

/** Parameters and optimizer slots of one network; slots are named `<parameter>.<slot>`. */
export interface NetworkState {
  readonly parameters: Tensors;
  readonly slots: Tensors;
}

/** One update of all trained parameters. */
export function updated(
  optimizer: Optimizer,
  { parameters, slots }: NetworkState,
  gradients: Tensors,
  scalars: Tensors,
  constrain: (parameter: Tensor) => Tensor = (parameter) => parameter,
): NetworkState {
  const nextParameters: Record<string, Tensor> = { ...parameters };
  const nextSlots: Record<string, Tensor> = {};
  for (const [name, gradientOfName] of Object.entries(gradients)) {
    const own = Object.fromEntries(optimizer.slots.map((slot) => [slot, slots[`${name}.${slot}`]!]));
    const next = optimizer.update(parameters[name]!, gradientOfName, own, scalars);
    nextParameters[name] = constrain(next.parameter);
    Object.assign(nextSlots, withPrefix(name, next.slots));
  }
  return { parameters: nextParameters, slots: nextSlots };
}

/** average ← decay·average + (1 − decay)·parameter for parameters; buffers are copied. With a ramp,
 *  average ← average + rate·(parameter − average), where the host derives rate = 1 − decay for each update. */
export function averaged(gan: Gan, average: Tensors, parameters: Tensors): Tensors {
  const trained = new Set(trainedNames(gan.generator, parameters));
  const rate = isRamped(gan) && reshape(input('scalar.average', [1]), []);
  const next = (value: Tensor, parameter: Tensor) =>
    rate
      ? add(value, mul(sub(parameter, value), rate))
      : add(mul(value, gan.average), mul(parameter, 1 - gan.average));
  return mapRecord(average, (value, name) =>
    trained.has(name) ? next(value, parameters[name]!) : parameters[name]!,
  );
}

/** Types of a state's tensors by name. */
type Types = Readonly<Record<string, TensorType>>;

/** Which pieces a program holds. */
export interface Cut {
  /** Critic updates in it; the objective's data inputs have one group for each. */
  readonly criticSteps: number;
  readonly hasGeneratorStep: boolean;
}

/** The fused iteration: all critic steps and the generator step. */
export function wholeIteration({ criticSteps }: Gan): Cut {
  return { criticSteps, hasGeneratorStep: true };
}

/** One critic update, as in the warm-up ahead of the first iteration. */
export const criticUpdate: Cut = { criticSteps: 1, hasGeneratorStep: false };

/** A program's outputs: `<name>.next` for every changed tensor of the state, and the metrics of the last critic step
 *  (before its update) and of the generator step, float32[].
 *  @param state  the tensors of a checkpoint; only their types matter */
export function trainingStep(gan: Gan, state: Types, cut: Cut): Tensors {
  return finish(buildTrainingStep(gan, state, cut));
}

/** The same, in pieces: a critic step each. */
export function* buildTrainingStep(gan: Gan, state: Types, cut: Cut): Work<Tensors> {
  const tensors = stateInputs(state);
  const before = {
    generator: networkState(tensors, 'generator'),
    critic: networkState(tensors, 'critic'),
    average: underPrefix('average.generator', tensors),
  };
  const critics = yield* criticSteps(gan, before.generator.parameters, before.critic, cut.criticSteps);
  const generator = {
    ...before.generator,
    parameters: { ...before.generator.parameters, ...critics.generatorBuffers },
  };
  const after = cut.hasGeneratorStep
    ? generatorStep(gan, generator, critics.critic, before.average)
    : { generator, average: before.average, metrics: {} };
  const next = {
    ...stateNames('generator', after.generator),
    ...stateNames('critic', critics.critic),
    ...withPrefix('average.generator', after.average),
  };
  return { ...successors(tensors, next), ...critics.metrics, ...after.metrics };
}

interface CriticSteps {
  readonly critic: NetworkState;
  readonly metrics: Tensors;
  readonly generatorBuffers: Tensors;
}

function* criticSteps(gan: Gan, generator: Tensors, critic: NetworkState, steps: number): Work<CriticSteps> {
  const { batch, latent, sampleShape, objective, criticOptimizer } = gan;
  if (steps === 0) return { critic, metrics: {}, generatorBuffers: {} };
  const fakes = fakesOf(gan, generator, input('latent.critic', [steps * batch, latent]), steps);
  const scalars = Object.fromEntries(
    criticOptimizer.scalars.map((name) => [name, input(`scalar.critic.${name}`, [steps])]),
  );
  const penaltyWeights = input('scalar.penalty', [steps]);
  const clips = input('scalar.clip', [steps]);
  let current = critic;
  let metrics: Tensors = {};
  for (const [step, fake] of fakes.groups.entries()) {
    const at = (values: Tensor) => slice(values, { axis: 0, start: step, end: step + 1 });
    const penaltyWeight = at(penaltyWeights);
    const found = criticGradients(gan, current.parameters, {
      real: input(`real.${step}`, [batch, ...sampleShape]),
      fake,
      mix: input(`mix.${step}`, [batch, ...sampleShape.map(() => 1)]),
      penaltyWeight,
    });
    const bound = at(clips);
    const constrain = (parameter: Tensor) => objective.constrain?.(parameter, bound) ?? parameter;
    const moved = { ...current, parameters: { ...current.parameters, ...found.buffers } };
    current = updated(criticOptimizer, moved, found.gradients, mapRecord(scalars, at), constrain);
    metrics = found.metrics;
    yield bound.serial - penaltyWeight.serial;
  }
  return { critic: current, metrics, generatorBuffers: fakes.buffers };
}

function generatorStep(gan: Gan, generator: NetworkState, critic: NetworkState, average: Tensors) {
  const { generatorOptimizer } = gan;
  const latent = input('latent.generator', [gan.batch, gan.latent]);
  const found = generatorGradients(gan, generator.parameters, critic.parameters, latent);
  const scalars = Object.fromEntries(
    generatorOptimizer.scalars.map((name) => [name, input(`scalar.generator.${name}`, [1])]),
  );
  const moved = { ...generator, parameters: { ...generator.parameters, ...found.buffers } };
  const next = updated(generatorOptimizer, moved, found.gradients, scalars);
  return { generator: next, average: averaged(gan, average, next.parameters), metrics: found.metrics };
}

/** The state as inputs named as in checkpoints. */
export function stateInputs(state: Types): Tensors {
  return mapRecord(state, ({ shape, dtype }, name) => input(name, shape, dtype));
}

/** What of the state belongs to one network. */
export function networkState(tensors: Tensors, network: NetworkName): NetworkState {
  return { parameters: underPrefix(network, tensors), slots: underPrefix(`optimizer.${network}`, tensors) };
}

/** A network's state by the names of checkpoints. */
export function stateNames(
  network: NetworkName,
  { parameters, slots }: NetworkState,
): Record<string, Tensor> {
  return { ...withPrefix(network, parameters), ...withPrefix(`optimizer.${network}`, slots) };
}

/** `<name>.next` for the tensors that changed. */
export function successors(before: Tensors, after: Tensors): Record<string, Tensor> {
  const changed = Object.entries(after).filter(([name, tensor]) => tensor !== before[name]);
  return Object.fromEntries(changed.map(([name, tensor]) => [`${name}.next`, tensor]));
}

const pick = (tensors: Tensors, names: readonly string[]): Record<string, Tensor> =>
  Object.fromEntries(names.map((name) => [name, tensors[name]!]));
