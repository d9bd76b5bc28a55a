// What an evaluation says: plain objects for JSON, and how to read one. Yardsticks, the same numbers of real data, stand
// beside the numbers.

import type { ChannelMoments } from './channels.ts';
import type { Counts, KindName } from './evaluation.ts';
import { type Evenness, type Measure, ordersKind, testName, type Value } from './measures/measure.ts';
import { measures, type Scores } from './measures/registry.ts';
import type { Nearest } from './nearest.ts';

/** The same numbers of real data, as yardsticks; null where there are no real data to measure. */
type TestScores = { readonly [K in keyof Scores as `test${Capitalize<K>}`]: Scores[K] | null };

/** One evaluation: the numbers that are of its kind of data. */
export interface Report extends Partial<Scores>, Partial<TestScores> {
  /** The kind of data. */
  readonly kind: KindName;
  readonly dataset: string;
  readonly counts: Counts;
  /** The largest number of modes there can be. */
  readonly modeCount?: number;
  /** The nearest training image of each of the first samples. */
  readonly nearest?: readonly Nearest[];
  /** Means and deviations of the channels of images, of samples and of real ones. */
  readonly channels?: ChannelMoments;
  readonly realChannels?: ChannelMoments;
  readonly classifierVersion?: string;
  /** Which network described images that are no digits. */
  readonly featuresVersion?: string;
  /** Seed of the choice of real samples; the sampler has its own. */
  readonly realSeed: number;
  /** What to know before comparing these numbers. */
  readonly notes: readonly string[];
}

export type { Scores };

/** A number or histogram of a report. */
export interface Measured<V extends Value = Value> {
  readonly name: string;
  readonly measure: Measure;
  readonly value: V;
  /** The same of real data, where it is known. */
  readonly test: V | undefined;
}

const isNumber = (value: unknown): value is number => typeof value === 'number';
const isHistogram = (value: unknown): value is readonly number[] => Array.isArray(value);

function measuredAs<V extends Value>(
  report: Report,
  is: (value: unknown) => value is V,
): readonly Measured<V>[] {
  const values = new Map<string, unknown>(Object.entries(report));
  const own = measures.all.filter(({ kinds }) => report.kind in kinds);
  return own.flatMap((measure) => {
    const [value, test] = [values.get(measure.name), values.get(testName(measure.name))];
    return is(value) ? [{ name: measure.name, measure, value, test: is(test) ? test : undefined }] : [];
  });
}

/** The numbers of a report, the most telling first. */
export const numbersOf = (report: Report): readonly Measured<number>[] => measuredAs(report, isNumber);

/** The histograms of a report. */
export const histogramsOf = (report: Report): readonly Measured<readonly number[]>[] =>
  measuredAs(report, isHistogram);

/** The number that tells better samples from worse, by which evaluations of a run are ordered; undefined where none
 *  does, as in old reports of images without a classifier. */
export const qualityOf = (report: Report): Measured<number> | undefined =>
  numbersOf(report).find(({ measure }) => ordersKind(measure, report.kind));

/** Whether a number of a measure beats another. */
export const isBetterValue = ({ explanation: { better } }: Measure, value: number, than: number): boolean =>
  better === 'higher' ? value > than : value < than;

/** What a report says of a run's health. */
export function evennessOf(report: Report): Evenness {
  return Object.assign(
    {},
    ...numbersOf(report).map(({ measure, value }) => measure.evenness?.(value, report.kind)),
  );
}
