// What inputs are, in words that an exported program carries.

import type { Distribution } from '../nn/pass.ts';
import type { Ema } from './ema.ts';
import { emaRamps } from './ema-ramps.ts';

/** A phase, as inputs are told from each other. */
interface Place {
  readonly name: string;
  readonly repeat: number;
}

const step = ({ name }: Place, part: number) => `${name} step ${part}`;
const allSteps = ({ name, repeat }: Place) =>
  repeat === 1 ? `the ${name} step` : `all ${repeat} ${name} steps`;

const numbers = { normal: 'standard normal numbers', uniform: 'uniform numbers in [0, 1)' } as const;

/** By kind of input; a part is the number of a step. */
export const inputTexts = {
  real: (place: Place) => (part: number) => `real samples of ${step(place, part)}`,
  realLabels: (place: Place) => (part: number) =>
    `classes of the real samples of ${step(place, part)}, one-hot`,
  latent: (place: Place) => () => `standard normal noise of ${allSteps(place)}`,
  labels: (place: Place) => () => `classes for the fakes of ${allSteps(place)}, one-hot`,
  random: (place: Place, distribution: Distribution) => (part: number) =>
    `${numbers[distribution]} of ${step(place, part)}`,
  live: (place: Place, option: string) => () => `${option} of the objective in each ${place.name} step`,
  optimizer: (scalar: string, optimizer: string, set: string) => () =>
    `${scalar} of ${optimizer} in each update of the ${set}, from its learning rate`,
  average:
    ({ decay, ramp }: Ema) =>
    () =>
      `1 − decay of the average: 1 − 0.5^(1 ÷ half-life), at least 1 − ${decay}; ${emaRamps.get(ramp).description}`,
};
