// How a pass goes through a network: in training or after it, with what labels, where its random numbers come from.

import { ConfigError } from '../base/errors.ts';
import type { Shape } from '../base/shape.ts';
import type { Tensor } from '../graph/tensor.ts';

export type Distribution = 'normal' | 'uniform';

/** Where the random tensors of a pass come from: normal(0, 1), or uniform in [0, 1). Equal names are one tensor.
 *  @param name  where it is used, as parameters are named: `2.noise` */
export type RandomSource = (name: string, shape: Shape, distribution: Distribution) => Tensor;

/** What a layer may ask of the pass that goes through it. */
export interface Pass {
  /** `training`: with the batch's own statistics, dropout, noise; `inference`: as after training. */
  readonly mode: 'training' | 'inference';
  /** Whether buffers move on with this pass. They `hold` in every pass besides the one of the loss, as in those of a
   *  penalty. */
  readonly buffers: 'advance' | 'hold';
  /** Classes of the samples, one-hot or mixed: float32[N, classes]. */
  readonly labels: Tensor | undefined;
  /** Whose samples go through, where a critic sees real and fake apart. */
  readonly of: 'real' | 'fake' | undefined;
  /** What the layer is conditioned on: float32[N, features]. */
  readonly condition: Tensor | undefined;
  /** A random tensor of the layer's own. */
  readonly random: RandomSource;
  /** The pass for a layer inside this one, whose random tensors are named below `name`.
   *  @param condition  of that layer, where it has one of its own */
  scope(name: string, condition?: Tensor): Pass;
}

/** What a pass is made of. */
export interface PassOptions {
  readonly mode: Pass['mode'];
  readonly buffers?: Pass['buffers'];
  readonly labels?: Tensor | undefined;
  readonly of?: Pass['of'];
  readonly condition?: Tensor | undefined;
  /** By default, layers that need random numbers are refused. */
  readonly random?: RandomSource;
}

/** A pass; by default buffers hold. */
export function definePass({
  mode,
  buffers = 'hold',
  labels,
  of,
  condition,
  random = refuseRandom,
}: PassOptions): Pass {
  const at = (prefix: string, own: Tensor | undefined): Pass => ({
    ...{ mode, buffers, labels, of, condition: own },
    random: (name, shape, distribution) => random(prefix + name, shape, distribution),
    scope: (name, inner = own) => at(`${prefix}${name}.`, inner),
  });
  return at('', condition);
}

function refuseRandom(name: string): never {
  throw new ConfigError(`${name}: expected random numbers from the pass, got a pass without any`, {
    help: 'give definePass a source: random: (name, shape, distribution) => input(name, shape)',
  });
}

/** The pass of a loss: batch statistics, buffers advance. */
export const trainingPass: Pass = definePass({ mode: 'training', buffers: 'advance' });

/** A look from the side while training: as the pass of a loss, but buffers hold. */
export const sidePass: Pass = definePass({ mode: 'training' });

/** After training: stored statistics. */
export const inferencePass: Pass = definePass({ mode: 'inference' });
