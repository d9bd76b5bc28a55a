// What an evaluation says: plain objects for JSON. Yardsticks, the same numbers of real data, stand beside them.

import type { ModeCoverage } from './modes.ts';
import type { Nearest } from './nearest.ts';

/** The conditions of every report; its counts come first. */
interface Conditions {
  readonly dataset: string;
  /** Seed of the choice of real samples; the sampler has its own. */
  readonly realSeed: number;
  /** What to know before comparing these numbers. */
  readonly notes: readonly string[];
}

/** The numbers that a set of digits is measured by. */
export interface DigitScores {
  /** To the training images, of 64 features. */
  readonly frechetDistance: number;
  readonly precision: number;
  readonly recall: number;
  readonly density: number;
  readonly coverage: number;
  /** KL divergence of the classes from uniform, in nats. */
  readonly classKl: number;
  readonly classHistogram: readonly number[];
  /** Share of images with more than 2 % of their ink outside the largest stroke. */
  readonly fragments: number;
  /** Median distance of a few samples to their nearest training image. */
  readonly nearestDistance: number;
}

/** The test set's own scores, as yardsticks; null where there is no test set. */
export type TestScores = {
  readonly [K in keyof DigitScores as `test${Capitalize<K>}`]: DigitScores[K] | null;
};

/** Digits: grey images of 28×28. */
export interface DigitReport extends Conditions, DigitScores, TestScores {
  readonly kind: 'digits';
  readonly classifierVersion: string;
  /** The nearest training image of each of the first samples. */
  readonly nearest: readonly Nearest[];
  readonly counts: {
    readonly samples: number;
    readonly real: number;
    readonly test: number;
    /** Samples on either side of precision, recall, density, coverage, and their k. */
    readonly neighbours: number;
    readonly k: number;
    readonly nearest: number;
  };
}

/** Colour images of three digits. */
export interface StackedReport extends Conditions {
  readonly kind: 'stacked-digits';
  readonly classifierVersion: string;
  /** How many of the 1,000 triples of digits occur. */
  readonly modesCovered: number;
  readonly modeCount: number;
  /** KL divergence of the triples from how often they occur in the training images, in nats. */
  readonly reverseKl: number;
  readonly counts: { readonly samples: number };
}

/** Points; the modes are missing where they are not known. */
export interface PointReport extends Conditions, Partial<Omit<ModeCoverage, 'histogram'>> {
  readonly kind: 'points';
  /** Exact 1-Wasserstein distance to as many real points. */
  readonly wassersteinDistance: number;
  /** The same between two sets of real points. */
  readonly testWassersteinDistance: number;
  readonly precision: number;
  readonly recall: number;
  readonly density: number;
  readonly coverage: number;
  /** Points per mode. */
  readonly modeHistogram?: readonly number[];
  readonly counts: {
    readonly samples: number;
    readonly real: number;
    readonly wasserstein: number;
    readonly neighbours: number;
    readonly k: number;
  };
}

/** Images of any other shape: what needs no classifier. */
export interface ImageReport extends Conditions {
  readonly kind: 'images';
  /** Of patches, on several levels, in standard deviations of the real ones; reports of older runs lack it. */
  readonly slicedWasserstein?: number;
  /** The same between two sets of real images. */
  readonly testSlicedWasserstein?: number;
  readonly nearestDistance: number;
  /** The same of real images to the other real images. */
  readonly testNearestDistance: number;
  readonly nearest: readonly Nearest[];
  readonly counts: {
    readonly samples: number;
    readonly real: number;
    /** Real images on either side of the sliced distance. */
    readonly patched?: number;
    /** Samples whose nearest training image is looked for; all of them in reports of older runs. */
    readonly nearest?: number;
  };
}

export type Report = DigitReport | StackedReport | PointReport | ImageReport;

/** One number by which evaluations of a kind are ordered. */
export interface Quality {
  readonly name: 'frechetDistance' | 'reverseKl' | 'wassersteinDistance' | 'slicedWasserstein';
  /** Smaller is better. */
  readonly value: number;
}

/** The distance that tells better samples from worse; undefined where no number does, as in old reports of images
 *  without a classifier. */
export function qualityOf(report: Report): Quality | undefined {
  switch (report.kind) {
    case 'digits':
      return { name: 'frechetDistance', value: report.frechetDistance };
    case 'stacked-digits':
      return { name: 'reverseKl', value: report.reverseKl };
    case 'points':
      return { name: 'wassersteinDistance', value: report.wassersteinDistance };
    case 'images': {
      const { slicedWasserstein: value } = report;
      return value === undefined ? undefined : { name: 'slicedWasserstein', value };
    }
    default:
      return report satisfies never;
  }
}
