// What the networks of a family are put together from.

import type { StaticShape } from '../base/shape.ts';
import type { Layer } from '../nn/layer.ts';

/** The body of a generator.
 *  @param inputs  numbers that go into it
 *  @param norm    its batch normalisation of channels */
export type GeneratorBody = (inputs: number, norm: (channels: number) => Layer) => Layer;

/** What a critic is made of. */
export interface CriticParts {
  /** From samples to features float32[N, features]. */
  readonly layers: readonly Layer[];
  readonly features: number;
  /** From features to scores float32[N, 1]. */
  readonly head: Layer;
}

/** How a critic is put together. */
export interface CriticMaking {
  /** For samples of a shape. */
  parts(sampleShape: StaticShape): CriticParts;
  /** Layers one after the other. */
  join(layers: readonly Layer[]): Layer;
  /** Whether it reads samples as numbers without places. */
  readonly isFlat?: boolean;
}
