// The two networks of a GAN: what a generator and a critic are, beside being layers.

import type { StaticShape } from '../base/shape.ts';
import type { Tensor } from '../graph/tensor.ts';
import { type Applied, type Layer, type Network, outputAxis, type Tensors, typesOnly } from '../nn/layer.ts';
import type { Pass } from '../nn/pass.ts';

/** From noise z float32[N, latent] to samples float32[N, ...sampleShape], by way of w: the intermediate latent in which
 *  styles are mixed, truncated and searched (Karras et al. 2019, arXiv:1812.04948, section 2). */
export interface Generator extends Network {
  /** How many classes it is told: the passes' labels are float32[N, classes]. By default none, and it gets no labels. */
  readonly classes?: number;
  /** w from z and the pass's labels: float32[N, layers, features], or z itself where a generator has no such space. */
  map(variables: Tensors, z: Tensor, pass: Pass): Applied;
  /** Samples from w. */
  synthesize(variables: Tensors, w: Tensor, pass: Pass): Applied;
}

/** What a critic says of samples. */
export interface Judgement {
  /** float32[N, 1], without a final sigmoid. */
  readonly scores: Tensor;
  /** Which class each sample seems to be, where the critic tells: float32[N, classes]. */
  readonly logits?: Tensor;
  readonly buffers: Tensors;
}

/** From samples, and the pass's labels, to scores. */
export interface Critic extends Network {
  /** How many classes it is told, as a generator is. */
  readonly classes?: number;
  /** Real and fake go through it in passes of their own although no layer couples samples: what moves with each pass then
   *  moves twice, as spectral norm's vectors do in SNGAN (Miyato et al. 2018, arXiv:1802.05957). */
  readonly seesApart?: true;
  /** Its buffers move on with the pass of a generator step too, as spectral norm's vectors do in every pass of training. */
  readonly advancesAlways?: true;
  judge(variables: Tensors, samples: Tensor, pass: Pass): Judgement;
}

/** A layer from noise to samples as a generator whose w is z. */
export function layerGenerator(layer: Layer): Generator {
  return {
    ...networkOf(layer),
    map: (_, z) => ({ output: z, buffers: {} }),
    synthesize: (variables, w, pass) => layer.apply(variables, w, pass),
  };
}

/** A layer from samples to scores float32[N, 1] as a critic. */
export function layerCritic(layer: Layer): Critic {
  return {
    ...networkOf(layer),
    judge(variables, samples, pass) {
      const { output, buffers } = layer.apply(variables, samples, pass);
      return { scores: output, buffers };
    },
  };
}

const networkOf = ({ apply: _, ...network }: Layer): Network => network;

/** Samples from noise, the whole way. */
export function generate(generator: Generator, variables: Tensors, z: Tensor, pass: Pass): Applied {
  const mapped = generator.map(variables, z, pass);
  const { output, buffers } = generator.synthesize(variables, mapped.output, pass);
  return { output, buffers: { ...mapped.buffers, ...buffers } };
}

/** Shapes of the weights that mix features, from the input on: [out, in] or [out, in, height, width], by name, however
 *  they lie. */
export function weightShapes(network: Network): Readonly<Record<string, StaticShape>> {
  const { embeddings = [] } = network;
  const weights = Object.entries(network.init(typesOnly)).filter(
    ([name, { shape }]) => shape.length > 1 && !embeddings.includes(name),
  );
  return Object.fromEntries(
    weights.map(([name, { shape }]) => {
      const [first, second, ...size] = shape as [number, number, ...number[]];
      return [name, outputAxis(network, name) === 1 ? [second, first, ...size] : shape];
    }),
  );
}

/** Features that go in, then those that each layer gives: units, or channels. */
export function widthsOf(network: Network): readonly number[] {
  const shapes = Object.values(weightShapes(network));
  return [...shapes.slice(0, 1).map((shape) => shape[1]!), ...shapes.map((shape) => shape[0]!)];
}
