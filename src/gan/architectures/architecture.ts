// What an architecture is: generator and critic networks for samples of a shape.

import * as z from 'zod/mini';
import { type Option, type Options, type OptionValues, option, type Values } from '../../base/options.ts';
import type { PointScale } from '../../base/point-scale.ts';
import type { StaticShape } from '../../base/shape.ts';
import type { Conditions } from '../conditions.ts';
import type { Critic, Generator } from '../networks.ts';

/** Everything that a network needs to be rebuilt, the values of its architecture's options among it; plain data, stored
 *  beside its weights. */
export interface NetworkSpec extends Values {
  readonly architecture: string;
  /** Shape of a sample: [C, H, W], or [2] for points. */
  readonly sampleShape: StaticShape;
  /** How it is told the classes of samples, a kind of its architecture's `conditions`; absent if it is told none. */
  readonly condition?: string | undefined;
  /** The names of these classes: its passes' labels are float32[N, classes.length]. */
  readonly classes?: readonly string[] | undefined;
}

export interface GeneratorSpec extends NetworkSpec {
  /** Size of the noise vector. */
  readonly latent: number;
  /** How the points that it makes become those of the data; the network itself knows nothing of it. */
  readonly scale?: PointScale | undefined;
}

/** The noise that every generator begins with. */
export const latent = option(z.int().check(z.gte(1)), {
  default: 100,
  label: ['Noise size', '噪声维数'],
  help: [
    'Size of the noise vector: how many random numbers one sample is made from.',
    '噪声向量的维数：一个样本由多少个随机数生成。',
  ],
});

/** Options of an architecture, by whose they are. */
export interface NetworkOptions {
  readonly generator: Options & { readonly latent: Option<number> };
  readonly critic: Options;
  /** Of each of the two. */
  readonly both: Options;
}

/** A family of networks. */
export interface Architecture {
  readonly name: string;
  readonly summary: string;
  readonly source: string;
  readonly options: NetworkOptions;
  /** Values of options that are not the same for both networks. */
  readonly defaults: { readonly generator: Values; readonly critic: Values };
  /** How its networks can be told classes; by default they cannot. */
  readonly conditions?: Conditions;
  /** Whether it judges samples and makes none. */
  readonly isCriticOnly?: true;
  /** Checks samples by their shape alone, before any network is made.
   *  @throws ConfigError for samples that its networks cannot make or judge */
  requireSamples?(sampleShape: StaticShape): void;
  /** Brings its networks, where they come later than the record: in the studio's page. Elsewhere they are there. */
  load?(): Promise<void>;
  /** What distinguishes a network of it, the most telling first: "hidden layers 256, 512". */
  describe(spec: NetworkSpec): readonly string[];
  /** From noise float32[N, latent] to samples float32[N, ...sampleShape]; images lie in [−1, 1].
   *  @throws ConfigError where `isCriticOnly` */
  generator(spec: GeneratorSpec): Generator;
  /** From samples float32[N, ...sampleShape] to scores float32[N, 1], without a final sigmoid. */
  critic(spec: NetworkSpec): Critic;
}

/** An architecture whose networks read its own options. */
export function defineArchitecture<O extends NetworkOptions>(
  architecture: Omit<Architecture, 'options' | 'describe' | 'generator' | 'critic'> & {
    readonly options: O;
    describe(spec: NetworkSpec & OptionValues<O['both']>): readonly string[];
    readonly generator: (
      spec: GeneratorSpec & OptionValues<O['generator']> & OptionValues<O['both']>,
    ) => Generator;
    readonly critic: (spec: NetworkSpec & OptionValues<O['critic']> & OptionValues<O['both']>) => Critic;
  },
): Architecture {
  return architecture;
}
