// What a measure is: one number, or histogram, of how good samples are. Everything that measures or tells them takes
// them from the registry beside.

import type { Counts, EvaluatorParts, KindName } from '../evaluation.ts';
import type { Made, Needs, Real, RealOfKind, Samples } from '../parts/part.ts';

/** What a number is measured in. */
export type Unit = 'none' | 'share' | 'nats' | 'pixels' | 'modes' | 'samples' | 'units of the data';

/** What a number means. */
export interface Explanation {
  readonly label: string;
  /** Which way is better; `real` is as near to the real data's own value as possible. */
  readonly better: 'lower' | 'higher' | 'real';
  /** Of the number; shares lie between 0 and 1, plain numbers have none. */
  readonly unit: Unit;
  /** Two sentences, for a beginner. */
  readonly text: string;
  readonly source?: string;
}

/** How much a number is counted on. */
export interface Basis {
  readonly samples: number;
  /** Real samples that they are held against. */
  readonly real?: number | undefined;
  readonly k?: number | undefined;
}

/** How even samples are over classes or modes: exp(entropy) over their number, 1 where all are equally frequent. */
export interface Evenness {
  readonly classEvenness?: number;
  readonly modeShare?: number;
}

export type Value = number | readonly number[];

type MaybeNow<V> = V | undefined | Promise<V | undefined>;

/** What a measure is to everybody. */
interface Described<Name extends string> {
  /** In reports; the same number of real data is `test` and the name. */
  readonly name: Name;
  readonly explanation: Explanation;
  readonly chinese: { readonly label: string; readonly text: string };
  /** It judges samples as a whole, of these kinds of data or all that it is of, so that it may say which generator is
   *  better: of those that fit, the first of the registry is the run's quality. Such a measure puts real, blurred, later
   *  and earlier samples and noise in this order (`test/metrics/ordering.test.ts`); one that sees sharpness or variety
   *  alone does not. */
  readonly orders?: true | readonly KindName[];
  /** What it is of. `always`: every report of the kind has it; `maybe`: it needs something of the data, or older reports
   *  lack it. */
  readonly kinds: { readonly [K in KindName]?: 'always' | 'maybe' };
  /** Whether it is of these data, whose kind it is of; by default it is. */
  readonly fits?: (data: Pick<EvaluatorParts, 'dataset' | 'testDataset'>) => boolean;
  /** The kinds of which it is told in a line, while a run trains. */
  readonly brief?: readonly KindName[];
  /** Of a histogram: what its entries are counts of. */
  readonly entries?: 'digit' | 'mode';
  /** The name under which reports have the largest number that it can be. */
  readonly most?: 'modeCount';
  /** By default, on all samples. */
  readonly countedOn?: (counts: Counts) => Basis;
  /** What to know before comparing it. */
  readonly notes?: (real: Real) => readonly string[];
  /** What it says of a run's health. */
  readonly evenness?: (value: number, kind: KindName) => Evenness;
}

/** One measure. */
export interface Measure<Name extends string = string, V extends Value = Value> extends Described<Name> {
  readonly needs: Needs;
  /** Undefined where samples lack what it takes, such as classes that were asked for. */
  compute(needed: Readonly<Record<string, unknown>>, samples: Samples): MaybeNow<V>;
  /** The same of real data. Where there is a test set, that is measured in the same way instead. */
  readonly yardstick?: RealOfKind<V | undefined>;
  /** What else it adds to reports. */
  details?(needed: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
}

/** A measure whose parts are known by their types. */
export function defineMeasure<const Name extends string, const N extends Needs, V extends Value>(
  measure: Described<Name> & {
    readonly needs: N;
    compute(needed: Made<N>, samples: Samples): MaybeNow<V>;
    readonly yardstick?: RealOfKind<V | undefined>;
    details?(needed: Made<N>): Readonly<Record<string, unknown>>;
  },
): Measure<Name, V> {
  return measure;
}

/** Whether a measure orders generators of a kind of data. */
export const ordersKind = (
  { orders = [], kinds }: Pick<Measure, 'orders' | 'kinds'>,
  kind: KindName,
): boolean => kind in kinds && (orders === true || orders.includes(kind));

/** The name of the same number of real data. */
export const testName = <Name extends string>(name: Name) =>
  `test${name.charAt(0).toUpperCase()}${name.slice(1)}` as `test${Capitalize<Name>}`;

/** The samples that neighbours are counted among, on either side. */
export const amongNeighbours = ({ samples, neighbours, k }: Counts): Basis =>
  neighbours === undefined ? { samples } : { samples: neighbours, real: neighbours, k };
