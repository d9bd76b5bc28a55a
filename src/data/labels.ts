// The classes of samples. Pure: runs in a browser.

import { DataError } from '../base/errors.ts';

/** One of the classes for each sample. */
export interface Labels {
  /** The names of the classes: a sample of label i is a `classes[i]`. */
  readonly classes: readonly string[];
  /** The label of every sample, in the narrowest type that holds all classes. */
  readonly values: LabelValues;
}

export type LabelValues = Uint8Array | Uint16Array | Uint32Array;

/** An array for so many labels, wide enough for a number of classes. */
export function labelArray(length: number, classes: number): LabelValues {
  if (classes <= 2 ** 8) return new Uint8Array(length);
  return classes <= 2 ** 16 ? new Uint16Array(length) : new Uint32Array(length);
}

/** The names of classes that have none but their number: 0, 1, 2, ... */
export const numberedClasses = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, label) => String(label));

/** Labels whose classes have no names but their number: from 0 to the largest. */
export function numberedLabels(values: Uint8Array): Labels {
  const largest = values.reduce((most, value) => Math.max(most, value), 0);
  return { classes: numberedClasses(largest + 1), values };
}

/** Labels by name, the classes in the order of their names.
 *  @param names  of every sample's class */
export function namedLabels(names: readonly string[], classes: readonly string[]): Labels {
  const labelOf = new Map(classes.map((name, label) => [name, label]));
  const values = labelArray(names.length, classes.length);
  for (const [index, name] of names.entries()) values[index] = labelOf.get(name)!;
  return { classes, values };
}

/** The labels of some samples, in their order. */
export function labelsOf({ classes, values }: Labels, rows: Uint32Array): Labels {
  const chosen = labelArray(rows.length, classes.length);
  fillLabels({ classes, values }, rows, 0, rows.length, chosen);
  return { classes, values: chosen };
}

/** Writes the labels of rows[start...] to `out`. */
export function fillLabels(
  { values }: Labels,
  rows: Uint32Array,
  start: number,
  count: number,
  out: LabelValues,
  outOffset = 0,
): void {
  for (let index = 0; index < count; index++) out[outOffset + index] = values[rows[start + index]!]!;
}

/** Checks that every sample has a label, and every label a class.
 *  @throws DataError */
export function requireLabels(name: string, { classes, values }: Labels, count: number): void {
  if (values.length !== count) {
    throw new DataError(`${name}: every sample needs one label, got ${values.length} for ${count} samples`);
  }
  const stranger = values.find((label) => label >= classes.length);
  if (stranger === undefined) return;
  throw new DataError(
    `${name}: labels must be below ${classes.length}, the number of classes, got ${stranger}`,
  );
}

/** What stands before the values of labels in their hash. */
export const labelsPreamble = ({ classes, values }: Labels): string =>
  JSON.stringify([classes, values.constructor.name]);

/** Checks that every class has a sample, as networks that are told classes need.
 *  @throws DataError that names one without */
export function requireEveryClass({ classes, values }: Labels): void {
  const seen = new Set(values);
  const missing = classes.findIndex((_, label) => !seen.has(label));
  if (missing < 0) return;
  throw new DataError(`condition: expected samples of every class, got none of ${classes[missing]}`, {
    help: 'number the classes without gaps, or leave out names that no sample has',
  });
}
