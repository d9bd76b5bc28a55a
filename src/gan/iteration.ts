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
import { type RandomSource, sidePass, trainingPass } from '../nn/pass.ts';
import type { Optimizer } from '../optim/optimizer.ts';
import { type Gan, isRamped, type NetworkName, trainedNames } from './gan.ts';
import { type Critic, generate } from './networks.ts';
import { liveOf, type Objective, type Scores, type Term } from './objectives/objective.ts';

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
  /** Random tensors of the objective. */
  readonly random: RandomSource;
  /** Of the objective's terms, float32[1], by the names of its live options. */
  readonly weights: Tensors;
}

/** Gradients of the critic's loss, with its weighted terms, in the critic's parameters. */
export function criticGradients(
  gan: Gan,
  parameters: Tensors,
  { real, fake, random, weights }: CriticStepInputs,
): Gradients & { readonly buffers: Tensors } {
  const { objective, critic, objectiveOptions: options } = gan;
  const scores = scoresOf(critic, parameters, real, fake);
  const judge = (x: Tensor) => critic.judge(parameters, x, sidePass).scores;
  const plain = objective.critic.loss(scores);
  const pass = { scores, critic: judge, real, fake, random, options };
  const { loss, numbers } = withTerms(plain, objective.critic.terms, pass, weights);
  return {
    gradients: gradientsOf(critic, parameters, loss),
    buffers: scores.buffers,
    metrics: {
      criticLoss: loss,
      ...(objective.estimate && { wasserstein: objective.estimate(scores) }),
      ...numbers,
    },
  };
}

/** loss + Σ weight · term, and what the terms tell: each one's value, then its further numbers. */
function withTerms<P>(
  loss: Tensor,
  terms: readonly Term<P>[] = [],
  pass: P,
  weights: Tensors,
): { readonly loss: Tensor; readonly numbers: Tensors } {
  let sum = loss;
  let told: Tensors = {};
  for (const { name, weight, of } of terms) {
    const { value, numbers } = of(pass);
    sum = add(sum, mul(value, reshape(weights[weight]!, [])));
    told = { ...told, [name]: value, ...numbers };
  }
  return { loss: sum, numbers: told };
}

/** What the generator step reads besides the networks. */
export type GeneratorStepInputs = Pick<CriticStepInputs, 'random' | 'weights'> & {
  /** float32[batch, latent] */
  readonly latent: Tensor;
};

/** Gradients of the generator's loss, with its weighted terms, in the generator's parameters, from fresh noise. */
export function generatorGradients(
  { objective, objectiveOptions: options, generator, critic }: Gan,
  parameters: Tensors,
  criticParameters: Tensors,
  { latent, random, weights }: GeneratorStepInputs,
): Gradients & { readonly buffers: Tensors } {
  const { output: fake, buffers } = generate(generator, parameters, latent, trainingPass);
  const judge = (x: Tensor) => critic.judge(criticParameters, x, sidePass).scores;
  const scores = { fake: judge(fake) };
  const plain = objective.generator.loss(scores);
  const pass = { scores, critic: judge, fake, random, options };
  const { loss, numbers } = withTerms(plain, objective.generator.terms, pass, weights);
  return {
    gradients: gradientsOf(generator, parameters, loss),
    buffers,
    metrics: { generatorLoss: loss, ...numbers },
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
  const live = liveInputs(gan, steps);
  let current = critic;
  let metrics: Tensors = {};
  for (const [step, fake] of fakes.groups.entries()) {
    const at = (values: Tensor) => slice(values, { axis: 0, start: step, end: step + 1 });
    const real = input(`real.${step}`, [batch, ...sampleShape]);
    const weights = mapRecord(live, at);
    const random: RandomSource = (name, shape) => input(`${name}.${step}`, shape);
    const found = criticGradients(gan, current.parameters, { real, fake, random, weights });
    const constrain = (parameter: Tensor) => constrained(objective, parameter, weights);
    const moved = { ...current, parameters: { ...current.parameters, ...found.buffers } };
    current = updated(criticOptimizer, moved, found.gradients, mapRecord(scalars, at), constrain);
    metrics = found.metrics;
    yield found.metrics.criticLoss!.serial - real.serial;
  }
  return { critic: current, metrics, generatorBuffers: fakes.buffers };
}

/** The objective's live options for critic steps, float32[steps]. */
const liveInputs = ({ objective }: Gan, steps: number): Tensors =>
  Object.fromEntries(liveOf(objective, 'critic').map((name) => [name, input(`scalar.${name}`, [steps])]));

/** A parameter of the critic, held in the objective's bounds where it has some. */
export function constrained({ constrain }: Objective, parameter: Tensor, live: Tensors): Tensor {
  return constrain === undefined ? parameter : constrain.apply(parameter, live[constrain.option]!);
}

function generatorStep(gan: Gan, generator: NetworkState, critic: NetworkState, average: Tensors) {
  const { generatorOptimizer } = gan;
  const found = generatorGradients(gan, generator.parameters, critic.parameters, {
    latent: input('latent.generator', [gan.batch, gan.latent]),
    random: (name, shape) => input(`${name}.generator`, shape),
    weights: Object.fromEntries(
      liveOf(gan.objective, 'generator').map((name) => [name, input(`scalar.${name}.generator`, [1])]),
    ),
  });
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
