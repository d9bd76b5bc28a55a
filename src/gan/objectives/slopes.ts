// What penalties on the critic's slope share.

import * as z from 'zod/mini';
import { type Bilingual, option } from '../../base/options.ts';
import { gradient } from '../../compiler/gradient.ts';
import { ones } from '../../graph/compositions.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { CriticPass } from './objective.ts';

/** ∇ₓ critic(x), float32[N, ...] like x: of each sample's score in that sample. */
export function slopeAt(critic: (x: Tensor) => Tensor, x: Tensor): Tensor {
  const scores = critic(x);
  const [slope] = gradient(scores, [x], { seed: ones(scores.shape) }); // a sample's score depends on that sample only
  return slope!;
}

/** A number for each sample, as its place on the line from a fake to it: float32[N, 1...], uniform in [0, 1). */
export const perSample = ({ real, random }: Pick<CriticPass, 'real' | 'random'>, name: string): Tensor =>
  random(name, [real.shape[0]!, ...real.shape.slice(1).map(() => 1)], 'uniform');

/** The weight of a penalty: an option `penalty` that may change while a run trains. */
export const penaltyWeight = (usual: number, help: Bilingual) =>
  option(z.number().check(z.gte(0)), {
    default: usual,
    label: ['Penalty weight λ', '惩罚权重 λ'],
    help,
    changes: 'live',
  });
