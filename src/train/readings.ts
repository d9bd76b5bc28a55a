// Events of training as readings for the monitors of health.

import type { Reading } from '../health/history.ts';
import type { Report } from '../metrics/reports.ts';
import type { EvaluationEvent, IterationEvent } from './events.ts';

/** What a logged iteration says of health. */
export function numbersReading({ health, ...numbers }: Omit<IterationEvent, 'type'>): Reading {
  return { ...numbers, ...health };
}

/** What an evaluation says of health: exp(−KL) is exp(entropy) over the number of classes or modes. */
export function evaluationReading({
  iteration,
  report,
}: Pick<EvaluationEvent, 'iteration' | 'report'>): Reading {
  return { iteration, ...sharesOf(report) };
}

function sharesOf(report: Report): Pick<Reading, 'classEvenness' | 'modeShare'> {
  switch (report.kind) {
    case 'digits':
      return { classEvenness: Math.exp(-report.classKl) };
    case 'stacked-digits':
      return { classEvenness: Math.exp(-report.reverseKl) };
    case 'points':
      return report.reverseKl === undefined ? {} : { modeShare: Math.exp(-report.reverseKl) };
    case 'images':
      return {};
    default:
      return report satisfies never;
  }
}
