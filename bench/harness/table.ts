// Results as text.

import type { Row } from './rounds.ts';
import type { StartRow } from './starts.ts';
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

/** What a process took at most beyond what it had when all was imported. */
export const bytesAbove = ({ peakBytes, importedBytes = 0 }: StartRow): number => peakBytes - importedBytes;

/** Seconds and megabytes of whole processes. */
export function startTable(rows: readonly StartRow[]): string {
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0);
  const lines = rows.map((row) =>
    row.void === undefined
      ? [
          row.name,
          median(row.firstSeconds).toFixed(2),
          Math.min(...row.firstSeconds).toFixed(2),
          median(row.wholeSeconds).toFixed(2),
          megabytes(row.peakBytes),
          megabytes(bytesAbove(row)),
        ]
      : [row.name, '', '', '', '', row.void],
  );
  const whole = `${rows[0]?.iterations ?? 1} iterations, s`;
  const header = ['process', 'to first iteration, s', 'min', whole, 'peak MB', 'above imports, MB'];
  return alignColumns([header, ...lines]);
}
