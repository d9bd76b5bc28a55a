// The changing lines of a terminal while a run trains, from what is known at one moment. Pure.

import { bestText, evaluationTexts } from '../evaluate/course-texts.ts';
import { say } from '../language/say.ts';
import { type Paint, widthOf } from '../terminal/colors.ts';
import { formatBytes, formatClock, formatCount, formatRate } from '../terminal/format.ts';
import { progressBar, sparkline } from '../terminal/progress.ts';
import { padStart } from '../terminal/width.ts';
import type { Moment } from './meter.ts';
import { readingsOf, readingText } from './numbers.ts';

const LEAST_BAR = 8;
/** Cells of the course of a number. */
const SPARK = { least: 8, most: 32 } as const;

/** The lines about progress and numbers, none wider than `columns`. */
export function liveLines(moment: Moment, columns: number, paint: Paint): readonly string[] {
  return [
    barLine(moment, columns, paint),
    numbersLine(moment, columns, paint),
    ...measuredLines(moment, columns, paint),
    factsLine(moment, columns, paint),
    ...troubleLines(moment, columns, paint),
  ];
}

function barLine({ iteration, iterations, perSecond, leftSeconds }: Moment, columns: number, paint: Paint) {
  const fraction = iterations === 0 ? 1 : iteration / iterations;
  const texts = [
    padStart(`${Math.floor(100 * fraction)} %`, 5),
    `${formatCount(iteration)}/${formatCount(iterations)}`,
    formatRate(perSecond),
    ...(leftSeconds === undefined ? [] : [say`${formatClock(leftSeconds)} left`]),
  ];
  const shown = fitting(texts, columns - LEAST_BAR - 3, '  ');
  const { filled, rest } = progressBar(fraction, Math.max(0, columns - widthOf(shown) - 3));
  return ` ${paint('green', filled)}${paint('dim', rest)} ${shown}`;
}

function numbersLine({ last, history, state }: Moment, columns: number, paint: Paint): string {
  if (last === undefined) return ` ${paint('dim', state || say`the first iterations…`)}`;
  const [first, ...others] = readingsOf(last);
  const head = readingText(first!);
  const rest = fitting(others.map(readingText), columns - widthOf(head) - SPARK.least - 6, '   ');
  const cells = columns - widthOf(head) - widthOf(rest) - 6;
  const line = cells < SPARK.least ? '' : sparkline(history, Math.min(SPARK.most, cells));
  const parts = [`${paint('bold', head)} ${paint('cyan', line)}`.trimEnd(), rest];
  return ` ${parts.filter((part) => part !== '').join('   ')}`;
}

/** The last evaluation, once there is one. */
function measuredLines({ course }: Moment, columns: number, paint: Paint): readonly string[] {
  if (course.last === undefined) return [];
  const [first, ...others] = evaluationTexts(course.last);
  const best = bestText(course);
  const head = best === '' ? first! : say`${first!} (${best})`;
  const rest = fitting(others, columns - widthOf(head) - 4, '   ');
  return [` ${[paint('bold', head), rest].filter((part) => part !== '').join('   ')}`];
}

function factsLine(moment: Moment, columns: number, paint: Paint): string {
  const { elapsedSeconds, last, state, iteration, iterations } = moment;
  const texts = [
    formatClock(elapsedSeconds),
    ...(state === '' ? [] : [state]),
    ...(last === undefined ? [] : [say`${formatCount(last.imagesPerSecond)} images/s`]),
    ...(last?.memoryBytes === undefined ? [] : [formatBytes(last.memoryBytes)]),
    ...(state === '' && iteration < iterations ? [say`Ctrl-C saves and stops`] : []),
  ];
  return ` ${paint('dim', fitting(texts, columns - 2, ' · '))}`;
}

function troubleLines({ troubles }: Moment, columns: number, paint: Paint): readonly string[] {
  if (troubles.length === 0) return [];
  return [` ${paint('yellow', fitting([`! ${troubles[0]}`, ...troubles.slice(1)], columns - 2, ' · '))}`];
}

/** As many texts, from the first on, as fit. */
function fitting(texts: readonly string[], columns: number, separator: string): string {
  let shown = '';
  for (const text of texts) {
    const next = shown === '' ? text : shown + separator + text;
    if (widthOf(next) > columns) break;
    shown = next;
  }
  return shown;
}
