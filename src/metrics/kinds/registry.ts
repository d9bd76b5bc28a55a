// The kinds of data: the first that fits is taken.

import type { EvaluatorParts } from '../evaluation.ts';
import { digits } from './digits.ts';
import { images } from './images.ts';
import type { DataKind } from './kind.ts';
import { points } from './points.ts';
import { stackedDigits } from './stacked-digits.ts';

export const kinds: readonly DataKind[] = [points, digits, stackedDigits, images];

/** The kind of an evaluator's data. */
export const kindOf = (parts: EvaluatorParts): DataKind => kinds.find(({ fits }) => fits(parts))!;
