// The numbers of reports as people read them: one measure per number, over all seeds, beside its yardstick. Pure.

import { type Explanation, explanations } from '../../metrics/explanations.ts';
import type { Report } from '../../metrics/reports.ts';
import { type Spread, summarizeReports } from '../../metrics/summary.ts';
import { say, translate } from '../language/say.ts';
import { formatCount, formatNumber } from '../terminal/format.ts';

/** One number of a report. */
export interface Measure {
  /** As in the reports. */
  readonly name: string;
  readonly explanation: Explanation;
  readonly spread: Spread;
  /** The same number of real data, where it is known. */
  readonly yardstick: number | undefined;
  /** What it was counted on: "2,000 / 2,000, k = 5", samples first. */
  readonly basis: string;
}

/** The numbers of reports of one generator, the most telling first. */
export function measuresOf(reports: readonly Report[]): readonly Measure[] {
  const summary = summarizeReports(reports);
  const report = reports[0]!;
  return Object.entries(explanations).flatMap(([name, explanation]) => {
    const spread = summary[name];
    if (spread === undefined) return [];
    return [
      {
        name,
        explanation,
        spread,
        yardstick: yardstickOf(name, report, summary),
        basis: basisOf(name, report),
      },
    ];
  });
}

function yardstickOf(
  name: string,
  report: Report,
  summary: Readonly<Record<string, Spread>>,
): number | undefined {
  if (name === 'modesCovered' && 'modeCount' in report) return report.modeCount;
  return summary[`test${name[0]!.toUpperCase()}${name.slice(1)}`]?.mean;
}

const neighbourly = ['precision', 'recall', 'density', 'coverage'];

function basisOf(name: string, report: Report): string {
  const against = (samples: number, real: number) => `${formatCount(samples)} / ${formatCount(real)}`;
  const { counts } = report;
  if (neighbourly.includes(name) && 'neighbours' in counts) {
    return `${against(counts.neighbours, counts.neighbours)}, k = ${counts.k}`;
  }
  if (name === 'frechetDistance' && 'real' in counts) return against(counts.samples, counts.real);
  if (name === 'wassersteinDistance' && 'wasserstein' in counts) {
    return against(counts.wasserstein, counts.wasserstein);
  }
  if (name === 'slicedWasserstein' && 'patched' in counts) {
    return against(counts.samples, counts.patched ?? counts.real);
  }
  if (name === 'nearestDistance' && 'real' in counts) {
    const nearest = 'nearest' in counts ? counts.nearest : undefined;
    return against(nearest ?? counts.samples, counts.real);
  }
  return formatCount(counts.samples);
}

/** A number in its unit: "91.2 %", "0.012 nats"; of several seeds "91.2 ± 0.4 %". */
export function measureText({ spread, explanation: { unit } }: Measure): string {
  const { mean, deviation, count } = spread;
  const text = plain(mean, unit);
  const decimals = /\.(\d+)$/.exec(text)?.[1]?.length ?? 1;
  const spreadText =
    count === 1 ? '' : ` ± ${(unit === 'share' ? 100 * deviation : deviation).toFixed(decimals)}`;
  return `${text}${spreadText}${unitText(unit)}`;
}

/** A number without a unit that its name makes clear: "0.617", "78.6 %", "7 of 8". */
export function briefText({ spread: { mean }, yardstick, explanation: { unit } }: Measure): string {
  if (unit === 'modes' && yardstick !== undefined)
    return say`${plain(mean, unit)} of ${plain(yardstick, unit)}`;
  return `${plain(mean, unit)}${unit === 'share' ? ' %' : ''}`;
}

/** The yardstick, without the unit that stands beside it. */
export function yardstickText({ yardstick, explanation: { unit } }: Measure): string {
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
