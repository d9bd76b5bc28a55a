// Events of training as readings for the monitors of health.

import type { Reading } from '../health/history.ts';
import { evennessOf } from '../metrics/reports.ts';
import type { EvaluationEvent, IterationEvent } from './events.ts';

/** What a logged iteration says of health. */
export function numbersReading({ health, ...numbers }: Omit<IterationEvent, 'type'>): Reading {
  return { ...numbers, ...health };
}

/** What an evaluation says of health. */
export const evaluationReading = ({
  iteration,
  report,
}: Pick<EvaluationEvent, 'iteration' | 'report'>): Reading => ({ iteration, ...evennessOf(report) });
