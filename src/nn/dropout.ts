// Numbers left out at random while training.

import { ConfigError } from '../base/errors.ts';
import { cast, greaterOrEqual, mul } from '../graph/elementwise.ts';
import { functionLayer, type Layer } from './layer.ts';

/** In training each number is 0 with a probability, and otherwise divided by what is left of it, so that the mean stays;
 *  after it, the identity (Srivastava et al. 2014, "Dropout: a simple way to prevent neural networks from overfitting",
 *  section 4). Takes one random tensor, `dropout`.
 *  @param probability  of a 0, in [0, 1)
 *  @throws ConfigError outside */
export function dropout(probability = 0.5): Layer {
  if (!(probability >= 0 && probability < 1)) {
    throw new ConfigError(`dropout: expected a probability in [0, 1), got ${probability}`);
  }
  return functionLayer((x, { mode, random }) => {
    if (mode === 'inference' || probability === 0) return x;
    const kept = greaterOrEqual(random('dropout', x.shape, 'uniform'), probability);
    return mul(x, mul(cast(kept, 'float32'), 1 / (1 - probability)));
  }, `nn.Dropout(${probability})`);
}
