// Measures of one set of samples.

import type { Measure, Value } from './measures/measure.ts';
import type { Needs, Samples } from './parts/part.ts';
import { madeOf } from './parts/scopes.ts';

/** Numbers and histograms, by the names that reports have for them. */
export type Values = Readonly<Record<string, Value | null>>;

/** All that measures need. */
export const needsOf = (measures: readonly Pick<Measure, 'name' | 'needs'>[]): Needs =>
  Object.fromEntries(
    measures.flatMap(({ name, needs }) =>
      Object.entries(needs).map(([part, need]) => [`${name} ${part}`, need] as const),
    ),
  );

/** What each measure says, and what it adds to reports. */
export async function scoresOf(measures: readonly Measure[], samples: Samples) {
  const values: Record<string, Value> = {};
  const details: Record<string, unknown> = {};
  for (const measure of measures) {
    const needed = await madeOf(measure.needs, samples.get);
    const value = await measure.compute(needed, samples);
    if (value !== undefined) values[measure.name] = value;
    Object.assign(details, measure.details?.(needed));
  }
  return { values, details };
}
