// Several evaluations as one: mean and spread of every number. Pure.

import { ConfigError } from '../base/errors.ts';
import type { Report } from './reports.ts';

/** Over repetitions, such as seeds. */
export interface Spread {
  readonly mean: number;
  /** Standard deviation, divided by count − 1; 0 of a single value. */
  readonly deviation: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly count: number;
}

/** Mean and spread of numbers.
 *  @throws ConfigError if there are none */
export function spreadOf(values: readonly number[]): Spread {
  const count = values.length;
  if (count === 0) throw new ConfigError('spread: expected one number or more, got 0');
  const mean = values.reduce((sum, x) => sum + x, 0) / count;
  const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return {
    mean,
    deviation: count === 1 ? 0 : Math.sqrt(squares / (count - 1)),
    minimum: Math.min(...values),
    maximum: Math.max(...values),
    count,
  };
}

/** Mean and spread of every number that all reports have, but for the seed.
 *  @throws ConfigError if there is no report, or they are not all of one kind */
export function summarizeReports(reports: readonly Report[]): Readonly<Record<string, Spread>> {
  const kinds = new Set(reports.map(({ kind }) => kind));
  if (kinds.size !== 1) {
    throw new ConfigError(`summary: expected reports of one kind, got ${[...kinds].join(', ') || 'none'}`);
  }
  const names = Object.keys(reports[0]!).filter((name) => name !== 'realSeed');
  const rows = names.map((name) => ({ name, values: reports.map((report) => numberOf(report, name)) }));
  return Object.fromEntries(
    rows
      .filter(({ values }) => values.every((value) => value !== undefined))
      .map(({ name, values }) => [name, spreadOf(values.map(Number))]),
  );
}

function numberOf(report: Report, name: string): number | undefined {
  const value: unknown = Object.entries(report).find(([key]) => key === name)?.[1];
  return typeof value === 'number' ? value : undefined;
}
