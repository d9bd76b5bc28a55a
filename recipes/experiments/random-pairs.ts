// Random pairs of networks: nothing about generator and discriminator is matched on purpose.

import { fillUniform } from '../../src/base/random.ts';
import type { PartialConfig } from '../../src/train/config.ts';

const depths = [1, 2, 3, 4] as const;
const widths = [32, 64, 128, 256] as const;
const generatorNorms = ['none', 'batch', 'layer'] as const;
const criticNorms = ['none', 'layer'] as const; // batch statistics cannot go with a gradient penalty
const activations = ['leaky-relu', 'relu', 'tanh', 'elu'] as const;

/** A pair: networks, and what its learning rates are multiplied by. */
export interface Pair {
  readonly networks: PartialConfig;
  readonly generatorRate: number;
  readonly criticRate: number;
}

/** The pair of a number: each property uniform among its choices, the factors log-uniform from 1/5 to 5. */
export function pairOf(number: number): Pair {
  const uniforms = new Float32Array(9);
  fillUniform(uniforms, { seed: 2017, purpose: 'evaluate', counter: number });
  const pick = <T>(choices: readonly T[], place: number): T =>
    choices[Math.floor(uniforms[place]! * choices.length)]!;
  const factor = (place: number) => Number((5 ** (2 * uniforms[place]! - 1)).toPrecision(3));
  const hidden = (place: number) => new Array<number>(pick(depths, place)).fill(pick(widths, place + 1));
  return {
    networks: {
      generatorHidden: hidden(0),
      criticHidden: hidden(2),
      generatorNorm: pick(generatorNorms, 4),
      criticNorm: pick(criticNorms, 5),
      activation: pick(activations, 6),
    },
    generatorRate: factor(7),
    criticRate: factor(8),
  };
}
