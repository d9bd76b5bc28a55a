// A kind of data: which data are of it, how many samples are looked at, what reports of it say besides measures.

import { ConfigError } from '../../base/errors.ts';
import type { Counts, EvaluatorParts, KindName } from '../evaluation.ts';

export interface DataKind {
  readonly name: KindName;
  readonly fits: (parts: EvaluatorParts) => boolean;
  /** @throws ConfigError, ShapeError if there are too few samples or real ones, or more than can be of use */
  readonly counts: (parts: EvaluatorParts) => Counts;
  /** Real samples are measured beside, as if they were generated: the test set's, where there is one. */
  readonly hasTestSet?: true;
  /** Its numbers are those of a classifier of digits, whose version reports tell. */
  readonly isClassified?: true;
}

/** @throws ConfigError if more samples are to be looked at than there are */
export function requireAmong(name: string, count: number, samples: number): void {
  if (count <= samples) return;
  throw new ConfigError(`evaluation: ${name}: expected at most the ${samples} samples, got ${count}`);
}

export const hasShape = ({ dataset }: EvaluatorParts, shape: string) =>
  dataset.sampleShape.join('×') === shape;
