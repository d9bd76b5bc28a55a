// Results as text.

import type { Row } from './rounds.ts';
import { START_ITERATIONS, type StartRow } from './starts.ts';
import { median, timesAsLong } from './statistics.ts';

/** Columns padded to equal width; the first to the left, the others to the right. */
export function alignColumns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const pad = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[column]!);
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}

export const ms = (value: number) => value.toFixed(value < 100 ? 1 : 0);
export const times = (ratio: number) => `${ratio.toFixed(2)}×`;

/** Milliseconds per iteration of a work, and ours divided by theirs. */
export function workTable(rows: readonly Row[]): string {
  const valid = rows.filter((row) => row.engine === 'wgan' && row.void === undefined);
  const ours = valid.map(({ time }) => time!).sort((a, b) => a.median - b.median)[0];
  const lines = rows.map(({ name, time, distance, void: reason }) => {
    if (time === undefined || reason !== undefined) return [name, '', '', '', '', '', '', reason ?? ''];
    return [
      name,
      ms(time.median),
      ms(time.min),
      `${ms(Math.min(...time.rounds))}–${ms(Math.max(...time.rounds))}`,
      ours ? times(timesAsLong(ours, time)) : '',
      ours ? times(ours.min / time.min) : '',
      ms(time.processor),
      distance === undefined ? '' : distance.toExponential(0),
    ];
  });
  const header = [
    'ms per iteration',
    'median',
    'min',
    'rounds',
    'ours/it',
    'by min',
    'processor',
    'losses differ by',
  ];
  return alignColumns([header, ...lines]);
}

/** Seconds and megabytes of whole processes. */
export function startTable(rows: readonly StartRow[]): string {
  const lines = rows.map(({ name, firstSeconds, wholeSeconds, peakBytes, void: reason }) =>
    reason === undefined
      ? [
          name,
          median(firstSeconds).toFixed(2),
          Math.min(...firstSeconds).toFixed(2),
          median(wholeSeconds).toFixed(2),
          (peakBytes / 1e6).toFixed(0),
        ]
      : [name, '', '', '', reason],
  );
  const header = ['process', 'to first iteration, s', 'min', `${START_ITERATIONS} iterations, s`, 'peak MB'];
  return alignColumns([header, ...lines]);
}
