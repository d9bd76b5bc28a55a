// What a layer is: variables and a function of them.

import { type Float32Tensor, float32, type TensorRecord } from '../base/host-tensor.ts';
import { fillNormal, fillUniform, type Purpose } from '../base/random.ts';
import { type StaticShape, sizeOf } from '../base/shape.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Pass } from './pass.ts';

/** Named symbolic tensors. */
export type Tensors = Readonly<Record<string, Tensor>>;

/** What a pass through a layer gives. */
export interface Applied {
  readonly output: Tensor;
  /** The buffers that the pass moved on, by name; none where they hold. */
  readonly buffers: Tensors;
}

/** How outputs of a batch depend on each other. `none`: each on its own sample only. `group`: on few others that go
 *  with it (minibatch deviation); a gradient of the sum of scores is still taken for each sample's, as the references
 *  do. `statistics`: on the statistics of the batch (batch normalisation), which a penalty on each sample's gradient
 *  does not admit. */
export type Coupling = 'none' | 'group' | 'statistics';

/** Variables: parameters, which gradients train, and buffers, which passes move on. What layers and networks have.
 *  Names are those of PyTorch: `weight`, `bias`, `running_mean`, in `[out, in]` layout. */
export interface Network {
  readonly couples: Coupling;
  /** Initial values of all variables. */
  init(random: InitialRandom): TensorRecord;
  /** Names, out of `init`'s, of the buffers (running statistics, vectors of power iterations); by default none. */
  readonly buffers?: readonly string[];
  /** Names of the weights that lie [in, out, ...], as those of PyTorch's `ConvTranspose2d`; all others lie [out, in, ...]. */
  readonly transposed?: readonly string[];
  /** Names of the weights that have a row for each class, which are no maps from features to features. */
  readonly embeddings?: readonly string[];
  /** PyTorch's module with the same variables and function, as Python that has imported `nn`; undefined where there is
   *  none. */
  readonly pytorch?: string | undefined;
  /** Python classes that `pytorch` speaks of, where PyTorch has none like them: each a text of its own. */
  readonly definitions?: readonly string[];
}

/** The axis of a weight along which its outputs lie: units, or channels. */
export const outputAxis = ({ transposed = [] }: Network, name: string): 0 | 1 =>
  transposed.includes(name) ? 1 : 0;

/** Variables and a function of them. */
export interface Layer extends Network {
  /** The function. Buffers move on where the pass says so. */
  apply(variables: Tensors, x: Tensor, pass: Pass): Applied;
}

/** The strongest coupling of several layers. */
export function strongestCoupling(layers: readonly Network[]): Coupling {
  const order: readonly Coupling[] = ['statistics', 'group'];
  return order.find((coupling) => layers.some(({ couples }) => couples === coupling)) ?? 'none';
}

/** Random initial values: every tensor draws from a stream of its own. */
export interface InitialRandom {
  /** Uniform in [−bound, bound). */
  uniform(shape: StaticShape, bound: number): Float32Tensor;
  /** Normal with mean 0. */
  normal(shape: StaticShape, deviation: number): Float32Tensor;
  /** All of one value. */
  constant(shape: StaticShape, value: number): Float32Tensor;
}

/** Initial values without values, for whoever asks only what the variables are: they take no memory, however large. */
export const typesOnly: InitialRandom = {
  uniform: (shape) => untouched(shape),
  normal: (shape) => untouched(shape),
  constant: (shape) => untouched(shape),
};

const untouched = (shape: StaticShape): Float32Tensor => ({
  dtype: 'float32',
  shape,
  data: new Float32Array(0),
});

/** Streams for the initial values of one network, numbered in the order in which they are asked for.
 *  @param name  of the network, where several have the same seed and purpose */
export function initialRandom(seed: number, purpose: Purpose, name?: string): InitialRandom {
  let counter = 0;
  const nextKey = () => ({ seed, purpose, counter: counter++, ...(name !== undefined && { name }) });
  return {
    uniform(shape, bound) {
      const values = new Float32Array(sizeOf(shape));
      fillUniform(values, nextKey());
      return float32(
        shape,
        values.map((value) => (2 * value - 1) * bound),
      );
    },
    normal(shape, deviation) {
      const values = new Float32Array(sizeOf(shape));
      fillNormal(values, nextKey());
      return float32(
        shape,
        values.map((value) => value * deviation),
      );
    },
    constant: (shape, value) => float32(shape, new Float32Array(sizeOf(shape)).fill(value)),
  };
}

/** A layer without parameters.
 *  @param pytorch  its module there, if it has one */
export function functionLayer(apply: (x: Tensor, pass: Pass) => Tensor, pytorch?: string): Layer {
  return {
    couples: 'none',
    pytorch,
    init: () => ({}),
    apply: (_, x, pass) => ({ output: apply(x, pass), buffers: {} }),
  };
}

type View = (x: Tensor) => Tensor;

const same: View = (x) => x;

/** The layer with another view of what goes in and comes out: after(layer(before(x))). */
export function viewed(
  layer: Layer,
  { before = same, after = same }: { readonly before?: View; readonly after?: View },
): Layer {
  return {
    ...layer,
    apply(variables, x, pass) {
      const { output, buffers } = layer.apply(variables, before(x), pass);
      return { output: after(output), buffers };
    },
  };
}
