// What a chart is given.

import type { Signal } from '@preact/signals';
import type { Curve, Range } from './curves.ts';

/** Something that happened at an x. */
export interface Mark {
  readonly x: number;
  readonly label: string;
}

export interface ChartProps {
  readonly title: string;
  /** What the numbers mean, in one sentence. */
  readonly explanation: string;
  readonly unit?: string | undefined;
  readonly curves: readonly Curve[];
  /** The stretch that is shown, shared by charts; undefined for all. */
  readonly view: Signal<Range | undefined>;
  /** Where values are read while nothing is pointed at; by default, at the end. */
  readonly readAt?: number | undefined;
  /** The x that is looked at, shared by charts. */
  readonly selected?: number | undefined;
  readonly onSelect?: ((x: number) => void) | undefined;
  readonly marks?: readonly Mark[];
  /** A scale that grows by factors; near 0 it is even, so that negative values have a place. */
  readonly isLogarithmic?: boolean;
  /** Weight of what was before, from 0 (none) to below 1. */
  readonly smoothing?: number;
  /** Charts with the same name share their pointer. */
  readonly pointer?: string;
  readonly height?: number;
}
