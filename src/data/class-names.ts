// From the texts of labels to classes, and what is to be said of how many samples each has. Pure.

import { type Labels, namedLabels } from './labels.ts';

/** Classes by their names: numbers in their order, other names by their characters. */
export function labelsOfTexts(texts: readonly string[]): Labels {
  const names = [...new Set(texts)];
  const areNumbers = names.every((name) => /^-?\d{1,15}$/.test(name));
  return namedLabels(texts, areNumbers ? names.sort((a, b) => Number(a) - Number(b)) : names.sort());
}

/** How many samples each class has. */
export function classCounts({ classes, values }: Labels): readonly number[] {
  const counts = classes.map(() => 0);
  for (const label of values) counts[label]! += 1;
  return counts;
}

/** From so many times as many samples on, one class outweighs another. */
const unevenRatio = 3;

/** A note if the classes have very different numbers of samples. */
export function unevenNotes(labels: Labels): readonly string[] {
  const counts = classCounts(labels);
  const [most, least] = [Math.max(...counts), Math.min(...counts)];
  if (counts.length < 2 || most < unevenRatio * Math.max(least, 1)) return [];
  const nameOf = (count: number) => labels.classes[counts.indexOf(count)]!;
  return [
    `the classes are uneven: ${most.toLocaleString('en')} of ${nameOf(most)}, ${least.toLocaleString('en')} of ${nameOf(least)}; what is rare here will be rare among the samples`,
  ];
}

/** As many classes as this are rather numbers or names than classes, if few samples share one. */
const manyClasses = 50;

/** Whether texts are classes: several samples share each, or there are few. */
export const areClasses = (texts: readonly string[]): boolean => {
  const different = new Set(texts).size;
  return different > 1 && (different <= manyClasses || 2 * different <= texts.length);
};
