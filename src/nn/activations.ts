// Activation functions by name.

import { defineRegistry } from '../base/registry.ts';
import { elu, leakyRelu, relu, sigmoid, softplus, tanh } from '../graph/elementwise.ts';
import type { Tensor } from '../graph/tensor.ts';
import { functionLayer, type Layer } from './layer.ts';

/** An activation function. */
export interface Activation {
  readonly name: string;
  readonly formula: string;
  /** PyTorch's module. */
  readonly pytorch: string;
  readonly apply: (x: Tensor) => Tensor;
}

export const activations = defineRegistry<Activation>('activation', [
  {
    name: 'leaky-relu',
    formula: 'x if x > 0, else 0.2·x',
    pytorch: 'nn.LeakyReLU(0.2)',
    apply: (x) => leakyRelu(x, 0.2),
  },
  { name: 'relu', formula: 'max(x, 0)', pytorch: 'nn.ReLU()', apply: relu },
  { name: 'tanh', formula: 'tanh x', pytorch: 'nn.Tanh()', apply: tanh },
  { name: 'elu', formula: 'x if x > 0, else eˣ − 1', pytorch: 'nn.ELU()', apply: (x) => elu(x) },
  { name: 'softplus', formula: 'log(1 + eˣ)', pytorch: 'nn.Softplus()', apply: softplus },
  { name: 'sigmoid', formula: '1 / (1 + e⁻ˣ)', pytorch: 'nn.Sigmoid()', apply: sigmoid },
]);

/** A layer that applies a registered activation.
 *  @throws ConfigError for an unknown name, listing the known ones */
export function activation(name: string): Layer {
  const { apply, pytorch } = activations.get(name);
  return functionLayer(apply, pytorch);
}
