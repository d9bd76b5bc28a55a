// The numbers of an iteration that people watch, in their words.

import type { IterationEvent } from '../../train/events.ts';
import { formatNumber } from '../terminal/format.ts';

/** A number with its name. */
export interface Reading {
  readonly name: string;
  readonly value: number;
}

const names = [
  ['wasserstein', 'Wasserstein estimate'],
  ['wassersteinHoldout', 'held out'],
  ['gradientNorm', 'gradient norm'],
  ['penalty', 'penalty'],
] as const;

const namesWithoutEstimate = [
  ['criticLoss', 'critic loss'],
  ['criticLossHoldout', 'held out'],
  ['generatorLoss', 'generator loss'],
] as const;

/** What to watch, the most telling first: the estimate of a distance where there is one, else the losses. */
export function readingsOf(event: IterationEvent): readonly Reading[] {
  const shown = event.wasserstein === undefined ? namesWithoutEstimate : names;
  return shown.flatMap(([key, name]) => {
    const value = event[key];
    return value === undefined ? [] : [{ name, value }];
  });
}

export const readingText = ({ name, value }: Reading) => `${name} ${formatNumber(value)}`;
