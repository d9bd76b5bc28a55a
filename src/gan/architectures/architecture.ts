// What an architecture is: generator and critic networks for samples of a shape.

import type { PointScale } from '../../base/point-scale.ts';
import type { StaticShape } from '../../base/shape.ts';
import type { Critic, Generator } from '../networks.ts';

/** Everything that a network needs to be rebuilt; plain data, stored beside its weights. */
export interface NetworkSpec {
  readonly architecture: string;
  /** Widths of the hidden layers, from the input on. */
  readonly hidden: readonly number[];
  /** Name of the activation after each hidden layer. */
  readonly activation: string;
  /** Normalisation after each hidden layer. */
  readonly norm: Norm;
  /** Shape of a sample: [C, H, W], or [2] for points. */
  readonly sampleShape: StaticShape;
}

export interface GeneratorSpec extends NetworkSpec {
  /** Size of the noise vector. */
  readonly latent: number;
  /** How the points that it makes become those of the data; the network itself knows nothing of it. */
  readonly scale?: PointScale | undefined;
}

/** The most hidden layers of a network. */
export const MOST_LAYERS = 1500;

export const norms = ['none', 'batch', 'layer'] as const;
export type Norm = (typeof norms)[number];

/** A family of networks. */
export interface Architecture {
  readonly name: string;
  readonly summary: string;
  readonly source: string;
  /** From noise float32[N, latent] to samples float32[N, ...sampleShape]; images lie in [−1, 1]. */
  generator(spec: GeneratorSpec): Generator;
  /** From samples float32[N, ...sampleShape] to scores float32[N, 1], without a final sigmoid. */
  critic(spec: NetworkSpec): Critic;
}
