// The numbers of an iteration that people watch, in their words.

import type { IterationEvent } from '../../train/events.ts';
import { say } from '../language/say.ts';
import { formatNumber } from '../terminal/format.ts';

/** A number with its name. */
export interface Reading {
  readonly name: string;
  readonly value: number;
}

const names = () =>
  [
    ['wasserstein', say`Wasserstein estimate`],
    ['wassersteinHoldout', say`held out`],
    ['gradientNorm', say`gradient norm`],
    ['penalty', say`penalty`],
  ] as const;

const namesWithoutEstimate = () =>
  [
    ['criticLoss', say`critic loss`],
    ['criticLossHoldout', say`held out`],
    ['generatorLoss', say`generator loss`],
  ] as const;

/** What to watch, the most telling first: the estimate of a distance where there is one, else the losses. */
export function readingsOf(event: IterationEvent): readonly Reading[] {
  const shown = event.wasserstein === undefined ? namesWithoutEstimate() : names();
  return shown.flatMap(([key, name]) => {
    const value = event[key];
    return value === undefined ? [] : [{ name, value }];
  });
}

export const readingText = ({ name, value }: Reading) => `${name} ${formatNumber(value)}`;
