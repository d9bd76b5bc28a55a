// A run in words: where it is, how fast it goes, its last numbers.

import { shellLine } from '../base/shell.ts';
import type { ClassCount } from '../run/events.ts';
import type { RunSummary } from '../run/list.ts';
import type { Config } from '../train/config.ts';
import { trainWords } from '../train/flag-words.ts';
import { say } from './language/say.ts';
import type { Style } from './terminal/colors.ts';
import { formatClock, formatCount, formatRate } from './terminal/format.ts';
import { readingsOf, readingText } from './train/numbers.ts';

/** The colour of a state. */
export const stateStyles: { readonly [S in RunSummary['state']]: Style } = {
  starting: 'green',
  running: 'green',
  paused: 'yellow',
  done: 'bold',
  stopped: 'bold',
  interrupted: 'bold',
  failed: 'red',
  crashed: 'red',
  damaged: 'red',
};

/** "1,250/4,000". */
export function placeText({ iteration, iterations }: RunSummary): string {
  return `${formatCount(iteration)}/${formatCount(iterations)}`;
}

const moving: readonly RunSummary['state'][] = ['starting', 'running'];

/** "31.2 it/s, 1:23 left"; nothing for a run that stands still. */
export function speedText({ state, iterationsPerSecond, secondsLeft }: RunSummary): string {
  if (!moving.includes(state) || iterationsPerSecond === undefined) return '';
  const rate = formatRate(iterationsPerSecond);
  return secondsLeft === undefined ? rate : listed([rate, say`${formatClock(secondsLeft)} left`]);
}

/** Which weights of a generator those are. */
export const weightsText = (weights: 'average' | 'last'): string =>
  weights === 'average' ? say`averaged weights` : say`last weights`;

/** Texts with commas between them, without those that are empty. */
export const listed = (texts: readonly string[]): string => texts.filter((text) => text !== '').join(say`, `);

/** The last numbers, the most telling first. */
export function lastTexts({ last }: RunSummary): readonly string[] {
  return last === undefined ? [] : readingsOf({ type: 'iteration', ...last }).map(readingText);
}

/** The command that trains a configuration: "wgan train --iterations 20 --critic-hidden 32". */
export const commandText = (config: Config): string => shellLine(['wgan', ...trainWords(config)]);

/** As many classes are named. */
const namedClasses = 20;

/** "cat 5,000, dog 4,120", the first ones; empty without classes. */
export function classesText(classes: readonly ClassCount[]): string {
  const named = listed(
    classes.slice(0, namedClasses).map(({ name, count }) => `${name} ${formatCount(count)}`),
  );
  return classes.length > namedClasses ? `${named}…` : named;
}
