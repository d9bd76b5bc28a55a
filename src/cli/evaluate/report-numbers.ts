// The numbers of reports as people read them: over all seeds, each beside its yardstick. Pure.

import type { Basis, Explanation, Measure } from '../../metrics/measures/measure.ts';
import { testName } from '../../metrics/measures/measure.ts';
import { numbersOf, type Report } from '../../metrics/reports.ts';
import { type Spread, summarizeReports } from '../../metrics/summary.ts';
import { say, translate } from '../language/say.ts';
import { formatCount, formatNumber } from '../terminal/format.ts';

/** One number of reports. */
export interface ReportNumber {
  readonly measure: Measure;
  readonly spread: Spread;
  /** The same number of real data, or the largest that it can be, where it is known. */
  readonly yardstick: number | undefined;
  /** What it was counted on: "2,000 / 2,000, k = 5", samples first. */
  readonly basis: string;
}

/** The numbers of reports of one generator, the most telling first. */
export function reportNumbers(reports: readonly Report[]): readonly ReportNumber[] {
  const summary = summarizeReports(reports);
  const report = reports[0]!;
  return numbersOf(report).flatMap(({ name, measure }) => {
    const spread = summary[name];
    if (spread === undefined) return [];
    const { most, countedOn = ({ samples }) => ({ samples }) } = measure;
    const yardstick = (most && report[most]) ?? summary[testName(name)]?.mean;
    return [{ measure, spread, yardstick, basis: basisText(countedOn(report.counts)) }];
  });
}

function basisText({ samples, real, k }: Basis): string {
  const against = real === undefined ? '' : ` / ${formatCount(real)}`;
  return `${formatCount(samples)}${against}${k === undefined ? '' : `, k = ${k}`}`;
}

/** A number in its unit: "91.2 %", "0.012 nats"; of several seeds "91.2 ± 0.4 %". */
export function numberText({ spread, measure }: ReportNumber): string {
  const { unit } = measure.explanation;
  const { mean, deviation, count } = spread;
  const text = plain(mean, unit);
  const decimals = /\.(\d+)$/.exec(text)?.[1]?.length ?? 1;
  const spreadText =
    count === 1 ? '' : ` ± ${(unit === 'share' ? 100 * deviation : deviation).toFixed(decimals)}`;
  return `${text}${spreadText}${unitText(unit)}`;
}

/** A number without a unit that its name makes clear: "0.617", "78.6 %", "7 of 8". */
export function briefText({ spread: { mean }, yardstick, measure }: ReportNumber): string {
  const { unit } = measure.explanation;
  if (unit === 'modes' && yardstick !== undefined)
    return say`${plain(mean, unit)} of ${plain(yardstick, unit)}`;
  return `${plain(mean, unit)}${unit === 'share' ? ' %' : ''}`;
}

/** The yardstick, without the unit that stands beside it. */
export function yardstickText({ yardstick, measure }: ReportNumber): string {
  const { unit } = measure.explanation;
  return yardstick === undefined ? '' : `${plain(yardstick, unit)}${unit === 'share' ? ' %' : ''}`;
}

type Unit = Explanation['unit'];

function plain(value: number, unit: Unit): string {
  if (unit === 'share') return (100 * value).toFixed(1);
  if (unit === 'modes' && Number.isInteger(value)) return formatCount(value);
  return formatNumber(value);
}

function unitText(unit: Unit): string {
  if (unit === 'none') return '';
  if (unit === 'share') return ' %';
  return unit === 'modes' ? say` modes` : ` ${translate(unit)}`;
}
