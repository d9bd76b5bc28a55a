// What BigGAN's networks share: widths by the size of images, where attention is, how weights begin.

import { ConfigError } from '../../base/errors.ts';
import { softmax } from '../../graph/compositions.ts';
import { slice } from '../../graph/shaping.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { type Initializer, normalOf } from '../../nn/initializers.ts';
import { orthogonal } from '../../nn/orthogonal.ts';
import type { GeneratorSpec, NetworkSpec } from './architecture.ts';
import { type Pyramid, pyramidOf } from './pyramid.ts';

/** How weights begin, by name. */
export const initializers = { orthogonal, normal: normalOf(0.02) } satisfies Record<string, Initializer>;

/** What is known of each network. */
export interface BigganValues extends NetworkSpec {
  readonly channels: number;
  readonly attention: number;
  readonly init: keyof typeof initializers;
}

export interface BigganGeneratorValues extends BigganValues, GeneratorSpec {
  readonly latent: number;
  readonly classEmbedding: number;
  readonly splitNoise: boolean;
}

/** The longer side of images at their smallest, before any excess. */
const SMALLEST = 4;

/** Channels in units of `channels`, by the halvings of larger images: of the generator from the smallest size, before any
 *  block, to the largest; of the critic after each of its blocks, of which the last does not halve. */
const units: Readonly<Record<number, { readonly generator: number[]; readonly critic: number[] }>> = {
  4: { generator: [16, 16, 8, 4, 2], critic: [1, 2, 4, 8, 16] },
  5: { generator: [16, 16, 8, 4, 2, 1], critic: [1, 2, 4, 8, 16, 16] },
  6: { generator: [16, 16, 8, 8, 4, 2, 1], critic: [1, 2, 4, 8, 8, 16, 16] },
};
/** Up to so many halvings all blocks are of one width. */
const HALVINGS_OF_ONE_WIDTH = 3;

/** Widths of the networks, and how often the critic halves images. */
interface Shape {
  readonly pyramid: Pyramid;
  readonly generator: readonly number[];
  readonly critic: readonly number[];
  readonly criticHalvings: number;
}

export function shapeOf({ sampleShape, channels }: BigganValues): Shape {
  const pyramid = pyramidOf('biggan', sampleShape, SMALLEST);
  const { halvings } = pyramid;
  if (halvings <= HALVINGS_OF_ONE_WIDTH) {
    const criticHalvings = Math.min(2, halvings);
    const widths = (count: number) => Array.from({ length: count }, () => channels);
    return { pyramid, generator: widths(halvings + 1), critic: widths(criticHalvings + 2), criticHalvings };
  }
  const own = units[halvings];
  if (own === undefined) {
    throw new ConfigError(`biggan: expected images of at most 256 pixels, got ${pyramid.size.join('×')}`, {
      help: 'make them smaller with --size',
    });
  }
  const times = (factors: readonly number[]) => factors.map((factor) => factor * channels);
  return {
    ...{ pyramid, generator: times(own.generator), critic: times(own.critic), criticHalvings: halvings },
  };
}

/** Of the sizes after each block, which one attention follows: the first that is as said.
 *  @throws ConfigError if there is none */
export function attentionAmong(sizes: readonly number[], attention: number, network: string): number {
  const index = sizes.indexOf(attention);
  if (attention === 0 || index >= 0) return index;
  throw new ConfigError(
    `attention: expected a size after a block of the ${network}, ${[...new Set(sizes)].join(', ')}, or 0, got ${attention}`,
  );
}

export const longerSide = ({ base }: Pyramid) => Math.max(...base);

/** Data without labels are one class. */
export const countOf = ({ classes }: NetworkSpec): number => classes?.length ?? 1;

/** Labels of one class, where a network is told none: its share, 1 of each sample. */
export const oneClass = (x: Tensor): Tensor => softmax(slice(x, { axis: 1, start: 0, end: 1 }));
