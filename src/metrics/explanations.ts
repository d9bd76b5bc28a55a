// What the numbers of reports mean, by their names.

import type { Explanation } from './measures/measure.ts';
import { measures, type Scores } from './measures/registry.ts';

/** The most telling first; a name that starts with `test` is the same number of real data. */
export const explanations = Object.fromEntries(
  measures.all.map(({ name, explanation }) => [name, explanation]),
) as Readonly<Record<keyof Scores, Explanation>>;
