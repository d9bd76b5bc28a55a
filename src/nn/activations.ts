// Activation functions by name.

import { defineRegistry } from '../base/registry.ts';
import { elu, leakyRelu, relu, sigmoid, softplus, tanh } from '../graph/elementwise.ts';
import type { Tensor } from '../graph/tensor.ts';
import { functionLayer, type Layer } from './layer.ts';

/** An activation function. */
export interface Activation {
  readonly name: string;
  readonly formula: string;
  readonly apply: (x: Tensor) => Tensor;
}

export const activations = defineRegistry<Activation>('activation', [
  { name: 'leaky-relu', formula: 'x if x > 0, else 0.2·x', apply: (x) => leakyRelu(x, 0.2) },
  { name: 'relu', formula: 'max(x, 0)', apply: relu },
  { name: 'tanh', formula: 'tanh x', apply: tanh },
  { name: 'elu', formula: 'x if x > 0, else eˣ − 1', apply: (x) => elu(x) },
  { name: 'softplus', formula: 'log(1 + eˣ)', apply: softplus },
  { name: 'sigmoid', formula: '1 / (1 + e⁻ˣ)', apply: sigmoid },
]);

/** A layer that applies a registered activation.
 *  @throws ConfigError for an unknown name, listing the known ones */
export function activation(name: string): Layer {
  return functionLayer(activations.get(name).apply);
}
