// What measures share: features, neighbours, histograms. A part is made once, when a measure that is asked for needs it:
// of the real data for all evaluations, or of each set of samples. Parts may need parts.

import type { LabelValues } from '../../data/labels.ts';
import type { Counts, EvaluatorParts, KindName } from '../evaluation.ts';
import type { Work } from '../progress.ts';

/** The real data of an evaluator. */
export interface Real extends Omit<EvaluatorParts, 'counts' | 'onProgress'> {
  readonly kind: KindName;
  readonly counts: Counts;
  /** Advances as real data are measured. */
  readonly work: Work;
  get<T>(part: RealPart<T>): Promise<T>;
  /** Gives a part that was made before. */
  provide<T>(part: RealPart<T>, value: T): void;
  /** Is called when the evaluator is released. */
  onRelease(release: () => Promise<void>): void;
}

/** One set of samples: a generator's, or real ones that are measured as if they were. */
export interface Samples {
  readonly real: Real;
  readonly count: number;
  /** Advances as they are measured. */
  readonly work: Work;
  get<T>(part: Part<T>): Promise<T>;
}

/** Parts by the names under which a part or a measure gets them. */
export type Needs = Readonly<Record<string, Part<unknown>>>;
type RealNeeds = Readonly<Record<string, RealPart<unknown>>>;

/** What parts hold, by the same names. */
export type Made<N extends Needs> = { readonly [K in keyof N]: N[K] extends Part<infer T> ? T : never };

/** Made of the real data alone. */
export interface RealPart<T> {
  readonly of: 'real';
  readonly needs: RealNeeds;
  /** How long it takes, where drawing a sample takes 1; only steadies a progress bar. */
  work?(real: Real): number;
  make(needed: Readonly<Record<string, unknown>>, real: Real): T | Promise<T>;
}

/** Takes samples in as they are drawn. */
export interface Collector<T> {
  /** @param values  bytes of images, memory of their own; floats of points, valid until the next call
   *  @param start   the number of the first sample
   *  @param labels  the class that each is of, or was asked to be of, where one is known */
  add(values: Uint8Array | Float32Array, start: number, labels?: LabelValues): void | Promise<void>;
  end(): T;
}

/** Made while samples are drawn, so that they need not all be held. */
export interface DrawnPart<T> {
  readonly of: 'drawing';
  readonly needs: RealNeeds;
  collect(needed: Readonly<Record<string, unknown>>, real: Real, count: number): Collector<T>;
}

/** Made of other parts once samples are drawn. */
export interface SamplePart<T> {
  readonly of: 'samples';
  readonly needs: Needs;
  /** As above, for so many samples. */
  work?(real: Real, count: number): number;
  make(needed: Readonly<Record<string, unknown>>, samples: Samples): T | Promise<T>;
}

/** Made in another way for each kind of data. */
export interface KindPart<T> {
  readonly of: 'kind';
  readonly kinds: { readonly [K in KindName]?: Part<T> };
}

/** Made of the real data alone, perhaps in another way for each kind; of other kinds there is none. */
export type RealOfKind<T> =
  | RealPart<T>
  | { readonly of: 'kind'; readonly kinds: { readonly [K in KindName]?: RealPart<T> } };

export type Part<T> = RealPart<T> | DrawnPart<T> | SamplePart<T> | KindPart<T>;

interface Of<N extends Needs> {
  readonly needs?: N;
}

export function realPart<const N extends RealNeeds, T>({
  needs,
  ...part
}: Of<N> & {
  work?(real: Real): number;
  make(needed: Made<N>, real: Real): T | Promise<T>;
}): RealPart<T> {
  return { of: 'real', needs: needs ?? {}, ...part };
}

export function drawnPart<const N extends RealNeeds, T>({
  needs,
  ...part
}: Of<N> & { collect(needed: Made<N>, real: Real, count: number): Collector<T> }): DrawnPart<T> {
  return { of: 'drawing', needs: needs ?? {}, ...part };
}

export function samplePart<const N extends Needs, T>({
  needs,
  ...part
}: Of<N> & {
  work?(real: Real, count: number): number;
  make(needed: Made<N>, samples: Samples): T | Promise<T>;
}): SamplePart<T> {
  return { of: 'samples', needs: needs ?? {}, ...part };
}

export const kindPart = <T>(kinds: KindPart<T>['kinds']): KindPart<T> => ({ of: 'kind', kinds });
