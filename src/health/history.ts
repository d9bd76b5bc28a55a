// What monitors see: the numbers of a run so far, each as a series.

import type { Measurements } from './measurements.ts';

/** The numbers of one moment: of a logged iteration, what was measured there, or of an evaluation. */
export interface Reading extends Partial<Measurements> {
  readonly iteration: number;
  readonly criticLoss?: number;
  readonly wasserstein?: number;
  readonly gradientNorm?: number;
  /** Of the classes of generated samples: exp(entropy)/classes. */
  readonly classEvenness?: number;
}

/** A number of a reading. */
export type Signal = Exclude<keyof Reading, 'iteration'>;

/** What is known of a run besides its numbers. */
export interface RunFacts {
  /** The critic's loss when it cannot tell real from generated, where the objective has such a value. */
  readonly chanceLoss?: number | undefined;
  /** Numbers in a sample: 784 of a digit. */
  readonly sampleSize?: number | undefined;
  /** The settings of now. */
  readonly settings?: (() => RunSettings) | undefined;
}

/** What of a run's settings advice depends on. */
export interface RunSettings {
  /** Weight of the penalty, where the objective has one. */
  readonly penalty?: number | undefined;
  /** Bound of the critic's parameters, where the objective clips them. */
  readonly clip?: number | undefined;
}

/** A run until now. */
export interface History {
  readonly facts: RunFacts;
  readonly iteration: number;
  /** The newest value. */
  last(signal: Signal): number | undefined;
  /** The values of the last iterations, or more where fewer than eight were logged in them; none while less than
   *  that is known of the run. */
  recent(signal: Signal, iterations: number): readonly number[];
}

/** A history that grows. */
export interface GrowingHistory extends History {
  add(reading: Reading): void;
}

/** Fewer values than this say nothing. */
const LEAST = 8;
/** The first number of a run is logged after its first iterations: so much of a stretch is all of it. */
const FULL = 0.9;
/** Values kept of each number. */
const LIMIT = 4096;

interface Series {
  iterations: number[];
  values: number[];
}

/** An empty history. */
export function createHistory(facts: RunFacts = {}): GrowingHistory {
  const series = new Map<string, Series>();
  let iteration = 0;
  let begin: number | undefined;
  const seriesOf = (signal: string): Series => {
    const known = series.get(signal) ?? { iterations: [], values: [] };
    series.set(signal, known);
    return known;
  };
  return {
    facts,
    get iteration() {
      return iteration;
    },
    add(reading) {
      iteration = reading.iteration;
      begin ??= iteration;
      for (const [signal, value] of Object.entries(reading)) {
        const isNumber = typeof value === 'number' && !Number.isNaN(value);
        if (signal !== 'iteration' && isNumber) append(seriesOf(signal), iteration, value);
      }
    },
    last: (signal) => series.get(signal)?.values.at(-1),
    recent(signal, iterations) {
      const { iterations: at, values } = series.get(signal) ?? { iterations: [], values: [] };
      const age = iteration - (begin ?? iteration);
      if (age < FULL * iterations || values.length < LEAST) return [];
      const first = at.findIndex((place) => place > iteration - iterations);
      return values.slice(Math.min(first < 0 ? values.length : first, values.length - LEAST));
    },
  };
}

function append(series: Series, iteration: number, value: number): void {
  series.iterations.push(iteration);
  series.values.push(value);
  if (series.values.length < 2 * LIMIT) return;
  series.iterations = series.iterations.slice(-LIMIT);
  series.values = series.values.slice(-LIMIT);
}

/** The middle value; the mean of the two middle ones of an even number. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.floor(half)]! + sorted[Math.ceil(half) - 1]!) / 2;
}
