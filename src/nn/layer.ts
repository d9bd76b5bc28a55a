// What a layer is: parameters and a function of them. A network is a layer.

import { type Float32Tensor, float32, type TensorRecord } from '../base/host-tensor.ts';
import { fillNormal, fillUniform, type Purpose } from '../base/random.ts';
import { type StaticShape, sizeOf } from '../base/shape.ts';
import type { Tensor } from '../graph/tensor.ts';

/** Named symbolic tensors. */
export type Tensors = Readonly<Record<string, Tensor>>;

/** What a pass in training gives: the output and the statistics after it, by name. */
export interface TrainingPass {
  readonly output: Tensor;
  readonly statistics: Tensors;
}

/** Parameters and a function of them.
 *  Names of parameters are those of PyTorch: `weight`, `bias`, `running_mean`, in `[out, in]` layout. */
export interface Layer {
  /** 'batch' if an output depends on other samples of the batch (batch normalisation), else 'sample'. */
  readonly coupling: 'sample' | 'batch';
  /** Initial values of all parameters and statistics. */
  init(random: InitialRandom): TensorRecord;
  /** Names, out of `init`'s, that training updates without a gradient; by default none. */
  readonly statistics?: readonly string[];
  /** The function, as used after training. */
  apply(parameters: Tensors, x: Tensor): Tensor;
  /** The function during training, if it differs. */
  train?(parameters: Tensors, x: Tensor): TrainingPass;
}

/** A pass in training through any layer. */
export function trainingPass(layer: Layer, parameters: Tensors, x: Tensor): TrainingPass {
  return layer.train?.(parameters, x) ?? { output: layer.apply(parameters, x), statistics: {} };
}

/** Random initial values: every tensor draws from a stream of its own. */
export interface InitialRandom {
  /** Uniform in [−bound, bound). */
  uniform(shape: StaticShape, bound: number): Float32Tensor;
  /** Normal with mean 0. */
  normal(shape: StaticShape, deviation: number): Float32Tensor;
}

/** Streams for the initial values of one network, numbered in the order in which they are asked for. */
export function initialRandom(seed: number, purpose: Purpose): InitialRandom {
  let counter = 0;
  return {
    uniform(shape, bound) {
      const values = new Float32Array(sizeOf(shape));
      fillUniform(values, { seed, purpose, counter: counter++ });
      return float32(
        shape,
        values.map((value) => (2 * value - 1) * bound),
      );
    },
    normal(shape, deviation) {
      const values = new Float32Array(sizeOf(shape));
      fillNormal(values, { seed, purpose, counter: counter++ });
      return float32(
        shape,
        values.map((value) => value * deviation),
      );
    },
  };
}

/** A layer without parameters. */
export function functionLayer(apply: (x: Tensor) => Tensor): Layer {
  return { coupling: 'sample', init: () => ({}), apply: (_, x) => apply(x) };
}
