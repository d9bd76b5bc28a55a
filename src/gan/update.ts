// Updates of any named set of variables: a network's, or a latent that is searched for.

import type { HostTensor } from '../base/host-tensor.ts';
import { mapRecord, underPrefix, withPrefix } from '../base/record.ts';
import { type StaticShape, sizeOf } from '../base/shape.ts';
import { gradient } from '../compiler/gradient.ts';
import { add } from '../graph/elementwise.ts';
import { reshape } from '../graph/shaping.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Network, Tensors } from '../nn/layer.ts';
import type { Optimizer } from '../optim/optimizer.ts';

/** Variables and optimizer slots of one set; slots are named `<variable>.<slot>`. */
export interface NetworkState {
  readonly parameters: Tensors;
  readonly slots: Tensors;
}

/** What is made of all gradients of a set before its update: clipping by their norm, orthogonal regularisation, a sum
 *  over machines. */
export type GradientTransform = (gradients: Tensors, parameters: Tensors) => Tensors;

/** Names of the variables that are trained by gradient: the parameters. */
export function trainedNames(
  { buffers = [] }: Pick<Network, 'buffers'>,
  variables: Readonly<Record<string, unknown>>,
): string[] {
  const fixed = new Set(buffers);
  return Object.keys(variables).filter((name) => !fixed.has(name));
}

/** How many numbers are trained: without those that move otherwise. */
export const trainedCount = (
  network: Pick<Network, 'buffers'>,
  variables: Readonly<Record<string, { readonly shape: StaticShape }>>,
): number => trainedNames(network, variables).reduce((sum, name) => sum + sizeOf(variables[name]!.shape), 0);

/** Gradients of a loss float32[] in the trained variables of a set. */
export function gradientsOf(network: Pick<Network, 'buffers'>, parameters: Tensors, loss: Tensor): Tensors {
  const names = trainedNames(network, parameters);
  const gradients = gradient(
    loss,
    names.map((name) => parameters[name]!),
  );
  return Object.fromEntries(names.map((name, index) => [name, gradients[index]!]));
}

/** Sums of gradients, name by name. */
export const sumOf = (first: Tensors | undefined, second: Tensors): Tensors =>
  first === undefined ? second : mapRecord(second, (tensor, name) => add(first[name]!, tensor));

/** One update of all variables that have a gradient. */
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
    const parameter = parameters[name]!;
    const next = optimizer.update(parameter, gradientOfName, own, scalars);
    nextParameters[name] = shapedAs(constrain(next.parameter), parameter);
    const nextOwn = mapRecord(next.slots, (slot) => shapedAs(slot, parameter));
    Object.assign(nextSlots, withPrefix(name, nextOwn));
  }
  return { parameters: nextParameters, slots: nextSlots };
}

/** A variable without axes keeps that shape, where scalars are float32[1]. */
const shapedAs = (next: Tensor, { shape }: Tensor): Tensor =>
  next.shape.length === shape.length ? next : reshape(next, shape);

/** Slots before the first update of variables: 0. */
export function emptySlots<T extends { readonly shape: StaticShape }>(
  { slots }: Optimizer,
  trained: Readonly<Record<string, T>>,
  zeros: (shape: StaticShape) => HostTensor,
): Record<string, HostTensor> {
  return Object.fromEntries(
    Object.entries(trained).flatMap(([name, { shape }]) =>
      slots.map((slot) => [`${name}.${slot}`, zeros(shape)] as const),
    ),
  );
}

/** What of the state belongs to one set. */
export function networkState(tensors: Tensors, set: string): NetworkState {
  return { parameters: underPrefix(set, tensors), slots: underPrefix(`optimizer.${set}`, tensors) };
}

/** A set's state by the names of checkpoints. */
export function stateNames(set: string, { parameters, slots }: NetworkState): Record<string, Tensor> {
  return { ...withPrefix(set, parameters), ...withPrefix(`optimizer.${set}`, slots) };
}

/** `<name>.next` for the tensors that changed. */
export function successors(before: Tensors, after: Tensors): Record<string, Tensor> {
  const changed = Object.entries(after).filter(([name, tensor]) => tensor !== before[name]);
  return Object.fromEntries(changed.map(([name, tensor]) => [`${name}.next`, tensor]));
}
